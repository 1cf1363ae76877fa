"""Guests of Flask: handlers, classes and names of the team's own where the adapter has some too."""

import logging
from typing import Any

from flask import Flask, Response, abort, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import BaseConverter

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"
ERRORS = f"{DOCS}/errorhandling/"
CONFIG = f"{DOCS}/config/"
SAID = "said by the guest"


def failing(app: Flask) -> None:
    @app.post("/guest/form")
    def form() -> str:
        return request.form["name"]

    @app.get("/guest/refused")
    def refused() -> Any:
        abort(403)


def handler_of_all(app: Flask) -> None:
    failing(app)

    @app.errorhandler(Exception)
    def answer(error: Exception) -> Any:
        return jsonify(error=type(error).__name__), getattr(error, "code", 500)


def handler_of_key_errors(app: Flask) -> None:
    failing(app)

    @app.errorhandler(KeyError)
    def answer(_: KeyError) -> Any:
        return "a key is missing", 422


def handler_of_own_base(app: Flask) -> None:
    class Refusal(Exception):
        pass

    class Gone(HTTPException, Refusal):
        code = 410

    @app.errorhandler(Refusal)
    def answer(_: Refusal) -> Any:
        return "the guest's own", 410

    @app.get("/guest/gone")
    def gone() -> Any:
        raise Gone


def own_answers(app: Flask) -> None:
    class Payment(HTTPException):
        code = 402

        def get_body(self, environ: Any = None, scope: Any = None) -> str:
            return '{"pay": true}'

        def get_headers(self, environ: Any = None, scope: Any = None) -> list[tuple[str, str]]:
            return [("Content-Type", "application/json"), ("X-Query", environ["QUERY_STRING"])]

    class Whole(HTTPException):
        code = 409

        def get_response(self, *_: Any, **__: Any) -> Response:
            return Response("whole", 409, {"X-Guest": "1"})

    class Named(HTTPException):
        code = 401
        description = SAID

        def get_headers(self, environ: Any = None, scope: Any = None) -> list[tuple[str, str]]:
            return [*super().get_headers(environ, scope), ("X-Next", environ["QUERY_STRING"])]

    raised: dict[str, HTTPException] = {"payment": Payment(), "whole": Whole(), "named": Named()}

    @app.get("/guest/<name>")
    def stop(name: str) -> Any:
        raise raised[name]


def own_converter(app: Flask) -> None:
    class Color(BaseConverter):
        def to_python(self, value: str) -> str:
            return value if value == "red" else abort(404, SAID)

    app.url_map.converters["color"] = Color

    @app.get("/guest/<color:color>")
    def show(color: str) -> str:
        return color


def names_on_g(app: Flask) -> None:
    @app.before_request
    def keep() -> None:
        g.exchange, g.caller = "NYSE", "somebody"

    @app.get("/guest/g")
    def show() -> Any:
        return jsonify([name for name in sorted(g) if not name.startswith("_")])

    @app.get("/guest/inner")
    def inner() -> Any:
        answer = current_app.test_client().get("/guest/g")
        return jsonify([answer.json, g.exchange])


def spellings(app: Flask) -> None:
    for path in ("/Users/", "/METRICS/", "/Docs"):
        app.add_url_rule(path, path, lambda: "mine")


def logging_levels(app: Flask) -> None:
    @app.get("/guest/log/<int:level>")
    def log(level: int) -> str:
        current_app.logger.log(level, "at a level of one's own")
        return "logged"


def own_log_exception(app: Flask) -> Any:
    seen: list[str] = []

    class Seen(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.getMessage())

    handler = Seen()
    app.logger.addHandler(handler)

    def log_exception(number: int) -> None:
        try:
            int("seven")
        except ValueError:
            app.logger.exception("payment %d failed", number)

    with app.app_context():
        log_exception(7)
    app.logger.removeHandler(handler)
    return seen


def returned(app: Flask) -> None:
    @app.errorhandler(404)
    def answer(error: NotFound) -> Any:
        return f"no {request.path}, {error.code}", 404


REFUSED = [ask("GET", "/guest/refused", own=True), ask("GET", "/guest/nowhere", own=True)]

GUESTS = [
    Guest(
        "a handler of all exceptions",
        f"{ERRORS}#generic-exception-handlers",
        [*REFUSED, ask("POST", "/guest/form", own=True), ask("PUT", "/guest/form", own=True)],
        attach=handler_of_all,
    ),
    Guest("a handler of KeyError", ERRORS, [ask("POST", "/guest/form", own=True)], attach=handler_of_key_errors),
    Guest("a handler of a base class", ERRORS, [ask("GET", "/guest/gone", own=True)], attach=handler_of_own_base),
    Guest(
        "exceptions that make their answer",
        "https://werkzeug.palletsprojects.com/en/stable/exceptions/",
        [
            ask("GET", "/guest/payment?a=1", own=True),
            ask("GET", "/guest/whole", own=True),
            ask("GET", "/guest/named?a=1", detail=SAID),
        ],
        attach=own_answers,
    ),
    Guest(
        "an error of a converter",
        f"{DOCS}/quickstart/#variable-rules",
        [ask("GET", "/guest/red"), ask("GET", "/guest/blue", detail=SAID)],
        attach=own_converter,
    ),
    Guest(
        "names on g, and a request within a request",
        f"{DOCS}/appcontext/#storing-data",
        [ask("GET", "/guest/g"), ask("GET", "/guest/inner")],
        attach=names_on_g,
    ),
    Guest(
        "paths like the contract's in other spellings",
        f"{DOCS}/quickstart/#unique-urls-redirection-behavior",
        [ask("GET", path) for path in ("/Users", "/Users/", "/METRICS", "/Docs")] + [ask("POST", "/Docs")],
        attach=spellings,
    ),
    Guest("a level of logging of one's own", f"{DOCS}/logging/", [ask("GET", "/guest/log/25")], attach=logging_levels),
    Guest("a function called log_exception", f"{DOCS}/logging/", [], check=own_log_exception),
    Guest("an error handler that shows the path", ERRORS, REFUSED[1:], attach=returned),
]
