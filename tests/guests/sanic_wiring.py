"""Guests of Sanic: middleware, decorators, listeners, signals, tasks."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

import asyncio
import gzip
from functools import wraps
from typing import Any

from sanic import Request, json, text
from sanic.exceptions import Unauthorized
from sanic.response import HTTPResponse

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
REALM: Any = {"realm": "guests"}


def middleware(app: Any) -> None:
    @app.on_request(priority=1)
    async def second(request: Request) -> None:
        request.ctx.order = [*getattr(request.ctx, "order", []), "low"]

    @app.on_request(priority=99)
    async def first(request: Request) -> HTTPResponse | None:
        request.ctx.order = ["high"]
        return text("closed", status=503, headers={"Retry-After": "9"}) if request.args.get("closed") else None

    @app.on_response
    async def mark(request: Request, response: HTTPResponse) -> None:
        response.headers["X-Order"] = ",".join(request.ctx.order)

    @app.on_response
    async def replace(request: Request, response: HTTPResponse) -> HTTPResponse | None:
        return text("replaced") if request.args.get("replace") else None

    @app.get("/guest/order")
    async def order(request: Request) -> HTTPResponse:
        return json(request.ctx.order)


def compression(app: Any) -> None:
    @app.on_response
    async def compress(request: Request, response: HTTPResponse) -> None:
        if "gzip" in request.headers.get("accept-encoding", "") and response.body:
            response.body = gzip.compress(response.body, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Vary"] = "Accept-Encoding"

    @app.get("/guest/long")
    async def long(request: Request) -> HTTPResponse:
        return text("long " * 100)


def sessions(app: Any) -> None:
    kept: dict[str, dict[str, int]] = {}

    @app.on_request
    async def open_session(request: Request) -> None:
        request.ctx.session = kept.setdefault(request.cookies.get("session") or "new", {"visits": 0})

    @app.get("/guest/visits")
    async def visits(request: Request) -> HTTPResponse:
        request.ctx.session["visits"] += 1
        response = json(request.ctx.session)
        response.add_cookie("session", "s1", secure=False)
        return response


def limits(app: Any) -> None:
    @app.on_request
    async def limit(request: Request) -> HTTPResponse | None:
        app.ctx.count = getattr(app.ctx, "count", 0) + 1
        return text("slower", status=429, headers={"Retry-After": "1"}) if app.ctx.count > 1 else None

    @app.get("/guest/limited")
    async def limited(request: Request) -> HTTPResponse:
        return text("within the limit")


def protected(handler: Any) -> Any:
    @wraps(handler)
    async def wrapper(request: Request, *arguments: Any, **named: Any) -> HTTPResponse:
        if request.credentials is None or request.credentials.username != "guest":
            raise Unauthorized("Who are you?", scheme="Basic", **REALM)
        return await handler(request, *arguments, **named)

    return wrapper


def decorators(app: Any) -> None:
    @app.get("/guest/secret")
    @protected
    async def secret(request: Request) -> HTTPResponse:
        return text("the secret")


def listeners(app: Any) -> None:
    @app.before_server_start
    async def open_it(app: Any) -> None:
        app.ctx.database_of_the_guest = "open"

    @app.after_server_start
    async def greet(app: Any) -> None:
        app.ctx.greeting = "started"

    @app.get("/guest/started")
    async def started(request: Request) -> HTTPResponse:
        return json([request.app.ctx.database_of_the_guest, request.app.ctx.greeting])


def signals(app: Any) -> None:
    seen: list[str] = []

    @app.signal("guest.registration.<who>")
    async def registered(who: str, **context: Any) -> None:
        seen.append(f"registered {who} {context['name']}")

    @app.signal("http.lifecycle.request")
    async def requested(request: Request) -> None:
        seen.append(f"requested {request.path}")

    @app.signal("http.lifecycle.response")
    async def responded(request: Request, response: HTTPResponse) -> None:
        seen.append(f"responded {response.status}")

    @app.signal("http.routing.before")
    async def before(request: Request) -> None:
        seen.append("routing")

    @app.get("/guest/signal")
    async def signal(request: Request) -> HTTPResponse:
        await request.app.dispatch("guest.registration.email", context={"name": "Ann"}, inline=True)
        return json(seen)


def tasks(app: Any) -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    @app.get("/guest/task")
    async def add(request: Request) -> HTTPResponse:
        request.app.add_task(work(), name="work")
        await done.wait()
        await request.app.cancel_task("work", raise_exception=False)
        request.app.purge_tasks()
        return text("done")


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


GUESTS = [
    guest(
        "middleware",
        f"{DOCS}/basics/middleware.html",
        middleware,
        ask("GET", "/guest/order"),
        ask("GET", "/guest/order?closed=1", own=True),
        ask("GET", "/guest/order?replace=1"),
    ),
    guest(
        "compression",
        f"{DOCS}/basics/middleware.html",
        compression,
        ask("GET", "/guest/long", Accept_Encoding="gzip"),
        ask("GET", "/guest/long"),
    ),
    guest(
        "sessions",
        f"{DOCS}/basics/middleware.html",
        sessions,
        ask("GET", "/guest/visits"),
        ask("GET", "/guest/visits", Cookie="session=s1"),
        ask("GET", "/guest/visits", Cookie="session=s1"),
    ),
    guest(
        "a rate limit",
        f"{DOCS}/basics/middleware.html",
        limits,
        ask("GET", "/guest/limited"),
        ask("GET", "/guest/limited", own=True),
    ),
    guest(
        "decorators",
        f"{DOCS}/best-practices/decorators.html",
        decorators,
        ask("GET", "/guest/secret", detail="Who are you?"),
        ask("GET", "/guest/secret", Authorization="Basic Z3Vlc3Q6eA=="),
    ),
    guest("listeners", f"{DOCS}/basics/listeners.html", listeners, ask("GET", "/guest/started")),
    guest(
        "signals", f"{DOCS}/advanced/signals.html", signals, ask("GET", "/guest/signal"), ask("GET", "/guest/signal")
    ),
    guest("tasks", f"{DOCS}/basics/tasks.html", tasks, ask("GET", "/guest/task")),
]
