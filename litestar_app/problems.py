"""Errors as problems: core's, Litestar's own, and uncaught ones."""

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
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The one exception handler: answer with the error's problem, and log an uncaught one."""
    known = translate(error, exchange_of(request.scope).allow)
    if not isinstance(known, LikewiseError):
        log_uncaught(error)
    answer = problem(known)
    return Response(answer.body, status_code=answer.status, headers=dict(answer.headers), media_type=answer.media_type)


def translate(error: Exception, allow: str) -> Exception:
    """The error of core's tree for one of Litestar's own; any other as it is."""
    match error:
        case NotFoundException():
            return NotFound()
        case MethodNotAllowedException():
            # The router checks the method before it has parsed the path, which may not exist.
            return MethodNotAllowed(allow) if allow else NotFound()
        case RequestEntityTooLarge():
            return ContentTooLarge()
        case ValidationException() | InternalServerException() if faults := getattr(error.__cause__, "errors", None):
            # The body breaks its schema: Litestar validates nothing else. Its Pydantic plugin keeps the faults on the
            # cause. Litestar raises InternalServerException if every faulty member has the name of a dependency, such
            # as "caller": it takes the client's faults for the dependency's.
            return ValidationFailed(body_faults(faults))
        case _:
            return error
