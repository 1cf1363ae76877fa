"""Errors as answers: core's own, Werkzeug's translated into them, and whatever nobody expected."""

from flask import Flask, Response
from werkzeug import exceptions

from core import errors
from core.http.problems import problem


def init_app(app: Flask) -> None:
    """Answer every error with a problem."""
    app.register_error_handler(errors.LikewiseError, answer)
    # An uncaught exception arrives here too: Flask logs it, signals it, and makes it an InternalServerError.
    app.register_error_handler(exceptions.HTTPException, answer_http_exception)


def answer(error: errors.LikewiseError) -> Response:
    """An error as RFC 9457 bytes."""
    told = problem(error)
    return Response(told.body, told.status, told.headers, content_type=told.media_type)


def answer_http_exception(error: exceptions.HTTPException) -> Response:
    """What Werkzeug raised, answered as what core would have raised."""
    return answer(translate(error))


def translate(error: exceptions.HTTPException) -> errors.LikewiseError:
    """What Werkzeug raises by itself, as core's error tree has it."""
    match error:
        case exceptions.NotFound() | exceptions.SecurityError():  # nothing for a host that is not trusted
            return errors.NotFound()
        case exceptions.MethodNotAllowed():
            return errors.MethodNotAllowed(", ".join(sorted(error.valid_methods or ())))
        case exceptions.RequestEntityTooLarge():
            return errors.ContentTooLarge()
        case exceptions.ClientDisconnected():
            return errors.MalformedJson()
        case _:
            return errors.LikewiseError()
