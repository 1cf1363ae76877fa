"""One request and its answer, as the contract, the logs and the metrics know them."""

import re
import uuid
from time import perf_counter

import structlog

from ..telemetry import metrics
from .operations import match_path

NOT_STORED = ("application/json", "application/problem+json", "application/x-ndjson")
REQUEST_ID = re.compile(r"[\x21-\x7e]{1,128}")


class Exchange:
    """Opened when a request arrives, finished with the status of its answer.

    `operation` is the operation that answers the request, HEAD counted as GET; None where the contract has none.
    """

    __slots__ = ("finished", "method", "methods", "operation", "parameters", "path", "request_id", "started")

    def __init__(self, method: str, path: str, request_id: str | None) -> None:
        """`path` is decoded and relative to the mount; `request_id` is the client's header and may be anything."""
        self.method = method
        self.path = path
        self.methods, self.parameters = match_path(path)
        self.operation = self.methods.get("GET" if method == "HEAD" else method)
        self.request_id = request_id if request_id and REQUEST_ID.fullmatch(request_id) else str(uuid.uuid4())
        self.started, self.finished = perf_counter(), False
        structlog.contextvars.bind_contextvars(request_id=self.request_id)

    @property
    def allow(self) -> str:
        """The Allow header of the path: its methods, HEAD where GET is, OPTIONS, sorted; empty where there are none."""
        if not self.methods:
            return ""
        return ", ".join(sorted({*self.methods, "OPTIONS"} | ({"HEAD"} if "GET" in self.methods else set())))

    def headers(self, content_type: str | None, cache_control: str | None) -> list[tuple[str, str]]:
        """The headers of every answer. JSON is not stored, except a download with a `cache_control` of its own."""
        headers = [("X-Request-ID", self.request_id), ("X-Content-Type-Options", "nosniff")]
        if content_type is not None and content_type.startswith(NOT_STORED) and cache_control is None:
            headers.append(("Cache-Control", "no-store"))
        return headers

    def finish(self, status: int) -> None:
        """Count the answer, once: an error may replace an answer that nobody has seen."""
        if self.finished:
            return
        self.finished = True
        seconds = perf_counter() - self.started
        metrics.observe("none" if self.operation is None else self.operation.id, self.method, status, seconds)
