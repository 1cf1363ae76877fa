"""Errors as problems: core's, FastAPI's and Starlette's own, and uncaught ones."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from core.errors import LikewiseError, MalformedJson, MalformedMultipart, MethodNotAllowed, NotFound, ValidationFailed
from core.http.faults import body_faults, query_faults
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of
from .strict import refused_body


async def answer_error(request: Request, error: Exception) -> Response:
    """The one exception handler: answer with the error's problem, and log an uncaught one."""
    known = translate(request, error)
    if not isinstance(known, LikewiseError):
        log_uncaught(error)
    answer = problem(known)
    return Response(answer.body, answer.status, dict(answer.headers), answer.media_type)


def translate(request: Request, error: Exception) -> Exception:
    """The error of core's tree for one of the framework's own; any other as it is."""
    match error:
        case HTTPException(status_code=400 | 404 as status):  # 400: FastAPI, for a body that breaks off
            return NotFound() if status == 404 else MalformedJson()
        case HTTPException(status_code=405):
            return MethodNotAllowed(exchange_of(request.scope).allow or (error.headers or {})["Allow"])
        case ClientDisconnect():  # breaks off an upload, of which nothing is stored
            return MalformedMultipart()
        case RequestValidationError():
            return first_fault(request, error)
        case _:
            return error


def first_fault(request: Request, error: RequestValidationError) -> LikewiseError:
    """The error of a request that does not bind: of its query, else of its body's bytes, else of its members."""
    if faults := query_faults(relative(error, "query")):
        return ValidationFailed(faults)
    return refused_body(request, error.body) or ValidationFailed(body_faults(relative(error, "body")))


def relative(error: RequestValidationError, part: str) -> Iterator[Any]:
    """The errors of one part of the request, located relative to it."""
    return ({**each, "loc": each["loc"][1:]} for each in error.errors() if each["loc"][0] == part)


HANDLED = (LikewiseError, HTTPException, ClientDisconnect, RequestValidationError, Exception)
EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = (
    dict.fromkeys(HANDLED, answer_error)
)
