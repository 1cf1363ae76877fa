"""The one interface between tests and an application, in process or on a server."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Self

from tests.clients.response import Response

Header = tuple[str, str]

# Only what fails waits this long: no test passes or fails by how fast the machine is.
SECONDS_TO_ANSWER = 120
NO_BODY = object()


class Client(ABC):
    """Sends requests byte for byte and returns the answers; safe to use from several threads."""

    @abstractmethod
    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        """Send one request.

        Args:
            target: path and query exactly as they go on the wire; nothing is encoded, decoded or normalised.
            headers: `Host`, and `Content-Length` where there is a body, are added unless they are here.
            chunks: a body of undeclared length, in these pieces.

        A body with its own `Transfer-Encoding` header is sent as it is; in process it is not decoded.
        """

    def call(self, method: str, target: str, document: Any = NO_BODY, *, token: str | None = None) -> Response:
        """Send one request as an ordinary caller would: a JSON document, if one is given, and a bearer token."""
        headers: list[Header] = [] if token is None else [("Authorization", f"Bearer {token}")]
        if document is NO_BODY:
            return self.request(method, target, headers=headers)
        headers.append(("Content-Type", "application/json"))
        return self.request(method, target, headers=headers, body=json.dumps(document).encode())

    @abstractmethod
    def close(self) -> None:
        """Release the application."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def with_framing(
    method: str, headers: Sequence[Header], body: bytes, chunks: Sequence[bytes] | None, host: str
) -> list[Header]:
    """Add `Host`, and the header that declares the end of a body, unless they are given."""
    given = {name.lower() for name, _ in headers}
    framed = list(headers) if "host" in given else [("Host", host), *headers]
    if chunks is not None:
        framed.append(("Transfer-Encoding", "chunked"))
    elif not given & {"content-length", "transfer-encoding"} and (body or method in {"POST", "PUT", "PATCH"}):
        framed.append(("Content-Length", str(len(body))))
    return framed


def served(method: str, status: int, headers: list[Header], body: bytes) -> Response:
    """Finish an answer as a server would: drop the body after HEAD, and refuse a false length."""
    response = Response(status, headers, body)
    if method == "HEAD":
        return Response(status, headers, b"")
    assert not (body and (status < 200 or status in {204, 304})), f"{status} must not have a body, got {body!r}"
    declared = response.header("content-length")
    assert not declared or declared == [str(len(body))], f"declared {declared}, sent {len(body)} bytes"
    return response
