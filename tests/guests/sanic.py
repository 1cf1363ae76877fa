"""Guests of Sanic: routing, and the others from their modules."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from sanic import Request, Sanic, Websocket, json, text
from sanic.response import HTTPResponse

from tests.clients.response import Response
from tests.guests import (
    sanic_blueprints,
    sanic_errors,
    sanic_extensions,
    sanic_own,
    sanic_requests,
    sanic_responses,
    sanic_wiring,
)
from tests.guests.guest import Ask, Guest, ask
from tests.guests.sanic_isolation import isolated
from tests.guests.websocket import converse

__all__ = ("GUESTS", "isolated", "plain", "said")  # what running.py asks for

DOCS = "https://sanic.dev/en/guide"
ROUTING = f"{DOCS}/basics/routing.html"
ID = "0191e000-0000-7000-8000-00000000abcd"
HERE = Path(__file__).parent


def plain(guest: Guest) -> Sanic[Any, Any]:
    app: Sanic[Any, Any] = Sanic(**cast("Any", {"name": "plain", **deepcopy(dict(guest.options))}))
    guest.attach(app)
    return app


def said(response: Response) -> Any:
    """What an error says in JSON beside its text, which is the same in each of Sanic's formats."""
    shown = response.body and "json" in "".join(response.header("content-type"))
    return response.json().get("context") if shown else None


def parameters(app: Any) -> None:
    for kind in ("str", "int", "float", "alpha", "slug", "uuid", "ymd", "path"):

        async def show(request: Request, value: Any) -> HTTPResponse:
            return json([str(value), type(value).__name__])

        app.add_route(show, f"/guest/{kind}/<value:{kind}>", name=kind)

    @app.get("/guest/file/<name:ext>")
    async def file_with_extension(request: Request, name: str, ext: str) -> HTTPResponse:
        return json([name, ext])

    @app.get(r"/guest/pattern/<value:[a-z]{3}\d+>")
    async def pattern(request: Request, value: str) -> HTTPResponse:
        return text(value)

    @app.get("/guest/typed/<identity:uuid>/<day:ymd>")
    async def typed(request: Request, identity: UUID, day: date) -> HTTPResponse:
        return text(f"{identity} {day}")


PARAMETERS = [
    *("str/a%20b", "str/%41", "int/12", "int/x", "int/-3", "float/1.5", "alpha/ab", "alpha/1", "slug/a-b", "slug/A_B"),
    *(f"uuid/{ID}", f"uuid/{ID.upper()}", "uuid/1", "ymd/2026-01-31", "path/a/b/c", "file/a.tar.gz", "pattern/abc12"),
    *("pattern/abcd", f"typed/{ID.upper()}/2026-01-31"),
]


def own_pattern(app: Any) -> None:
    def half(value: str) -> int:
        return int(value) // 2

    app.router.register_pattern("even", half, r"[0-9]*[02468]")

    @app.get("/guest/even/<half:even>")
    async def even(request: Request, half: int) -> HTTPResponse:
        return text(str(half))


def slashes(app: Any) -> None:
    @app.get("/guest/ends/")
    async def ends(request: Request) -> HTTPResponse:
        return text("ends in a slash")

    @app.get("/guest/bare")
    async def bare(request: Request) -> HTTPResponse:
        return text("has none")

    @app.get("/guest/exact/", strict_slashes=True)
    async def exact(request: Request) -> HTTPResponse:
        return text("exact")


SLASHES = [ask("GET", f"/guest/{name}{slash}") for name in ("ends", "bare", "exact") for slash in ("", "/")]


def methods(app: Any) -> None:
    @app.route("/guest/several", methods=["POST", "PUT"])
    async def several(request: Request) -> HTTPResponse:
        return text(request.method)

    @app.get("/guest/one/<name>")
    async def one(request: Request, name: str) -> HTTPResponse:
        return text(name, headers={"X-One": name})

    @app.options("/guest/several")
    async def own_options(request: Request) -> HTTPResponse:
        return text("my own", headers={"Allow": "whatever"})


