"""One exception handler: core's errors, Litestar's own and everything else become the same problem bytes."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import (
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from core.errors import ContentTooLarge, LikewiseError, MethodNotAllowed, NotFound, ValidationFailed
from core.http.faults import body_faults
from core.http.operations import allow_at
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer with the problem that an error is told by."""
    known = translate(error, exchange_of(request.scope).path)
    if not isinstance(known, LikewiseError):
        log_uncaught(error)
    answer = problem(known)
    return Response(answer.body, status_code=answer.status, headers=dict(answer.headers), media_type=answer.media_type)


def translate(error: Exception, path: str) -> Exception:
    """Litestar's own errors in core's words; any other as it is."""
    match error:
        case NotFoundException():
            return NotFound()
        case MethodNotAllowedException():
            # The router decides on the method before it has parsed the path, which may turn out to be none.
            allow = allow_at(path)
            return NotFound() if allow is None else MethodNotAllowed(allow)
        case RequestEntityTooLarge():
            return ContentTooLarge()
        case ValidationException() | InternalServerException() if faults := getattr(error.__cause__, "errors", None):
            # Only bodies are validated by Litestar; its Pydantic plugin keeps every fault on the cause. Where each of
            # them is with a member that has the name of a dependency, "tags" say, Litestar takes it for our own fault.
            return ValidationFailed(body_faults(faults))
        case _:
            return error
