"""Errors as problems: core's, Sanic's own, and uncaught ones."""

# pyright: reportUnknownMemberType=false
# Sanic leaves decorators without types.

from asyncio import CancelledError
from typing import Any

from sanic import HTTPResponse, Request, Sanic, text
from sanic.compat import Header
from sanic.exceptions import MethodNotAllowed, NotFound, PayloadTooLarge, SanicException, ServerError
from sanic.handlers import ErrorHandler

from core import errors
from core.http.problems import foreign_problem, problem
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


def attach(app: Sanic[Any, Any]) -> None:
    app.exception(errors.LikewiseError)(answer_error)  # not by ProblemHandler alone: a team may handle `Exception`


class ProblemHandler(ErrorHandler):
    """The `error_handler`, in place of Sanic's pages in HTML, JSON or text."""

    def default(self, request: Request, exception: BaseException) -> HTTPResponse:
        uncaught = not isinstance(exception, SanicException | CancelledError)
        if uncaught and self.debug:
            # Sanic's page with the traceback. Its types leave out what Sanic itself passes when it cancels.
            return super().default(request, exception)  # pyright: ignore[reportArgumentType]
        if not uncaught or request.app.configure_logging:  # `serve` has one log, which is core's
            self.log(request, exception)  # pyright: ignore[reportArgumentType] -- as above
        return answer_error(request, exception)


def answer_error(request: Request, error: BaseException) -> HTTPResponse:
    """Answer with the error's problem, and log an uncaught one."""
    match translate(request, error):
        case errors.LikewiseError() as known:
            answer = problem(known)
        case SanicException(status_code=status) if request.method == "NONE":
            return text("", status)  # Sanic's server: the request was not HTTP
        case SanicException(status_code=status, headers=headers, context=context):
            # Sanic shows the context to clients, and `extra` in debug mode alone.
            answer = foreign_problem(status, str(error), headers.items(), **({"context": context} if context else {}))
        case CancelledError():
            return text("", 499)  # the client has left; this is for the metrics
        case _:
            log_uncaught(error)
            answer = problem(error)
    return HTTPResponse(answer.body, answer.status, Header(answer.headers), answer.media_type)


def translate(request: Request, error: BaseException) -> BaseException:
    """The error of core's tree where no route answers, and for the contract's operations; any other as it is."""
    exchange, routed = exchange_of(request), request.route is not None
    match error:
        case NotFound(message=str(said)) if not routed and (said.startswith("Requested URL ") or said == "Not Found"):
            return errors.NotFound()  # Sanic's own words: middleware of the team may raise one with others
        case MethodNotAllowed() if not routed and exchange.methods:
            own = error.headers.get("Allow", "").split(", ")  # a team's methods of this path
            return errors.MethodNotAllowed(", ".join(sorted({*exchange.allow.split(", "), *own} - {""})))
        case PayloadTooLarge(message=str(said)) if said.endswith("exceeds the size limit") and (
            not routed or exchange.operation is not None
        ):
            return errors.ContentTooLarge()
        case ServerError(__cause__=TypeError() as cause) if exchange.operation is not None:
            return cause  # sanic-ext takes every TypeError of a dependency for a missing one
        case _:
            return error
