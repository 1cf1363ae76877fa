"""Guests of Sanic: blueprints, middleware, listeners, signals, tasks, injection, extensions."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

import asyncio
import gzip
from dataclasses import dataclass
from functools import wraps
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel
from sanic import Blueprint, Config, Request, Sanic, json, text
from sanic.exceptions import Unauthorized
from sanic.response import HTTPResponse
from sanic.router import Router
from sanic.views import HTTPMethodView, stream
from sanic_ext import cors, openapi, render, validate

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
EXT = "https://sanic.dev/en/plugins/sanic-ext"
REALM = {"realm": "guests"}


def blueprints(app: Sanic[Any, Any]) -> None:
    outer, inner = Blueprint("outer", url_prefix="/outer"), Blueprint("inner", url_prefix="/<place:str>", version=3)

    @outer.on_request
    async def before(request: Request) -> None:
        request.ctx.seen = "outer"

    @outer.on_response
    async def after(request: Request, response: HTTPResponse) -> None:
        response.headers["X-Blueprint"] = "outer"

    @outer.get("/")
    async def root(request: Request) -> HTTPResponse:
        return text(request.ctx.seen)

    @inner.get("/leaf/")
    async def leaf(request: Request, place: str) -> HTTPResponse:
        return text(f"{place} {request.app.url_for('inner.leaf', place='x')}")

    app.blueprint(Blueprint.group(outer, inner, url_prefix="/guest"))
    app.blueprint(outer.copy("copied", url_prefix="/guest/copied"))


class Item(HTTPMethodView):
    """A view by class, as Sanic documents it."""

    @staticmethod
    def show(request: Request, number: int) -> HTTPResponse:
        return text(f"{request.method} {number}")

    async def get(self, request: Request, number: int) -> HTTPResponse:
        return self.show(request, number)

    def delete(self, request: Request, number: int) -> HTTPResponse:
        return self.show(request, number)

    @stream
    async def post(self, request: Request, number: int) -> HTTPResponse:
        size = 0
        async for chunk in request.stream:  # pyright: ignore -- Sanic's type has no iterator
            size += len(chunk)
        return text(f"{number} {size}")


def views(app: Sanic[Any, Any]) -> None:
    app.add_route(Item.as_view(), "/guest/item/<number:int>")


def middleware(app: Sanic[Any, Any]) -> None:
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


def compression(app: Sanic[Any, Any]) -> None:
    @app.on_response
    async def compress(request: Request, response: HTTPResponse) -> None:
        if "gzip" in request.headers.get("accept-encoding", "") and response.body:
            response.body = gzip.compress(response.body, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Vary"] = "Accept-Encoding"

    @app.get("/guest/long")
    async def long(request: Request) -> HTTPResponse:
        return text("long " * 100)


def sessions(app: Sanic[Any, Any]) -> None:
    kept: dict[str, dict[str, int]] = {}

    @app.on_request
    async def open_session(request: Request) -> None:
        request.ctx.session = kept.setdefault(request.cookies.get("session", "new"), {"visits": 0})

    @app.get("/guest/visits")
    async def visits(request: Request) -> HTTPResponse:
        request.ctx.session["visits"] += 1
        response = json(request.ctx.session)
        response.add_cookie("session", "s1", secure=False)
        return response


def limits(app: Sanic[Any, Any]) -> None:
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


def decorators(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/secret")
    @protected
    async def secret(request: Request) -> HTTPResponse:
        return text("the secret")


def listeners(app: Sanic[Any, Any]) -> None:
    @app.before_server_start
    async def open_it(app: Sanic[Any, Any]) -> None:
        app.ctx.database_of_the_guest = "open"

    @app.after_server_start
    async def greet(app: Sanic[Any, Any]) -> None:
        app.ctx.greeting = "started"

    @app.get("/guest/started")
    async def started(request: Request) -> HTTPResponse:
        return json([request.app.ctx.database_of_the_guest, request.app.ctx.greeting])


def signals(app: Sanic[Any, Any]) -> None:
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


def tasks(app: Sanic[Any, Any]) -> None:
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


def configured(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/config")
    async def config(request: Request) -> HTTPResponse:
        known = request.app.config
        return json(
            [known.get("OWN"), known.KEEP_ALIVE_TIMEOUT, known.REQUEST_MAX_SIZE, known.GRACEFUL_SHUTDOWN_TIMEOUT]
        )

    @app.get("/guest/ctx")
    async def ctx(request: Request) -> HTTPResponse:
        return text(getattr(request.app.ctx, "mine", "none"))


class OwnConfig(Config):
    """A configuration of one's own, as Sanic documents it."""

    OWN = "class"


@dataclass
class Person:
    """What sanic-ext injects."""

    name: str

    @classmethod
    async def create(cls, request: Request, name: str) -> "Person":
        return cls(f"{name.title()} {request.method}")


class Clock:
    """A constant that sanic-ext injects."""

    now = "noon"


class Order(BaseModel):
    """A model of one's own."""

    item: str
    count: int = 1


async def read_order(request: Request) -> Order:
    await request.receive_body()
    return Order.model_validate(request.json)


def injection(app: Sanic[Any, Any]) -> None:
    app.ext.add_dependency(Person, Person.create)
    app.ext.add_dependency(Order, read_order)
    app.ext.dependency(Clock())

    @app.get("/guest/person/<name>")
    async def person(request: Request, name: str, person: Person, clock: Clock) -> HTTPResponse:
        return text(f"{person.name} at {clock.now}")

    @app.post("/guest/order")
    async def order(request: Request, order: Order) -> HTTPResponse:
        return json(order.model_dump())


