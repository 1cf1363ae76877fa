"""Guests of Sanic: blueprints, and views by class."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from typing import Any

from sanic import Blueprint, Request, text
from sanic.response import HTTPResponse
from sanic.views import HTTPMethodView, stream

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"


def blueprints(app: Any) -> None:
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


def views(app: Any) -> None:
    app.add_route(Item.as_view(), "/guest/item/<number:int>")


def guest(name: str, page: str, attach: Any, *asks: Ask, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


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
]
