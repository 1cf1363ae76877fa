"""Errors as problems: core's, Sanic's own, and uncaught ones."""

from asyncio import CancelledError
from typing import Any

from sanic import HTTPResponse, Request, Sanic, text
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException
from sanic.handlers import ErrorHandler
from sanic.http import Stage
from sanic.signals import Event

from core import errors
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


def attach(app: Sanic[Any, Any]) -> None:
    app.add_signal(break_off, Event.HTTP_LIFECYCLE_EXCEPTION)


async def break_off(request: Request, exception: BaseException, **_: object) -> None:
    """Break off an answer that fails on its way: Sanic's server would end it as if it were whole."""
    if request.stream is not None and request.stream.stage is Stage.RESPONSE:
        log_uncaught(exception)
        request.stream.stage = Stage.FAILED


class ProblemHandler(ErrorHandler):
    """The `error_handler`, in place of Sanic's pages in HTML, JSON or text."""

    def default(self, request: Request, exception: BaseException) -> HTTPResponse:
        return answer_error(request, exception)


def answer_error(request: Request, error: BaseException) -> HTTPResponse:
    """Answer with the error's problem, and log an uncaught one."""
    known = translate(request, error)
    match known:
        case errors.LikewiseError():
            pass
        case SanicException(status_code=status) if status != 500:
            return text("", status)  # Sanic's server: the request was not HTTP, or something took too long
        case CancelledError():
            return text("", 499)  # the client has left; this is for the metrics
        case _:
            log_uncaught(error)
    answer = problem(known)
    return HTTPResponse(answer.body, answer.status, dict(answer.headers), answer.media_type)


def translate(request: Request, error: BaseException) -> BaseException:
    """The error of core's tree for one of Sanic's own; any other as it is."""
    match error:
        case NotFound():
            return errors.NotFound()
        case MethodNotAllowed():
            return errors.MethodNotAllowed(exchange_of(request).allow or ", ".join(sorted(error.allowed_methods or ())))
        case PayloadTooLarge():
            return errors.ContentTooLarge()
        case _:
            return error
