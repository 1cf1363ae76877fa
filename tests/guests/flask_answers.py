"""Guests of Flask that answer."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import (
    Flask,
    Response,
    after_this_request,
    json,
    jsonify,
    make_response,
    redirect,
    request,
    url_for,
)
from flask.json.provider import DefaultJSONProvider

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"


def text(app: Flask) -> None:
    @app.get("/guest")
    def html() -> str:
        return "<p>Hello</p>"

    @app.get("/guest/bytes")
    def raw() -> bytes:
        return b"\x00\xff"

    @app.get("/guest/empty")
    def empty() -> Any:
        return "", 204

    @app.get("/guest/tuple")
    def three() -> Any:
        return "made", 201, {"X-Guest": "1", "Content-Type": "text/plain"}

    @app.get("/guest/list")
    def pairs() -> Any:
        return "pairs", [("X-Guest", "1"), ("X-Guest", "2")]

    @app.get("/guest/status")
    def line() -> Any:
        return "teapot", "218 This Is Fine"


def documents(app: Flask) -> None:
    @app.get("/guest")
    def mapping() -> dict[str, Any]:
        return {"b": "é", "a": [1, None]}

    @app.get("/guest/list")
    def items() -> list[int]:
        return [1, 2]

    @app.get("/guest/jsonify")
    def types() -> Response:
        return jsonify(
            at=datetime(2026, 11, 30, tzinfo=UTC), day=date(2026, 11, 30), id=UUID(int=1), price=Decimal("1.50")
        )

    @app.get("/guest/dumps")
    def dumps() -> Response:
        return Response(app.json.dumps({"b": 1, "a": "é"}, indent=2, sort_keys=False), mimetype="application/json")

    @app.get("/guest/loads")
    def loads() -> Any:
        return json.loads('[1, {"a": NaN}]')[:1]


def provided(app: Flask) -> None:
    provider = app.json
    assert isinstance(provider, DefaultJSONProvider)
    provider.sort_keys = False
    provider.ensure_ascii = False
    provider.compact = False
    documents(app)


def responses(app: Flask) -> None:
    @app.get("/guest")
    def made() -> Response:
        response = make_response("text", 202)
        response.headers["X-Guest"] = "1"
        response.mimetype = "text/csv"
        return response

    @app.get("/guest/type")
    def typed() -> Response:
        return app.response_class("<a/>", mimetype="application/xml")

    @app.get("/guest/cached")
    def cached() -> Any:
        response = jsonify(a=1)
        response.cache_control.max_age = 60
        response.add_etag()
        return response.make_conditional(request)

    @app.get("/guest/ours")
    def ours() -> Any:
        return "ours", {"X-Request-ID": "of the guest", "X-Content-Type-Options": "nosniff"}


def errors(app: Flask) -> None:
    @app.get("/guest/<int:status>")
    def answer(status: int) -> Any:
        return {"error": "the guest's own"}, status


def redirects(app: Flask) -> None:
    @app.get("/guest")
    def view() -> Any:
        return redirect(url_for("target", name="a b"))

    @app.get("/guest/to/<name>")
    def target(name: str) -> str:
        return name

    @app.get("/guest/away")
    def away() -> Any:
        return redirect("https://example.com/", 308)


def callbacks(app: Flask) -> None:
    @app.get("/guest")
    def view() -> str:
        @after_this_request
        def add(response: Response) -> Response:
            response.headers["X-Guest"] = "after"
            return response

        return "view"

    @app.after_request
    def always(response: Response) -> Response:
        response.headers["X-Always"] = response.headers.get("X-Guest", "none")
        return response


def options(app: Flask) -> None:
    @app.get("/guest")
    def view() -> str:
        return "view"

    @app.route("/guest/own", methods=["OPTIONS"])
    def own() -> Any:
        return "own options", {"Allow": "GET"}

    @app.route("/guest/none", provide_automatic_options=False)
    def none() -> str:
        return "none"


ANSWERS = [
    Guest(
        "text and tuples",
        f"{DOCS}/quickstart/#about-responses",
        [
            *(ask("GET", f"/guest{each}") for each in ("", "/bytes", "/empty", "/tuple", "/list", "/status")),
            ask("HEAD", "/guest"),
        ],
        attach=text,
    ),
    Guest(
        "JSON",
        f"{DOCS}/quickstart/#apis-with-json",
        [
            *(ask("GET", f"/guest{each}") for each in ("", "/list", "/jsonify", "/dumps", "/loads")),
        ],
        attach=documents,
    ),
    Guest(
        "attributes of the JSON provider",
        f"{DOCS}/api/#flask.json.provider.DefaultJSONProvider",
        [
            *(ask("GET", f"/guest{each}") for each in ("", "/list", "/jsonify", "/dumps")),
        ],
        attach=provided,
    ),
    Guest(
        "responses",
        f"{DOCS}/quickstart/#about-responses",
        [
            *(ask("GET", f"/guest{each}") for each in ("", "/type", "/cached", "/ours")),
            ask("GET", "/guest/cached", If_None_Match='"fca5a4ce0bf4a2d2a8aa9f4bfbbe7cd2fa5ec3ab"'),
        ],
        attach=responses,
    ),
    Guest(
        "errors of one's own",
        f"{DOCS}/errorhandling/#returning-api-errors-as-json",
        [
            *(ask("GET", f"/guest/{status}", own=True) for status in (400, 404, 422, 500)),
        ],
        attach=errors,
    ),
    Guest(
        "redirects",
        f"{DOCS}/quickstart/#redirects-and-errors",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/away"),
            ask("GET", "/guest/to/a%20b"),
        ],
        attach=redirects,
    ),
    Guest(
        "callbacks after a request", f"{DOCS}/api/#flask.after_this_request", [ask("GET", "/guest")], attach=callbacks
    ),
    Guest(
        "OPTIONS and HEAD",
        f"{DOCS}/api/#flask.Flask.add_url_rule",
        [
            *(ask(method, f"/guest{each}") for method in ("OPTIONS", "HEAD") for each in ("", "/own", "/none")),
        ],
        attach=options,
    ),
]
