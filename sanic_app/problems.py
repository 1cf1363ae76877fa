"""Errors as answers: core's own, Sanic's translated into them, and whatever nobody expected."""

from asyncio import CancelledError

from sanic import HTTPResponse, Request, text
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException
from sanic.handlers import ErrorHandler
from sanic.http import Stage
from sanic.signals import Event

from core import errors
from core.http.operations import allow_at
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .binding import Application


def attach(app: Application) -> None:
    app.add_signal(break_off, Event.HTTP_LIFECYCLE_EXCEPTION)


async def break_off(request: Request, exception: BaseException, **_: object) -> None:
    """Let an answer that fails on its way break off: Sanic's server would end it as if it were whole."""
    if request.stream is not None and request.stream.stage is Stage.RESPONSE:
        log_uncaught(exception)
        request.stream.stage = Stage.FAILED


class ProblemHandler(ErrorHandler):
    """The `error_handler`, in place of Sanic's pages in HTML, JSON or text."""

    def default(self, request: Request, exception: BaseException) -> HTTPResponse:
        match exception:
            case errors.LikewiseError():
                error = exception
            case NotFound():
                error = errors.NotFound()
            case MethodNotAllowed():
                error = errors.MethodNotAllowed(
                    allow_at(request.path) or ", ".join(sorted(exception.allowed_methods or ()))
                )
            case PayloadTooLarge():
                error = errors.ContentTooLarge()
            case SanicException(status_code=status) if status != 500:
                return text("", status)  # Sanic's server: what came was no HTTP, or something took too long
            case CancelledError():
                return text("", 499)  # the client is gone; this is for the metrics
            case _:
                log_uncaught(exception)
                error = errors.LikewiseError()
        told = problem(error)
        return HTTPResponse(told.body, told.status, dict(told.headers), told.media_type)
