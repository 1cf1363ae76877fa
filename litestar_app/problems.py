"""Errors as problems: core's, Litestar's own, and uncaught ones."""

from typing import Any, cast

from litestar import Request, Response
from litestar.exceptions import (
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from core.errors import ContentTooLarge, LikewiseError, NotFound, ValidationFailed
from core.http.faults import body_faults
from core.http.problems import foreign_problem, problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of
from .strict import refuse_method


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer with the error's problem, and log an uncaught one."""
    known = translate(error, request)
    native = known.headers or {} if isinstance(known, HTTPException) else {}
    if isinstance(known, HTTPException) and known.status_code != HTTP_500_INTERNAL_SERVER_ERROR:
        answer = foreign_problem(known.status_code, known.detail)
    else:
        if not isinstance(known, LikewiseError):
            log_uncaught(error)
            if other := handler_of_uncaught(request):
                return other(request, error)
        answer = problem(known)
    headers = {**native, **dict(answer.headers)}
    return Response(answer.body, status_code=answer.status, headers=headers, media_type=answer.media_type)


def translate(error: Exception, request: Request[Any, Any, Any]) -> Exception:
    """The error of core's tree for one of Litestar's own in the contract's operations; any other as it is."""
    routed, exchange = "route_handler" in request.scope, exchange_of(request.scope)
    match error:
        case NotFoundException() if not routed:
            return NotFound()
        case MethodNotAllowedException() if not routed and request.app.state.resources.settings.strict:
            return refuse_method(exchange) or error
        case RequestEntityTooLarge() if exchange.operation:
            return ContentTooLarge()
        case ValidationException() | InternalServerException() if exchange.operation and (
            faults := getattr(error.__cause__, "errors", None)
        ):
            # The body breaks its schema: Litestar validates nothing else. Its Pydantic plugin keeps the faults on the
            # cause. Litestar raises InternalServerException if every faulty member has the name of a dependency, such
            # as "caller": it takes the client's faults for the dependency's.
            return ValidationFailed(body_faults(faults))
        case _:
            return error


def handler_of_uncaught(request: Request[Any, Any, Any]) -> Any:
    """A handler for the status 500 of the team's own: Litestar does not ask it where there is one for `Exception`."""
    routed = "route_handler" in request.scope
    app, handler = cast("Any", request.app), cast("Any", request.route_handler) if routed else None
    handlers = app.exception_handlers if handler is None else handler.resolve_exception_handlers()
    return handlers.get(HTTP_500_INTERNAL_SERVER_ERROR)
