"""Guests of Sanic: extensions, exceptions and request classes of the team's own where the adapter has some too."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanic import Request, SanicException, json, text
from sanic.compat import Header
from sanic.exceptions import NotFound, PayloadTooLarge
from sanic.response import HTTPResponse, file_stream
from sanic_ext import Extend, Extension

from tests.guests.guest import Guest, ask

DOCS = "https://sanic.dev/en/guide"
PLUGINS = "https://sanic.dev/en/plugins/sanic-ext"
EXCEPTIONS = f"{DOCS}/best-practices/exceptions.html"
SAID = "said by the guest"
REFUSED = [("GET", "/guest/away"), ("POST", "/guest/large")]


def streamed_files(app: Any) -> None:
    app.static("/guest/static", Path(__file__).parent, stream_large_files=10)

    @app.on_response
    async def mark(request: Request, response: Any) -> None:
        response.headers["X-Late"] = "1"

    @app.get("/guest/file")
    async def file(request: Request) -> Any:
        return await file_stream(__file__)


def refused_in_middleware(app: Any) -> None:
    @app.on_request
    async def refuse(request: Request) -> None:
        if request.path == "/guest/away":
            raise NotFound(SAID, headers={"X-M": "1"}, context={"a": 1})
        if request.path == "/guest/large":
            raise PayloadTooLarge(SAID, headers={"X-M": "2"})


def configured_later(app: Any) -> None:
    app.config.CORS_ORIGINS = "https://guest.example"
    app.config.HTTP_AUTO_HEAD = False

    @app.get("/guest")
    async def index(request: Request) -> HTTPResponse:
        return text("configured")


class Marking(Extension):
    name = "marking"

    def startup(self, bootstrap: Extend) -> None:
        @bootstrap.app.on_response
        async def mark(request: Request, response: HTTPResponse) -> None:
            response.headers["X-Marked"] = "1"


def extended(app: Any) -> None:
    app.extend(extensions=[Marking], config={"http_auto_head": False})

    @app.get("/guest")
    async def index(request: Request) -> HTTPResponse:
        return text("extended")


def repeating(app: Any) -> None:
    @app.get("/guest/repeated")
    async def repeated(request: Request) -> None:
        headers: Any = Header([("WWW-Authenticate", "Basic"), ("WWW-Authenticate", "Bearer")])
        raise SanicException(SAID, 401, headers=headers)


@dataclass(slots=True)
class Slots:
    user: str = "ann"


class SlotsRequest(Request):
    @staticmethod
    def make_context() -> Any:
        return Slots()


class Reading(Request):
    def get_query_args(self, *args: Any, **options: Any) -> Any:
        return [("read", "by the guest"), *super().get_query_args(*args, **options)]


def shown(app: Any) -> None:
    @app.get("/guest")
    async def show(request: Request) -> HTTPResponse:
        user = getattr(request.ctx, "user", None)
        return json([user, request.get_query_args(keep_blank_values=True), type(request.ctx).__name__])


def beside_the_contract(app: Any) -> None:
    @app.put("/teams/<slug>")
    async def put_team(request: Request, slug: str) -> HTTPResponse:
        return text(slug)

    @app.put("/tags")
    async def put_tags(request: Request) -> HTTPResponse:
        return text("tags")


GUESTS = [
    Guest(
        "files that are streamed",
        f"{DOCS}/advanced/streaming.html#file-streaming",
        [ask("GET", "/guest/file"), ask("GET", "/guest/static/guest.py")],
        attach=streamed_files,
    ),
    Guest(
        "exceptions of middleware where no route is",
        EXCEPTIONS,
        [ask(method, path, detail=SAID, accept="application/json") for method, path in REFUSED],
        attach=refused_in_middleware,
    ),
    Guest(
        "a configuration of the extensions after the application is made",
        f"{PLUGINS}/configuration.html",
        [ask("GET", "/guest", origin="https://guest.example"), ask("HEAD", "/guest")],
        attach=configured_later,
    ),
    Guest(
        "an extension of one's own",
        f"{PLUGINS}/custom.html",
        [ask("GET", "/guest"), ask("HEAD", "/guest")],
        attach=extended,
    ),
    Guest(
        "repeated headers of an exception",
        EXCEPTIONS,
        [ask("GET", "/guest/repeated", detail=SAID)],
        attach=repeating,
    ),
    Guest(
        "a context of requests with slots",
        f"{DOCS}/basics/request.html#custom-request-objects",
        [ask("GET", "/guest?x=1")],
        {"request_class": SlotsRequest},
        attach=shown,
    ),
    Guest(
        "a request class that reads the query",
        f"{DOCS}/basics/request.html#custom-request-objects",
        [ask("GET", "/guest?x=1")],
        {"request_class": Reading},
        attach=shown,
    ),
    Guest(
        "methods of one's own on the contract's paths",
        f"{DOCS}/basics/routing.html",
        [ask("PUT", path) for path in ("/teams/A_B", "/teams/abc/", "/tags", "/tags/")],
        attach=beside_the_contract,
    ),
]
