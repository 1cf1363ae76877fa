"""Guests of Flask that raise errors."""

import logging
from typing import Any

from flask import Flask, abort, got_request_exception, jsonify, make_response, redirect, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    RequestedRangeNotSatisfiable,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
)

from tests.guests.guest import Ask, Guest, ask

PAGE = "https://flask.palletsprojects.com/en/stable/errorhandling/"
WERKZEUG = "https://werkzeug.palletsprojects.com/en/stable/exceptions/"
SAID = "said by the guest"
STATUSES = (400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 429, 500, 501, 503)
MULTIPART = [("Content-Type", "multipart/form-data; boundary=b")]


def aborting(app: Flask) -> None:
    @app.route("/guest/<int:status>", methods=["GET", "POST"])
    def stop(status: int) -> Any:
        abort(status, description=SAID)


def aborting_plainly(app: Flask) -> None:
    @app.get("/guest/<int:status>")
    def stop(status: int) -> Any:
        abort(status)


def raising_with_headers(app: Flask) -> None:
    raised: dict[str, HTTPException] = {
        "401": Unauthorized(SAID, www_authenticate=WWWAuthenticate("basic", {"realm": "guests"})),
        "405": MethodNotAllowed(["GET", "PUT"], SAID),
        "416": RequestedRangeNotSatisfiable(10, description=SAID),
        "429": TooManyRequests(SAID, retry_after=7),
        "503": ServiceUnavailable(SAID, retry_after=9),
    }

    @app.get("/guest/<status>")
    def stop(status: str) -> Any:
        raise raised[status]


def raising_own_class(app: Flask) -> None:
    class InsufficientStorage(HTTPException):
        code = 507
        description = SAID

    @app.get("/guest")
    def stop() -> Any:
        raise InsufficientStorage


def aborting_with_an_answer(app: Flask) -> None:
    @app.get("/guest/response")
    def answered() -> Any:
        abort(make_response("the guest's own", 409, {"X-Guest": "1"}))

    @app.get("/guest/exception")
    def carried() -> Any:
        raise BadRequest(response=make_response(jsonify(error="the guest's own"), 400))


def missing_keys(app: Flask) -> None:
    @app.post("/guest/form")
    def form() -> str:
        return request.form["name"]

    @app.get("/guest/query")
    def query() -> str:
        return request.args["name"]

    @app.post("/guest/file")
    def file() -> str:
        return request.files["file"].filename or ""


def uncaught(app: Flask) -> None:
    @app.get("/guest")
    def fail() -> str:
        raise ZeroDivisionError("not to be told")


def refusing_before(app: Flask) -> None:
    @app.before_request
    def refuse() -> Any:
        if request.path == "/guest":
            abort(401, SAID)

    @app.get("/guest")
    def view() -> str:
        return "never"


def refusing_in_a_preprocessor(app: Flask) -> None:
    @app.url_value_preprocessor
    def pull(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and values.get("language") == "xx":
            abort(404, SAID)

    @app.get("/guest/<language>")
    def view(language: str) -> str:
        return language


def redirecting_by_abort(app: Flask) -> None:
    @app.get("/guest")
    def view() -> Any:
        abort(redirect("/elsewhere"))


def failing_after(app: Flask) -> None:
    @app.get("/guest")
    def view() -> Any:
        return None


def reported(app: Flask) -> Any:
    """What reaches the application's logger and the signal."""
    seen: list[Any] = []

    class Watching(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append((record.levelname, record.getMessage(), record.exc_info is not None))

    def note(_: Flask, exception: Exception, **__: Any) -> None:
        seen.append(str(exception))

    watching = Watching()
    app.logger.addHandler(watching)
    with got_request_exception.connected_to(note, app):
        status = app.test_client().get("/guest").status_code
    app.logger.removeHandler(watching)
    return status, seen


def propagated(app: Flask) -> str:
    app.testing = True
    try:
        app.test_client().get("/guest")
    except ZeroDivisionError as error:
        return str(error)
    finally:
        app.testing = False
    return "answered"


ERRORS = [
    Guest("abort with words", PAGE, [ask("GET", f"/guest/{each}", detail=SAID) for each in STATUSES], attach=aborting),
    Guest("abort", PAGE, [ask("GET", f"/guest/{each}") for each in STATUSES], attach=aborting_plainly),
    Guest(
        "headers of errors",
        WERKZEUG,
        [ask("GET", f"/guest/{each}", detail=SAID) for each in (401, 405, 416, 429, 503)],
        attach=raising_with_headers,
    ),
    Guest("a class of HTTPException", PAGE, [ask("GET", "/guest", detail=SAID)], attach=raising_own_class),
    Guest(
        "abort with a response",
        WERKZEUG,
        [ask("GET", "/guest/response", own=True), ask("GET", "/guest/exception", own=True)],
        attach=aborting_with_an_answer,
    ),
    Guest(
        "missing keys",
        "https://flask.palletsprojects.com/en/stable/quickstart/#the-request-object",
        [ask("POST", "/guest/form"), ask("GET", "/guest/query"), Ask("POST", "/guest/file", MULTIPART, b"--b--\r\n")],
        attach=missing_keys,
    ),
    Guest("an uncaught exception", PAGE, [ask("GET", "/guest")], attach=uncaught, check=reported),
    Guest("an exception in a test", PAGE, [], attach=uncaught, check=propagated),
    Guest("abort before the view", PAGE, [ask("GET", "/guest", detail=SAID)], attach=refusing_before),
    Guest(
        "abort in a preprocessor",
        "https://flask.palletsprojects.com/en/stable/patterns/urlprocessors/",
        [ask("GET", "/guest/en"), ask("GET", "/guest/xx", detail=SAID)],
        attach=refusing_in_a_preprocessor,
    ),
    Guest("abort with a redirect", PAGE, [ask("GET", "/guest")], attach=redirecting_by_abort),
    Guest("a view without an answer", PAGE, [ask("GET", "/guest")], attach=failing_after),
]
