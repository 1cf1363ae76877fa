"""Guests of Flask that read the rest of a request."""

from typing import Any
from uuid import UUID

from flask import Flask, make_response, request, session, url_for
from werkzeug.routing import BaseConverter

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"
QUICKSTART = f"{DOCS}/quickstart/"
CAPITALS = "0000000A-0000-7000-8000-00000000000B"


def converters(app: Flask) -> None:
    @app.get("/guest/int/<int:value>")
    @app.get("/guest/float/<float:value>")
    @app.get("/guest/text/<value>")
    @app.get("/guest/path/<path:value>")
    @app.get("/guest/uuid/<uuid:value>")
    @app.get("/guest/any/<any(red, green):value>")
    def show(value: Any) -> str:
        return f"{type(value).__name__} {value}"


def own_converter(app: Flask) -> None:
    class ListConverter(BaseConverter):
        def to_python(self, value: str) -> list[str]:
            return value.split("+")

        def to_url(self, value: Any) -> str:
            return "+".join(value)

    app.url_map.converters["list"] = ListConverter
    app.url_map.converters["slug"] = ListConverter

    @app.get("/guest/<list:names>")
    def show(names: list[str]) -> dict[str, Any]:
        return {"names": names, "link": url_for("show", names=names)}

    @app.get("/guest/slugs/<slug:names>")
    def slugs(names: list[str]) -> list[str]:
        return names


def defaults(app: Flask) -> None:
    @app.route("/guest/", defaults={"page": 1})
    @app.route("/guest/page/<int:page>")
    def show(page: int) -> str:
        return f"page {page}"


def slashes(app: Flask) -> None:
    @app.get("/guest/projects/")
    def projects() -> str:
        return "projects"

    @app.get("/guest/about")
    def about() -> str:
        return "about"

    @app.get("/guest/both", strict_slashes=False)
    def both() -> str:
        return "both"


def queries(app: Flask) -> None:
    @app.get("/guest")
    def show() -> dict[str, Any]:
        return {
            "one": request.args.get("q", "none"),
            "all": request.args.getlist("q"),
            "page": request.args.get("page", 1, type=int),
            "raw": request.query_string.decode(),
        }


def methods(app: Flask) -> None:
    @app.route("/guest", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def show() -> str:
        return request.method


def headers(app: Flask) -> None:
    @app.get("/guest")
    def show() -> dict[str, Any]:
        return {
            "agent": request.headers.get("User-Agent"),
            "accepts": request.accept_mimetypes.best_match(["text/html", "application/json"]),
            "languages": request.accept_languages.best_match(["de", "en"]),
            "authorization": request.authorization and request.authorization.username,
            "modified": str(request.if_modified_since),
            "range": str(request.range),
        }


def hosts(app: Flask) -> None:
    @app.get("/guest")
    def show() -> dict[str, Any]:
        return {
            "url": request.url,
            "host": request.host,
            "root": request.root_url,
            "link": url_for("show", _external=True),
        }


def cookies(app: Flask) -> None:
    @app.get("/guest")
    def show() -> Any:
        response = make_response(request.cookies.get("name", "nobody"))
        response.set_cookie("name", "guest", max_age=60, httponly=True, samesite="Lax")
        return response

    @app.get("/guest/leave")
    def leave() -> Any:
        response = make_response("left")
        response.delete_cookie("name")
        return response


def sessions(app: Flask) -> None:
    app.secret_key = "of the guest's sessions"

    @app.get("/guest")
    def count() -> str:
        session["visits"] = session.get("visits", 0) + 1
        return f"visit {session['visits']}"


def visits(app: Flask) -> list[str]:
    client = app.test_client()
    return [client.get("/guest").text for _ in range(3)]


def no_sessions(app: Flask) -> None:
    @app.get("/guest")
    def count() -> str:
        session["visits"] = 1
        return "never"


def uuids(app: Flask) -> None:
    @app.get("/guest/<uuid:key>/items")
    def show(key: UUID) -> str:
        return str(key)


REQUESTS = [
    Guest(
        "converters",
        f"{QUICKSTART}#variable-rules",
        [
            *(ask("GET", f"/guest/{path}") for path in ("int/7", "int/x", "float/1.5", "text/a%20b", "path/a/b")),
            *(ask("GET", f"/guest/{path}") for path in (f"uuid/{CAPITALS}", "uuid/1", "any/red", "any/blue")),
        ],
        attach=converters,
    ),
    Guest(
        "a converter of one's own",
        "https://werkzeug.palletsprojects.com/en/stable/routing/#custom-converters",
        [ask("GET", "/guest/a+b"), ask("GET", "/guest/slugs/A+B")],
        attach=own_converter,
    ),
    Guest(
        "defaults",
        f"{DOCS}/api/#url-route-registrations",
        [
            ask("GET", "/guest/"),
            ask("GET", "/guest/page/2"),
            ask("GET", "/guest/page/1"),
            ask("GET", "/guest"),
        ],
        attach=defaults,
    ),
    Guest(
        "slashes at the end",
        f"{QUICKSTART}#unique-urls-redirection-behavior",
        [
            *(ask("GET", f"/guest/{path}") for path in ("projects/", "projects", "about", "about/", "both", "both/")),
            *(ask("GET", path) for path in ("//guest/about", "/guest//about")),
        ],
        attach=slashes,
    ),
    Guest(
        "queries",
        f"{QUICKSTART}#the-request-object",
        [
            *(ask("GET", f"/guest{query}") for query in ("", "?q=1&q=2", "?page=x&other=1", "?q=%FF&q", "?page=3")),
        ],
        attach=queries,
    ),
    Guest(
        "headers",
        f"{DOCS}/api/#flask.Request.headers",
        [
            ask("GET", "/guest", User_Agent="guest", Accept="application/json", Accept_Language="de;q=0.5, en"),
            ask("GET", "/guest", Authorization="Basic YTpi", Range="bytes=0-1"),
            ask("GET", "/guest", If_Modified_Since="Mon, 30 Nov 2026 00:00:00 GMT"),
        ],
        attach=headers,
    ),
    Guest(
        "the host",
        f"{DOCS}/api/#flask.url_for",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest", Host="example.com"),
            ask("GET", "/guest", Host="example.com:8080"),
        ],
        attach=hosts,
    ),
    Guest(
        "cookies",
        f"{QUICKSTART}#cookies",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest", Cookie="name=Ada; other=1"),
            ask("GET", "/guest/leave"),
        ],
        attach=cookies,
    ),
    Guest("sessions", f"{QUICKSTART}#sessions", [], attach=sessions, check=visits),
    Guest("a session without a key", f"{QUICKSTART}#sessions", [ask("GET", "/guest")], attach=no_sessions),
    Guest(
        "a UUID in capitals",
        f"{QUICKSTART}#variable-rules",
        [
            ask("GET", f"/guest/{CAPITALS}/items"),
            ask("GET", f"/guest/{CAPITALS.lower()}/items"),
            ask("POST", f"/guest/{CAPITALS}/items"),
            ask("GET", f"/guest/{CAPITALS}/items/"),
        ],
        attach=uuids,
    ),
    Guest(
        "an upgrade of the connection",
        f"{DOCS}/api/#flask.Request",
        [
            ask("GET", "/guest", Connection="Upgrade", Upgrade="websocket"),
            ask("GET", "/guest", Upgrade="h2c"),
        ],
        attach=methods,
    ),
]
