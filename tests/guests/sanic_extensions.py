"""Guests of Sanic: configuration, arguments of the application, Sanic Extensions."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel
from sanic import Config, Request, Sanic, json, text
from sanic.response import HTTPResponse
from sanic.router import Router
from sanic_ext import cors, openapi, render, validate

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
EXT = "https://sanic.dev/en/plugins/sanic-ext"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
ORIGIN = ask("GET", "/guest/cors", Origin="https://example.com")
PREFLIGHT = ask("OPTIONS", "/guest/cors", Origin="https://example.com", Access_Control_Request_Method="GET")


def configured(app: Any) -> None:
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


def injection(app: Any) -> None:
    app.ext.add_dependency(Person, Person.create)
    app.ext.add_dependency(Order, read_order)
    app.ext.dependency(Clock())

    @app.get("/guest/person/<name>")
    async def person(request: Request, name: str, person: Person, clock: Clock) -> HTTPResponse:
        return text(f"{person.name} at {clock.now}")

    @app.post("/guest/order")
    async def order(request: Request, order: Order) -> HTTPResponse:
        return json(order.model_dump())


def validation(app: Any) -> None:
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


def origins(app: Any) -> None:
    @app.get("/guest/cors")
    @cors(origin="https://example.com", allow_headers=["x-own"], max_age=60)
    async def shared(request: Request) -> HTTPResponse:
        return text("shared")


def templates(app: Any) -> None:
    @app.get("/guest/template")
    async def template(request: Request) -> Any:
        return await render(template_source="<b>{{ name }}</b>", context={"name": "<guest>"}, app=request.app)


def described(app: Any) -> None:
    @app.get("/guest/described")
    @openapi.summary("A guest")
    @openapi.response(200, {"text/plain": str}, "It")
    async def guest_described(request: Request) -> HTTPResponse:
        return text("described")


def late(app: Any) -> None:
    async def added(request: Request) -> HTTPResponse:
        return text("added later")

    @app.get("/guest/add")
    async def add(request: Request) -> HTTPResponse:
        with request.app.amend():
            request.app.add_route(added, "/guest/late")
        return text("ok")


def commands(app: Any) -> Any:
    @app.command
    async def guest_command(name: str = "x") -> None:
        """Does nothing."""

    return Sanic.get_app(app.name).name


class OwnRouter(Router):
    """A router of one's own."""

    def get(self, path: str, method: str, host: str | None) -> Any:  # pyright: ignore -- Sanic's is in an lru_cache
        return super().get(path.replace("/guest/old", "/guest/new"), method, host)


def moved(app: Any) -> None:
    @app.get("/guest/new")
    async def new(request: Request) -> HTTPResponse:
        return text("new")


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


GUESTS = [
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
