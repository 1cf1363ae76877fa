"""One request and its answer as headers, logs and metrics know it; adapters open one and stamp the answer with it."""

import re
import uuid
from time import perf_counter

import structlog

from ..telemetry import metrics
from .operations import operation_at

NOT_STORED = ("application/json", "application/problem+json", "application/x-ndjson")
REQUEST_ID = re.compile(r"[\x21-\x7e]{1,128}")


class Exchange:
    """Opened when a request arrives, finished with the status of its answer."""

    __slots__ = ("method", "path", "request_id", "started")

    def __init__(self, method: str, path: str, request_id: str | None) -> None:
        """`path` is decoded and relative to the mount; `request_id` is the client's header, which may be anything."""
        self.method = method
        self.path = path
        self.request_id = request_id if request_id and REQUEST_ID.fullmatch(request_id) else str(uuid.uuid4())
        self.started = perf_counter()
        structlog.contextvars.bind_contextvars(request_id=self.request_id)

    def headers(self, content_type: str | None, cache_control: str | None) -> list[tuple[str, str]]:
        """The headers that every answer has, and those of every JSON answer but a download, which has its own."""
        headers = [("X-Request-ID", self.request_id), ("X-Content-Type-Options", "nosniff")]
        if content_type is not None and content_type.startswith(NOT_STORED) and cache_control is None:
            headers.append(("Cache-Control", "no-store"))
        return headers

    def finish(self, status: int) -> None:
        """Count the answer."""
        seconds = perf_counter() - self.started
        operation = operation_at(self.method, self.path)
        metrics.observe("none" if operation is None else operation.id, self.method, status, seconds)