def validation(app: Sanic[Any, Any]) -> None:
    @app.post("/guest/validated")
    @validate(json=Order)
    async def validated(request: Request, body: Order) -> HTTPResponse:
        return json(body.model_dump())

    @app.post("/guest/validated-form")
    @validate(form=Order)
    async def validated_form(request: Request, body: Order) -> HTTPResponse:
        return json(body.model_dump())

    @app.get("/guest/validated-query")
    @validate(query=Order)
    async def validated_query(request: Request, query: Order) -> HTTPResponse:
        return json(query.model_dump())


def origins(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/cors")
    @cors(origin="https://example.com", allow_headers=["x-own"], max_age=60)
    async def shared(request: Request) -> HTTPResponse:
        return text("shared")


ORIGIN = ask("GET", "/guest/cors", Origin="https://example.com")
PREFLIGHT = ask("OPTIONS", "/guest/cors", Origin="https://example.com", Access_Control_Request_Method="GET")


def templates(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/template")
    async def template(request: Request) -> Any:
        return await render(template_source="<b>{{ name }}</b>", context={"name": "<guest>"}, app=request.app)


def described(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/described")
    @openapi.summary("A guest")
    @openapi.response(200, {"text/plain": str}, "It")
    async def guest_described(request: Request) -> HTTPResponse:
        return text("described")


def late(app: Sanic[Any, Any]) -> None:
    async def added(request: Request) -> HTTPResponse:
        return text("added later")

    @app.get("/guest/add")
    async def add(request: Request) -> HTTPResponse:
        with request.app.amend():
            request.app.add_route(added, "/guest/late")
        return text("ok")


def commands(app: Sanic[Any, Any]) -> Any:
    @app.command
    async def guest_command(name: str = "x") -> None:
        """Does nothing."""

    return Sanic.get_app(app.name).name


class OwnRouter(Router):
    """A router of one's own."""

    def get(self, path: str, method: str, host: str | None) -> Any:  # pyright: ignore -- Sanic's is in an lru_cache
        return super().get(path.replace("/guest/old", "/guest/new"), method, host)


def moved(app: Sanic[Any, Any]) -> None:
    @app.get("/guest/new")
    async def new(request: Request) -> HTTPResponse:
        return text("new")


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


FORM = ("Content-Type", "application/x-www-form-urlencoded")
GUESTS = [
    guest(
        "blueprints",
        f"{DOCS}/best-practices/blueprints.html",
        blueprints,
        *(
            ask("GET", f"/{path}")
            for path in (
                "guest/outer/",
                "guest/outer",
                "v3/guest/a/leaf/",
                "v3/guest/a/leaf",
                "guest/copied/",
                "guest/outer/none",
            )
        ),
    ),
    guest(
        "views by class",
        f"{DOCS}/advanced/class-based-views.html",
        views,
        *(ask(method, "/guest/item/1") for method in ("GET", "HEAD", "DELETE", "PUT")),
        Ask("POST", "/guest/item/1", [], b"12345"),
    ),
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
    guest(
        "configuration of one's own",
        f"{DOCS}/deployment/configuration.html",
        configured,
        ask("GET", "/guest/config"),
        config=OwnConfig({"KEEP_ALIVE_TIMEOUT": 7, "REQUEST_MAX_SIZE": 5, "GRACEFUL_SHUTDOWN_TIMEOUT": 2.0}),
    ),
    guest(
        "a context of one's own",
        f"{DOCS}/basics/app.html",
        configured,
        ask("GET", "/guest/ctx"),
        ctx=SimpleNamespace(mine="mine"),
    ),
    guest(
        "injection",
        f"{EXT}/injection.html",
        injection,
        ask("GET", "/guest/person/ann?x=1"),
        ask("POST", "/guest/order?x=1", {"item": "tea", "more": 1}),
    ),
    guest(
        "validation",
        f"{EXT}/validation.html",
        validation,
        ask("POST", "/guest/validated", {"item": "tea", "count": "2"}),
        ask("POST", "/guest/validated", {}),
        ask("GET", "/guest/validated-query?item=tea&x=1"),
        ask("GET", "/guest/validated-query"),
        Ask("POST", "/guest/validated-form", [FORM], b"item=tea&count=3"),
    ),
    guest(
        "CORS",
        f"{EXT}/http/cors.html",
        origins,
        ORIGIN,
        PREFLIGHT,
        ask("GET", "/guest/cors", Origin="https://x.example"),
    ),
    guest(
        "CORS by configuration",
        f"{EXT}/http/cors.html",
        origins,
        ORIGIN,
        PREFLIGHT,
        config=Config({"CORS_ORIGINS": "https://example.com", "CORS_SUPPORTS_CREDENTIALS": True}),
    ),
    guest("templates", f"{EXT}/templating/jinja.html", templates, ask("GET", "/guest/template")),
    guest("descriptions", f"{EXT}/openapi/decorators.html", described, ask("GET", "/guest/described")),
    guest(
        "routes added late", f"{DOCS}/basics/routing.html", late, ask("GET", "/guest/add"), ask("GET", "/guest/late")
    ),
    guest("a router of one's own", f"{DOCS}/basics/routing.html", moved, ask("GET", "/guest/old"), router=OwnRouter()),
    Guest("the register of applications", f"{DOCS}/basics/app.html", [], {"name": "guests"}, check=commands),
]
