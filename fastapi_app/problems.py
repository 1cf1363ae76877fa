"""Every error as the contract's problem: core's tree, what FastAPI and Starlette raise, and what nobody caught."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from core.errors import LikewiseError, MalformedJson, MalformedMultipart, MethodNotAllowed, NotFound, ValidationFailed
from core.http.faults import body_faults, query_faults
from core.http.openapi.responses import failures, successes
from core.http.operation import HTML, JSON
from core.http.operations import OPERATIONS, allow_at
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .binding import parse
from .exchange import route_path


def answer(error: BaseException) -> Response:
    """Make the response of an error."""
    told = problem(error)
    return Response(told.body, told.status, dict(told.headers), told.media_type)


async def likewise_error(request: Request, error: LikewiseError) -> Response:
    """What the services raise."""
    return answer(error)


async def http_exception(request: Request, error: HTTPException) -> Response:
    """What the router raises, and FastAPI for a body that breaks off."""
    match error.status_code:
        case 400:
            return answer(MalformedJson())
        case 404:
            return answer(NotFound())
        case 405:
            return answer(MethodNotAllowed(allow_at(route_path(request.scope)) or (error.headers or {})["Allow"]))
        case _:
            return await uncaught(request, error)


async def client_left(request: Request, error: ClientDisconnect) -> Response:
    """What breaks off an upload: nothing has been stored, and nobody is there to be told."""
    return answer(MalformedMultipart())


async def request_invalid(request: Request, error: RequestValidationError) -> Response:
    """What did not bind: faults of the query, else whatever is first wrong with the body."""
    if faults := query_faults(relative(error, "query")):
        return answer(ValidationFailed(faults))
    if not isinstance(error.body, dict):
        try:
            parse(request, error.body or b"")
        except LikewiseError as refused:
            return answer(refused)
    return answer(ValidationFailed(body_faults(relative(error, "body"))))


def relative(error: RequestValidationError, part: str) -> Iterator[Any]:
    """The errors of one part of the request, located relative to it."""
    return ({**each, "loc": each["loc"][1:]} for each in error.errors() if each["loc"][0] == part)


async def uncaught(request: Request, error: Exception) -> Response:
    """What nobody expected: the log has the traceback, the answer nothing of it."""
    log_uncaught(error)
    return answer(error)


EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    LikewiseError: likewise_error,
    HTTPException: http_exception,
    ClientDisconnect: client_left,
    RequestValidationError: request_invalid,
    Exception: uncaught,
}


def responses(operation_id: str) -> dict[int | str, dict[str, Any]]:
    """What FastAPI's own document cannot see of an operation: its problems, and of its successes all but the model."""
    operation = next(operation for operation in OPERATIONS if operation.id == operation_id)
    told = {int(status): response for status, response in (successes(operation) | failures(operation)).items()}
    if operation.media_type in {JSON, HTML}:  # which the return annotation or the response class tells
        del told[operation.status]["content"]
    return {**told}
