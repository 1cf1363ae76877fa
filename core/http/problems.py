"""Errors as problems (RFC 9457): the same bytes for the same error, whichever adapter answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic_core import to_json

from ..errors import LikewiseError, NotReady
from ..telemetry import metrics
from ..telemetry.logs import log_outage

MEDIA_TYPE = "application/problem+json"
STATUSES = {each.value for each in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole answer; `headers` are the problem's own, without those of every answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    media_type: str = MEDIA_TYPE


def problem(error: BaseException) -> Problem:
    """Render and count an error; one from outside the tree becomes a 500 without any detail of it."""
    known = error if isinstance(error, LikewiseError) else LikewiseError()
    metrics.errors.labels(known.slug).inc()
    if isinstance(known, NotReady):
        log_outage(known.title.lower(), known)
    return Problem(known.status, known.headers, to_json(members(known)))


def foreign_problem(status: int, detail: Any, headers: Iterable[tuple[str, str]] = (), **further: Any) -> Problem:
    """Render and count a framework's own error, with its status, its headers and what it says in public.

    Its type is `about:blank`: the status says it all (RFC 9457, section 4.2.1). `further` are members of its own.
    """
    slug = f"http-{status}"
    metrics.errors.labels(slug).inc()
    title = HTTPStatus(status).phrase if status in STATUSES else "Error"
    said = title if detail is None else detail
    described = {"type": "about:blank", "title": title, "status": status, "detail": said, **further}
    try:
        body = to_json(described, inf_nan_mode="null", fallback=str)
    except ValueError:  # a framework's error may carry anything, such as a circle; this must still be an answer
        body = to_json({name: value if isinstance(value, int) else str(value) for name, value in described.items()})
    return Problem(status, tuple(headers), body)


def members(error: LikewiseError) -> dict[str, Any]:
    """The members of a problem object, in order."""
    described: dict[str, Any] = {
        "type": f"/problems/{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
    }
    if error.faults:
        described["errors"] = [
            {"parameter": fault.parameter, "code": fault.code, "detail": fault.detail}
            if fault.pointer is None
            else {"pointer": fault.pointer, "code": fault.code, "detail": fault.detail}
            for fault in error.faults
        ]
    return described
