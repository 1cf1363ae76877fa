"""Errors as problems: core's, Werkzeug's own, and uncaught ones."""

from flask import Flask, Response, request
from werkzeug.exceptions import (
    BadHost,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)
from werkzeug.wrappers import Response as AnyResponse

from core import errors
from core.http.problems import Problem, foreign_problem, problem

from .routes import in_contract


def init_app(app: Flask) -> None:
    """Answer every error with a problem."""
    app.register_error_handler(errors.LikewiseError, answer_error)
    # Also for uncaught exceptions: Flask logs one, signals it, and makes it an InternalServerError.
    app.register_error_handler(HTTPException, answer_error)


def answer_error(error: Exception) -> AnyResponse:
    """The one error handler: answer with the error's problem."""
    if isinstance(error, HTTPException) and error.response is not None:  # `abort` was given the whole answer
        return error.get_response()
    answer = translate(error)
    return Response(answer.body, answer.status, answer.headers, content_type=answer.media_type)


def translate(error: Exception) -> Problem:
    """The contract's problem where it has one; any other error of Werkzeug's keeps its status, words and headers."""
    match error:
        case NotFound() | BadHost() if error is request.routing_exception:
            return problem(errors.NotFound())
        case MethodNotAllowed() if error is request.routing_exception:
            return problem(errors.MethodNotAllowed(", ".join(sorted(error.valid_methods or ()))))
        case RequestEntityTooLarge() if in_contract():
            return problem(errors.ContentTooLarge())
        case HTTPException(code=int(status)) if not uncaught(error):
            headers = [header for header in error.get_headers() if header[0] != "Content-Type"]
            return foreign_problem(status, error.description and str(error.description), headers)
        case _:
            return problem(error)


def uncaught(error: HTTPException) -> bool:
    """Whether Flask made this error of an exception that nothing caught."""
    return isinstance(error, InternalServerError) and error.original_exception is not None