def versions(app: Any) -> None:
    @app.get("/guest", version=1)
    async def first(request: Request) -> HTTPResponse:
        return text("1")

    @app.get("/guest", version=2, version_prefix="/guest/api/v")
    async def second(request: Request) -> HTTPResponse:
        return text("2")


def names(app: Any) -> None:
    @app.get("/guest/named/<value:int>", name="named")
    async def by_name(request: Request, value: int) -> HTTPResponse:
        url = app.url_for("named", value=7, q=["a", "b"], _anchor="top", _external=True, _server="example.com")
        return json([url, str(request.endpoint).partition(".")[2], request.route.path if request.route else None])


def hosts(app: Any) -> None:
    @app.get("/guest/host", host="example.com", name="here")
    async def here(request: Request) -> HTTPResponse:
        return text("example")

    @app.get("/guest/host", host="localhost", name="local")
    async def local(request: Request) -> HTTPResponse:
        return text("local")


def contexts(app: Any) -> None:
    @app.get("/guest/context", ctx_label="seen")
    async def labelled(request: Request) -> HTTPResponse:
        return text(request.route.ctx.label if request.route else "")

    @app.get("/guest/unquoted/<value>", unquote=True)
    async def unquoted(request: Request, value: str) -> HTTPResponse:
        return text(value)


def statics(app: Any) -> None:
    app.static("/guest/static", HERE, name="folder")
    app.static("/guest/one.txt", HERE / "__init__.py", name="file", content_type="text/plain; charset=utf-8")


STATICS = [
    ask("GET", "/guest/static/__init__.py"),
    ask("HEAD", "/guest/static/__init__.py"),
    ask("GET", "/guest/static/none.py", detail="File not found"),
    ask("GET", "/guest/static/../../README.md"),
    ask("GET", "/guest/one.txt"),
    Ask("GET", "/guest/one.txt", [("Range", "bytes=0-8")]),
]


def sockets(app: Any) -> None:
    @app.websocket("/guest/feed")
    async def feed(request: Request, ws: Websocket) -> None:
        async for message in ws:
            await ws.send(f"echo {message}")


GUESTS = [
    Guest("parameters of paths", ROUTING, [ask("GET", f"/guest/{path}") for path in PARAMETERS], attach=parameters),
    Guest("a pattern of one's own", ROUTING, [ask("GET", f"/guest/even/{n}") for n in (8, 7)], attach=own_pattern),
    Guest("slashes", ROUTING, SLASHES, attach=slashes),
    Guest("strict slashes", ROUTING, SLASHES, {"strict_slashes": True}, attach=slashes),
    Guest(
        "methods",
        ROUTING,
        [
            *(ask(method, "/guest/several") for method in ("POST", "PUT", "DELETE", "OPTIONS")),
            *(ask(method, "/guest/one/a") for method in ("GET", "HEAD", "PUT")),
        ],
        attach=methods,
    ),
    Guest(
        "versions",
        f"{DOCS}/advanced/versioning.html",
        [ask("GET", "/v1/guest"), ask("GET", "/guest/api/v2/guest"), ask("GET", "/v3/guest")],
        attach=versions,
    ),
    Guest("names of routes", ROUTING, [ask("GET", "/guest/named/1")], attach=names),
    Guest(
        "hosts",
        ROUTING,
        [ask("GET", "/guest/host", Host=host) for host in ("example.com", "localhost", "x.example")],
        attach=hosts,
    ),
    Guest(
        "contexts of routes",
        ROUTING,
        [ask("GET", "/guest/context"), ask("GET", "/guest/unquoted/%C3%A9%20b")],
        attach=contexts,
    ),
    Guest("static files", f"{DOCS}/basics/routing.html", STATICS, attach=statics),
    Guest(
        "a WebSocket",
        f"{DOCS}/advanced/websockets.html",
        [],
        attach=sockets,
        check_running=lambda client: converse(client, "/guest/feed", "a", "b"),
    ),
    *sanic_requests.GUESTS,
    *sanic_responses.GUESTS,
    *sanic_blueprints.GUESTS,
    *sanic_extensions.GUESTS,
    *sanic_errors.GUESTS,
    *sanic_wiring.GUESTS,
    *sanic_own.GUESTS,
]
