"""Guests of Flask that handle errors."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, abort, jsonify
from werkzeug.exceptions import (
    HTTPException,
    NotFound,
)

from tests.guests.guest import Guest, ask

PAGE = "https://flask.palletsprojects.com/en/stable/errorhandling/"
SAID = "said by the guest"


def aborting(app: Flask) -> None:
    @app.route("/guest/<int:status>", methods=["GET", "POST"])
    def stop(status: int) -> Any:
        abort(status, description=SAID)


def uncaught(app: Flask) -> None:
    @app.get("/guest")
    def fail() -> str:
        raise ZeroDivisionError("not to be told")


def handling_404(app: Flask) -> None:
    @app.errorhandler(404)
    def page_not_found(error: NotFound) -> Any:
        return "nothing for guests", 404

    @app.get("/guest")
    def stop() -> Any:
        abort(404)


def handling_500(app: Flask) -> None:
    uncaught(app)

    @app.errorhandler(500)
    def internal(error: Any) -> Any:
        return f"sorry: {type(error.original_exception).__name__}", 500


def handling_an_exception(app: Flask) -> None:
    class InvalidUsage(Exception):
        pass

    @app.errorhandler(InvalidUsage)
    def invalid(error: InvalidUsage) -> Any:
        return jsonify(message=str(error)), HTTPStatus.GONE

    @app.get("/guest")
    def stop() -> Any:
        raise InvalidUsage("used up")


def handling_all_of_http(app: Flask) -> None:
    aborting(app)

    @app.errorhandler(HTTPException)
    def as_json(error: HTTPException) -> Any:
        response: Any = error.get_response()
        response.data = f'{{"code": {error.code}}}'
        response.content_type = "application/json"
        return response


def handling_all(app: Flask) -> None:
    uncaught(app)

    @app.errorhandler(Exception)
    def handle(error: Exception) -> Any:
        return error if isinstance(error, HTTPException) else ("the guest's own page", 500)


def handling_in_a_blueprint(app: Flask) -> None:
    guests = Blueprint("guests", __name__, url_prefix="/guest")

    @guests.errorhandler(403)
    def forbidden(error: Any) -> Any:
        return f"blueprint: {error.description}", 403

    @guests.get("")
    def stop() -> Any:
        abort(403, SAID)

    app.register_blueprint(guests)


HANDLERS = [
    Guest(
        "a handler of 404",
        PAGE,
        [ask("GET", "/guest", own=True), ask("GET", "/guest/nowhere", own=True)],
        attach=handling_404,
    ),
    Guest("a handler of 500", PAGE, [ask("GET", "/guest", own=True)], attach=handling_500),
    Guest("a handler of an exception", PAGE, [ask("GET", "/guest", own=True)], attach=handling_an_exception),
    Guest(
        "a handler of HTTPException",
        f"{PAGE}#generic-exception-handlers",
        [ask("GET", "/guest/418", own=True), ask("GET", "/guest/nowhere", own=True)],
        attach=handling_all_of_http,
    ),
    Guest(
        "a handler of Exception",
        f"{PAGE}#generic-exception-handlers",
        [ask("GET", "/guest", own=True), ask("GET", "/guest/nowhere")],
        attach=handling_all,
    ),
    Guest("a blueprint's handler", PAGE, [ask("GET", "/guest", own=True)], attach=handling_in_a_blueprint),
]
