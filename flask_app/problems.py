"""Errors as problems: core's, Werkzeug's own, and uncaught ones."""

from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import (
    BadHost,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
)

from core import errors
from core.http.problems import Problem, foreign_problem, problem

from .exchange import labelled
from .routes import in_contract


class Application(Flask):
    """Flask, with a problem for each error of Werkzeug's that no handler of errors has answered.

    A handler registered for `HTTPException` would be asked before a team's own for `Exception`.
    """

    def make_response(self, rv: Any) -> Response:
        """Uncaught exceptions come here too: Flask logs one, signals it, and makes it an InternalServerError."""
        return super().make_response(answer_error(rv) if isinstance(rv, HTTPException) else rv)


def init_app(app: Flask) -> None:
    """Answer core's errors with a problem."""
    app.register_error_handler(errors.LikewiseError, answer_error)


def answer_error(error: Exception) -> Response | HTTPException:
    """Answer with the error's problem. One that is a whole answer itself, such as a redirect, stays as it is."""
    if isinstance(error, HTTPException) and answers_itself(error):
        return error
    answer = translate(error)
    return labelled(Response(answer.body, answer.status, answer.headers, content_type=answer.media_type))


def answers_itself(error: HTTPException) -> bool:
    """Whether `abort` was given a response, or the class makes its own."""
    own = type(error)
    makes = own.get_response is not HTTPException.get_response or own.get_body is not HTTPException.get_body
    return makes or error.response is not None


def translate(error: Exception) -> Problem:
    """The contract's problem where it has one; any other error of Werkzeug's keeps its status, words and headers."""
    match error:
        case NotFound(description=NotFound.description) if error is request.routing_exception:
            return problem(errors.NotFound())
        case BadHost() if not current_app.url_map.bind("").allowed_methods(request.path):
            return problem(errors.NotFound())
        case MethodNotAllowed() if error is request.routing_exception:
            return problem(errors.MethodNotAllowed(", ".join(sorted(error.valid_methods or ()))))
        case RequestEntityTooLarge() if in_contract():
            return problem(errors.ContentTooLarge())
        case HTTPException(code=int(status)) if not uncaught(error):
            headers = error.get_headers(request.environ)
            return foreign_problem(status, error.description and str(error.description), headers)
        case _:
            return problem(error)


def uncaught(error: HTTPException) -> bool:
    """Whether Flask made this error of an exception that nothing caught."""
    return isinstance(error, InternalServerError) and error.original_exception is not None
