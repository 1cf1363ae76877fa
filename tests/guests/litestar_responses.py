"""Guests of Litestar: what handlers return."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response, get
from litestar.background_tasks import BackgroundTask, BackgroundTasks
from litestar.datastructures import CacheControlHeader, Cookie, ETag, ResponseHeader
from litestar.pagination import AbstractSyncOffsetPaginator, OffsetPagination
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import File, Redirect, Stream, Template
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig
from litestar.testing import TestClient

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

RESPONSES = f"{DOCS}/usage/responses.html"
HERE = Path(__file__).parent
Client = TestClient[Litestar]


@dataclass
class Item:
    name: str


class Temperature:
    """A type that Litestar does not know."""


@get("/guest/text", media_type=MediaType.TEXT)
async def text() -> str:
    return "hello"


@get("/guest/html", media_type=MediaType.HTML)
async def html() -> str:
    return "<p>hello</p>"


@get("/guest/bytes", media_type="image/x-guest")
async def raw() -> bytes:
    return b"\x00\xff"


@get("/guest/dataclasses", status_code=202)
async def dataclasses() -> list[Item]:
    return [Item("a")]


@get("/guest/packed", media_type=MediaType.MESSAGEPACK)
async def packed() -> dict[str, int]:
    return {"a": 1}


@get("/guest/none", status_code=204)
async def nothing() -> None:
    return None


@get("/guest/response", response_headers=[ResponseHeader(name="X-Declared", value="yes")])
async def response() -> Response[dict[str, int]]:
    answer = Response({"a": 1}, status_code=203, headers={"X-Own": "1"}, cookies=[Cookie("a", "b", httponly=True)])
    answer.set_cookie("c", "d", max_age=60)
    answer.delete_cookie("e")
    return answer


@get("/guest/problem", media_type="application/problem+json", status_code=422)
async def own_problem() -> dict[str, str]:
    return {"type": "https://example.com/mine", "detail": "mine"}


@get("/guest/redirect")
async def redirect() -> Redirect:
    return Redirect("/guest/text", query_params={"a": "1"})


@get("/guest/stream")
async def stream() -> Stream:
    async def generate() -> AsyncGenerator[str, None]:
        for number in range(100):
            yield f"{number}\n"

    return Stream(generate(), media_type="text/csv", headers={"X-Own": "1"})


@get("/guest/file")
async def file() -> File:
    return File(path=HERE / "__init__.py", filename="guests.py", content_disposition_type="inline")


@get("/guest/template")
async def template() -> Template:
    return Template(template_str="<p>{{ name }}</p>", context={"name": "Ada"}, media_type=MediaType.HTML)


@get("/guest/cached-by-clients", cache_control=CacheControlHeader(max_age=60, public=True), etag=ETag(value="v1"))
async def cached_by_clients() -> dict[str, int]:
    return {"a": 1}


@get("/guest/cached", cache=60)
async def cached(request: Request[Any, Any, Any]) -> dict[str, Any]:
    calls = request.app.state.setdefault("calls", 0)
    request.app.state["calls"] = calls + 1
    return {"calls": calls}


@get("/guest/background")
async def background(request: Request[Any, Any, Any]) -> Response[str]:
    done: list[str] = request.app.state.setdefault("done", [])
    return Response(
        "ok", background=BackgroundTasks([BackgroundTask(done.append, "a"), BackgroundTask(done.append, "b")])
    )


@get("/guest/unknown-type")
async def unknown_type() -> dict[str, Any]:
    return {"temperature": Temperature()}


class Numbers(AbstractSyncOffsetPaginator[int]):
    def get_total(self) -> int:
        return 7

    def get_items(self, limit: int, offset: int) -> list[int]:
        return list(range(7))[offset : offset + limit]


@get("/guest/pages", sync_to_thread=False)
def pages(limit: int, offset: int) -> OffsetPagination[int]:
    return Numbers()(limit=limit, offset=offset)  # pyright: ignore[reportReturnType] -- Advanced Alchemy's, where it is there


def use_cache(client: Client) -> Any:
    answers = [client.get("/guest/cached") for _ in range(3)]
    ids = [answer.headers["x-request-id"] for answer in answers if "x-request-id" in answer.headers]
    repeated = any(len(answer.headers.get_list("x-request-id")) > 1 for answer in answers)
    return [answer.json() for answer in answers], len(ids) == len(set(ids)), repeated


def use_background(client: Client) -> Any:
    client.get("/guest/background")
    return client.app.state["done"]


def guest(name: str, anchor: str, *paths: str, **rest: Any) -> Guest:
    return Guest(name, f"{RESPONSES}{anchor}", [ask("GET", path) for path in paths], **rest)


GUESTS = [
    guest(
        "text, HTML and bytes",
        "#media-type",
        "/guest/text",
        "/guest/html",
        "/guest/bytes",
        attach=handlers(text, html, raw),
    ),
    guest(
        "JSON, MessagePack and nothing",
        "#media-type",
        "/guest/dataclasses",
        "/guest/packed",
        "/guest/none",
        attach=handlers(dataclasses, packed, nothing),
    ),
    guest("headers and cookies", "#returning-responses", "/guest/response", attach=handlers(response)),
    guest("an error response of one's own", "#media-type", "/guest/problem", attach=handlers(own_problem)),
    guest("a redirect", "#redirect-responses", "/guest/redirect", attach=handlers(redirect)),
    guest("a stream of text", "#streaming-responses", "/guest/stream", attach=handlers(stream)),
    guest("a file", "#file-responses", "/guest/file", attach=handlers(file)),
    guest(
        "a template",
        "#template-responses",
        "/guest/template",
        attach=handlers(template),
        options={"template_config": TemplateConfig(engine=JinjaTemplateEngine, directory=HERE)},
    ),
    guest(
        "caching headers",
        "#predefined-response-headers",
        "/guest/cached-by-clients",
        attach=handlers(cached_by_clients),
    ),
    Guest("a response cache", f"{DOCS}/usage/caching.html", [], attach=handlers(cached), check=testing(use_cache)),
    guest("background tasks", "#background-tasks", attach=handlers(background), check=testing(use_background)),
    Guest(
        "encoders of types",
        f"{DOCS}/usage/custom-types.html",
        [ask("GET", "/guest/unknown-type")],
        options={"type_encoders": {Temperature: lambda _: "warm"}},
        attach=handlers(unknown_type),
    ),
    guest("a type without an encoder", "", "/guest/unknown-type", attach=handlers(unknown_type)),
    guest("pagination", "#pagination", "/guest/pages?limit=3&offset=2", "/guest/pages", attach=handlers(pages)),
    Guest(
        "static files",
        f"{DOCS}/usage/static-files.html",
        [
            ask("GET", "/guest/static/guest.py"),
            ask("HEAD", "/guest/static/guest.py"),
            ask("GET", "/guest/static/no.py"),
        ],
        attach=handlers(create_static_files_router("/guest/static", [HERE], name="guest-files")),
    ),
]
