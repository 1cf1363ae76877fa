"""Errors as problems: core's, Werkzeug's own, and uncaught ones."""

from flask import Flask, Response
from werkzeug import exceptions

from core import errors
from core.http.problems import problem

from .exchange import exchange_of


def init_app(app: Flask) -> None:
    """Answer every error with a problem."""
    app.register_error_handler(errors.LikewiseError, answer_error)
    # Also for uncaught exceptions: Flask logs one, signals it, and makes it an InternalServerError.
    app.register_error_handler(exceptions.HTTPException, answer_error)


def answer_error(error: Exception) -> Response:
    """The one error handler: answer with the error's problem."""
    answer = problem(translate(error))
    return Response(answer.body, answer.status, answer.headers, content_type=answer.media_type)


def translate(error: Exception) -> Exception:
    """The error of core's tree for one of Werkzeug's own; any other as it is."""
    match error:
        case exceptions.NotFound() | exceptions.SecurityError():  # a host that is not trusted has nothing
            return errors.NotFound()
        case exceptions.MethodNotAllowed():
            return errors.MethodNotAllowed(exchange_of().allow or ", ".join(sorted(error.valid_methods or ())))
        case exceptions.RequestEntityTooLarge():
            return errors.ContentTooLarge()
        case exceptions.ClientDisconnected():
            return errors.MalformedJson()
        case _:
            return error
