"""Errors as problems: core's, FastAPI's and Starlette's own, and uncaught ones."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection

from core.errors import (
    ContentTooLarge,
    LikewiseError,
    MalformedJson,
    MalformedMultipart,
    MethodNotAllowed,
    NotFound,
    ValidationFailed,
)
from core.http.faults import body_faults, query_faults, without_input
from core.http.problems import Problem, foreign_problem, problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


async def answer_error(request: Request, error: Exception) -> Response:
    """Answer with the error's problem. An HTTPException below 400, such as a redirect, is none."""
    error = translate(request, error)
    if isinstance(error, HTTPException) and error.status_code < 400:
        return await http_exception_handler(request, error)
    answer = render(error)
    headers = error.headers if isinstance(error, HTTPException) else dict(answer.headers)  # a name may be repeated
    return Response(answer.body, answer.status, headers, answer.media_type)


async def answer_uncaught(request: Request, error: Exception) -> Response:
    """Log a bug and answer it. What a middleware raises comes here too, whatever its class: FastAPI answers 500."""
    if isinstance(error, ClientDisconnect):  # the answer to nobody is the server's affair
        raise error
    log_uncaught(error)
    answer = problem(LikewiseError())
    return Response(answer.body, answer.status, media_type=answer.media_type)


def translate(request: HTTPConnection, error: Exception) -> Exception:
    """The contract's error for one that FastAPI raises on an operation, or where no route is; any other as it is."""
    if request.scope["type"] != "http":
        return error
    exchange = exchange_of(request.scope)
    match error:
        case HTTPException(status_code=404, detail="Not Found", headers=None) if "endpoint" not in request.scope:
            return NotFound()  # no route has matched
        case HTTPException(status_code=405, detail="Method Not Allowed", headers={"Allow": allow, **more}) if (
            exchange.allow and not more
        ):
            return MethodNotAllowed(exchange.allow if request.app.state.likewise.settings.strict else allow)
        case HTTPException() | ClientDisconnect() | RequestValidationError() if exchange.operation:
            return operation_error(error)
        case _:
            return error


def operation_error(error: HTTPException | ClientDisconnect | RequestValidationError) -> Exception:
    """The contract's error for one that FastAPI raises for a body or a query of an operation; any other as it is."""
    match error:
        case HTTPException(status_code=400, __cause__=ContentTooLarge() as cause):
            return cause
        case HTTPException(status_code=400, __cause__=ValueError() | RecursionError() | ClientDisconnect()):
            return MalformedJson()
        case ClientDisconnect():  # breaks off an upload, of which nothing is stored
            return MalformedMultipart()
        case RequestValidationError():
            return contract_error(error)
        case _:
            return error


def contract_error(error: RequestValidationError) -> Exception:
    """The contract's error for a query or a body that does not fit its schema."""
    parts: dict[str, list[Any]] = {"query": [], "body": []}
    for each in error.errors():
        if each["type"] == "json_invalid":
            return MalformedJson()
        parts.setdefault(each["loc"][0], []).append({**each, "loc": each["loc"][1:]})
    faults = query_faults(parts["query"]) or body_faults(parts["body"])
    return ValidationFailed(faults) if faults else error


def render(error: Exception) -> Problem:
    """The problem of an error. Raises `ClientDisconnect`: the answer to nobody is the server's affair."""
    match error:
        case HTTPException():
            return foreign_problem(error.status_code, error.detail, (error.headers or {}).items())
        case RequestValidationError():
            errors = [without_input(each) for each in error.errors()]
            return foreign_problem(422, "The request is not valid.", errors=jsonable_encoder(errors))
        case ClientDisconnect():
            raise error
        case _:
            return problem(error)


HANDLED = (LikewiseError, HTTPException, ClientDisconnect, RequestValidationError)
EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = (
    dict.fromkeys(HANDLED, answer_error)
)
