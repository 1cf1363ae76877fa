"""A client of a WSGI application in process, called in the thread of the test."""

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication, WSGIEnvironment

from tests.clients.base import Client, Header, served, with_framing
from tests.clients.response import Response

ExceptionInfo = tuple[type[BaseException], BaseException, Any] | tuple[None, None, None]


class WsgiClient(Client):
    """Takes the place of a server: the environ is what Granian was observed to pass, without the raw target."""

    def __init__(self, application: WSGIApplication, mount: str = "") -> None:
        self.application = application
        self.mount = mount

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        path, _, query = target.removeprefix(self.mount).partition("?")
        framed = with_framing(method, headers, body, chunks, "localhost")
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": self.mount,
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            **environ_headers(framed),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BufferedReader(Chunks([body] if chunks is None else chunks)),
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        return answer(self.application, environ)

    def close(self) -> None:
        """Do nothing: WSGI has no shutdown."""


def environ_headers(headers: Sequence[Header]) -> dict[str, str]:
    """Headers as Granian puts them into the environ: one value for each name, and empty if it is not ASCII."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name.upper().replace("-", "_"), []).append(value.strip(" \t") if value.isascii() else "")
    environ: dict[str, str] = {}
    for name, repeated in values.items():
        if name in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            environ[name] = repeated[0]
        else:
            environ[f"HTTP_{name}"] = (";" if name == "COOKIE" else ",").join(repeated)
    return environ


def answer(application: WSGIApplication, environ: WSGIEnvironment) -> Response:
    """Call the application and collect what it starts, writes and returns."""
    started: list[tuple[str, list[Header]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[Header], exception: ExceptionInfo | None = None, /
    ) -> Callable[[bytes], object]:
        if started and exception is None:
            raise RuntimeError("start_response was called twice")
        started[:] = [(status, list(headers))]
        return written.append

    parts: Iterable[bytes] = application(environ, start_response)
    try:
        written.extend(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    if not started:
        raise RuntimeError("the application returned without calling start_response")
    status, headers = started[0]
    return served(environ["REQUEST_METHOD"], int(status.split(" ", 1)[0]), headers, b"".join(written))


class Chunks(io.RawIOBase):
    """A body that arrives in the pieces it was sent in."""

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self.pending = [chunk for chunk in chunks if chunk]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if not self.pending:
            return 0
        chunk = self.pending.pop(0)
        taken = min(len(buffer), len(chunk))
        buffer[:taken] = chunk[:taken]
        if taken < len(chunk):
            self.pending.insert(0, chunk[taken:])
        return taken
