"""Guests of Litestar: routing."""

from dataclasses import dataclass
from typing import Any

from litestar import Controller, Request, Router, delete, get, head, patch, post, put, route
from litestar.enums import HttpMethod

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers

ROUTING = f"{DOCS}/usage/routing/overview.html"
HANDLERS = f"{DOCS}/usage/routing/handlers.html"


@dataclass
class User:
    name: str
    age: int = 0


@get(["/guest/several", "/guest/several/{page:int}"])
async def several_paths(page: int = 1) -> int:
    return page


class Items(Controller):
    path = "/guest/items"

    @get()
    async def index(self) -> list[int]:
        return [1, 2]

    @post()
    async def create(self, data: User) -> User:
        return data

    @put("/{key:int}")
    async def replace(self, key: int, data: User) -> User:
        return User(data.name, key)

    @patch("/{key:int}")
    async def change(self, key: int) -> int:
        return key

    @delete("/{key:int}")
    async def remove(self, key: int) -> None:
        return None


@head("/guest/head")
async def only_head() -> None:
    return None


@route("/guest/route", http_method=[HttpMethod.GET, HttpMethod.PUT])
async def two_methods(request: Request[Any, Any, Any]) -> str:
    return request.method


NESTED = Router("/guest/outer", route_handlers=[Router("/{tenant:str}", route_handlers=[Items])])


GUESTS = [
    Guest(
        "several paths of one handler",
        HANDLERS,
        [ask("GET", "/guest/several"), ask("GET", "/guest/several/3")],
        attach=handlers(several_paths),
    ),
    Guest(
        "a trailing slash, and two slashes",
        ROUTING,
        [ask("GET", "/guest/several/"), ask("GET", "/guest//several"), ask("GET", "/guest/several/3/")],
        attach=handlers(several_paths),
    ),
    Guest(
        "a controller",
        f"{DOCS}/usage/routing/overview.html#controllers",
        [
            ask("GET", "/guest/items"),
            ask("POST", "/guest/items", {"name": "Ada"}),
            ask("PUT", "/guest/items/3", {"name": "Ada"}),
            ask("PATCH", "/guest/items/3"),
            ask("DELETE", "/guest/items/3"),
            ask("DELETE", "/guest/items"),
        ],
        attach=handlers(Items),
    ),
    Guest(
        "routers in a router",
        f"{DOCS}/usage/routing/overview.html#routers",
        [ask("GET", "/guest/outer/acme/guest/items"), ask("DELETE", "/guest/outer/acme/guest/items/3")],
        attach=handlers(NESTED),
    ),
    Guest(
        "HEAD and OPTIONS",
        HANDLERS,
        [
            ask("HEAD", "/guest/head"),
            ask("HEAD", "/guest/several"),
            ask("OPTIONS", "/guest/several"),
            ask("OPTIONS", "/guest/items"),
        ],
        attach=handlers(only_head, several_paths, Items),
    ),
    Guest(
        "a handler of two methods",
        HANDLERS,
        [ask("GET", "/guest/route"), ask("PUT", "/guest/route"), ask("DELETE", "/guest/route")],
        attach=handlers(two_methods),
    ),
    Guest(
        "handlers in the constructor",
        f"{DOCS}/usage/applications.html",
        [ask("GET", "/guest/several"), ask("GET", "/guest/items")],
        options={"route_handlers": [several_paths, Items]},
    ),
]
