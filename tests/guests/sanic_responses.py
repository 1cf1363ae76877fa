"""Guests of Sanic: responses."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from datetime import UTC, datetime
from json import dumps
from pathlib import Path
from typing import Any, cast

from sanic import Request, empty, file, html, json, raw, redirect, text
from sanic.response import HTTPResponse, JSONResponse, file_stream

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
REQUEST, RESPONSE = f"{DOCS}/basics/request.html", f"{DOCS}/basics/response.html"
STREAMING = f"{DOCS}/advanced/streaming.html"
LARGE = b"x" * (1024 * 1024 + 1)
HERE = Path(__file__).parent


def indented(value: Any) -> str:
    return dumps(value, sort_keys=True, indent=2)


def kinds(app: Any) -> None:
    answers: dict[str, Any] = {
        "text": lambda: text("Hélas", status=202, headers={"X-Own": "yes"}),
        "html": lambda: html("<p>Hi</p>"),
        "json": lambda: json({"é": "ü", "slash": "a/b", "n": None, "f": 1.5}),
        "raw": lambda: raw(b"\x00\x01"),
        "empty": empty,
        "moved": lambda: redirect("/guest/kind/text"),
        "kept": lambda: redirect("https://example.com/a?b=c", status=307),
        "dumped": lambda: json({"b": 1, "a": 2}, dumps=indented),
        "own": lambda: HTTPResponse(b"own", 200, {"Cache-Control": "max-age=60"}, "application/x-own"),
    }
    for name, answer in answers.items():

        async def handler(request: Request, answer: Any = answer) -> HTTPResponse:
            return answer()

        app.add_route(handler, f"/guest/kind/{name}", name=name)


def refusals(app: Any) -> None:
    @app.get("/guest/refused/<status:int>")
    async def refused(request: Request, status: int) -> HTTPResponse:
        return json({"error": "mine"}, status=status, headers={"Retry-After": "5"})


def mutable(app: Any) -> None:
    @app.get("/guest/mutable")
    async def changed(request: Request) -> JSONResponse:
        response = json({"a": 1})
        response.update({"b": [2]})
        return response

    @app.get("/guest/unserialisable")
    async def unserialisable(request: Request) -> HTTPResponse:
        return json({"at": datetime(2026, 1, 1, tzinfo=UTC)}, dumps=dumps)


def files_sent(app: Any) -> None:
    @app.get("/guest/sent")
    async def sent(request: Request) -> HTTPResponse:
        return await file(HERE / "__init__.py", filename="guest.py", mime_type="text/plain")

    @app.get("/guest/streamed")
    async def streamed(request: Request) -> Any:
        return await file_stream(HERE / "__init__.py", chunk_size=64)


def streams(app: Any) -> None:
    @app.get("/guest/stream")
    async def stream(request: Request) -> None:
        response = cast("HTTPResponse", await request.respond(content_type="text/csv", headers={"X-Stream": "1"}))
        for number in range(3):
            await response.send(f"{number},")
        await response.eof()

    @app.get("/guest/events")
    async def events(request: Request) -> None:
        response = cast("HTTPResponse", await request.respond(content_type="text/event-stream"))
        await response.send("event: tick\ndata: 1\n\n")

    @app.post("/guest/upper", stream=True)
    async def upper(request: Request) -> None:
        response = cast("HTTPResponse", await request.respond(content_type="text/plain"))
        async for chunk in cast("Any", request.stream):
            await response.send(chunk.decode().upper())

    @app.get("/guest/unsent")
    async def unsent(request: Request) -> None:
        await request.respond(status=201)
        raise ValueError("before anything was sent")


def cookies(app: Any) -> None:
    @app.get("/guest/cookies")
    async def read(request: Request) -> HTTPResponse:
        return json([request.cookies.get("one"), request.cookies.getlist("two", [])])

    @app.get("/guest/cookie")
    async def write(request: Request) -> HTTPResponse:
        response = text("set")
        response.add_cookie("one", "It's", domain=".example.com", max_age=60, httponly=True, samesite="Lax")
        response.delete_cookie("two")
        return response


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


GUESTS = [
    guest(
        "kinds of responses",
        RESPONSE,
        kinds,
        *(
            ask("GET", f"/guest/kind/{name}")
            for name in ("text", "html", "json", "raw", "empty", "moved", "kept", "dumped", "own")
        ),
    ),
    guest(
        "refusals of one's own",
        RESPONSE,
        refusals,
        *(ask("GET", f"/guest/refused/{status}", own=True) for status in (400, 404, 405, 413, 422, 500)),
    ),
    guest("JSON that changes", RESPONSE, mutable, ask("GET", "/guest/mutable"), ask("GET", "/guest/unserialisable")),
    guest(
        "another serializer",
        RESPONSE,
        kinds,
        ask("GET", "/guest/kind/json"),
        dumps=indented,
    ),
    guest(
        "files sent",
        RESPONSE,
        files_sent,
        ask("GET", "/guest/sent"),
        ask("GET", "/guest/streamed"),
        ask("HEAD", "/guest/sent"),
    ),
    guest("streams", STREAMING, streams, ask("GET", "/guest/stream"), ask("GET", "/guest/events")),
    guest(
        "a streamed request",
        STREAMING,
        streams,
        Ask("POST", "/guest/upper", [], b"abc"),
        Ask("POST", "/guest/upper", [], LARGE),
    ),
    guest("an error before the first chunk", STREAMING, streams, ask("GET", "/guest/unsent")),
    guest(
        "cookies read",
        f"{DOCS}/basics/cookies.html",
        cookies,
        ask("GET", "/guest/cookies", Cookie="one=1; two=2; two=3"),
    ),
    guest("cookies written", f"{DOCS}/basics/cookies.html", cookies, ask("GET", "/guest/cookie")),
]
