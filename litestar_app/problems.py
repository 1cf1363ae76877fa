"""Errors as problems: core's, Litestar's own, and uncaught ones."""

from typing import Any, cast

from advanced_alchemy.exceptions import IntegrityError, RepositoryError
from advanced_alchemy.exceptions import NotFoundError as RowNotFound
from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.exceptions.responses import (
    create_debug_response,  # pyright: ignore[reportUnknownVariableType] -- half typed, as the next
    create_exception_response,  # pyright: ignore[reportUnknownVariableType]
)
from litestar.serialization import decode_json, encode_json, get_serializer
from litestar.status_codes import HTTP_400_BAD_REQUEST, HTTP_409_CONFLICT, HTTP_500_INTERNAL_SERVER_ERROR
from pydantic import ValidationError

from core.database.integrity import violation
from core.errors import ContentTooLarge, LikewiseError, MethodNotAllowed, NotFound, ValidationFailed
from core.http.faults import body_faults, without_input
from core.http.problems import foreign_problem, problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of
from .strict import refuse_method


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer with the error's problem, and log an uncaught one. An HTTPException below 400, such as 302, is none."""
    known = translate(error, request)
    native = known if isinstance(known, HTTPException) else None
    if native is not None and native.status_code < HTTP_400_BAD_REQUEST:
        return cast("Response[Any]", create_exception_response(request, native))
    expected = native is not None and native.status_code != HTTP_500_INTERNAL_SERVER_ERROR
    if not expected and not isinstance(known, LikewiseError):
        log_uncaught(error)
        if other := handler_of_uncaught(request):
            return other(request, error)
        if request.app.debug:
            return cast("Response[Any]", create_debug_response(request, error))
    if native is not None and (expected or native.extra is not None):
        detail = native.detail if expected else None  # as in Litestar, which shows the `extra` of a 500 all the same
        answer = foreign_problem(native.status_code, detail, **extra_of(request, native))
    else:
        answer = problem(known)
    headers = {**((native and native.headers) or {}), **dict(answer.headers)}
    return Response(answer.body, status_code=answer.status, headers=headers, media_type=answer.media_type)


def translate(error: Exception, request: Request[Any, Any, Any]) -> Exception:
    """The error of core's tree for one of Litestar's own in the contract's operations; any other as it is."""
    routed, exchange = "route_handler" in request.scope, exchange_of(request.scope)
    match error:
        case NotFoundException() if not routed:
            return NotFound()
        case MethodNotAllowedException() if not routed:
            return method_error(error, request)
        case RequestEntityTooLarge() if exchange.operation:
            return ContentTooLarge()
        case ValidationException() | InternalServerException() if exchange.operation and (
            faults := getattr(error.__cause__, "errors", None)
        ):
            # The body breaks its schema: Litestar validates nothing else. Its Pydantic plugin keeps the faults on the
            # cause. Litestar raises InternalServerException if every faulty member has the name of a dependency, such
            # as "caller": it takes the client's faults for the dependency's.
            return ValidationFailed(body_faults(faults))
        case RepositoryError() if not exchange.operation:
            return repository_error(error)
        case _:
            return error


def method_error(error: MethodNotAllowedException, request: Request[Any, Any, Any]) -> Exception:
    """The contract's error for a method that a path of the contract does not have."""
    exchange = exchange_of(request.scope)
    if request.app.state.likewise.resources.settings.strict:
        return refuse_method(exchange) or error
    return MethodNotAllowed((error.headers or {})["allow"]) if exchange.methods else error


def repository_error(error: RepositoryError) -> Exception:
    """What Advanced Alchemy's plugin makes of its errors; but its 409 for a missing table stays a 500."""
    match error:
        case RowNotFound():
            return NotFoundException(error.detail)
        case IntegrityError() if error.__cause__ is None or violation(error):
            return ClientException(error.detail, status_code=HTTP_409_CONFLICT)
        case _:
            return error


def extra_of(request: Request[Any, Any, Any], error: HTTPException) -> dict[str, Any]:
    """The member `extra` of a problem, which Litestar shows to clients, as Litestar encodes it."""
    if error.extra is None:
        return {}
    layer = cast("Any", request.route_handler if "route_handler" in request.scope else None)
    encoders = layer.resolve_type_encoders() if layer else request.app.type_encoders
    extra = decode_json(encode_json(error.extra, get_serializer(encoders)))
    if isinstance(error.__cause__, ValidationError) and isinstance(extra, list):  # PydanticDTO's faults quote the input
        extra = [without_input(each) for each in cast("list[Any]", extra)]
    return {"extra": extra}


def handler_of_uncaught(request: Request[Any, Any, Any]) -> Any:
    """A handler for the status 500 of the team's own: Litestar does not ask it where there is one for `Exception`."""
    routed = "route_handler" in request.scope
    app, handler = cast("Any", request.app), cast("Any", request.route_handler) if routed else None
    handlers = app.exception_handlers if handler is None else handler.resolve_exception_handlers()
    return handlers.get(HTTP_500_INTERNAL_SERVER_ERROR)
