"""Guests of Litestar: hooks, mounts, and the addresses of routes."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from typing import Any

from litestar import MediaType, Request, Response, asgi, get
from litestar.datastructures import Cookie
from litestar.types import Message, Receive, Scope, Send

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers

HOOKS = f"{DOCS}/usage/lifecycle-hooks.html"
RESPONSES = f"{DOCS}/usage/responses.html"


@get("/guest/text", media_type=MediaType.TEXT)
async def text() -> str:
    return "hello"


@get("/guest/where")
async def where(request: Request[Any, Any, Any]) -> list[str]:
    found = [str(request.url), str(request.base_url), request.url_for("where-to", key=7)]
    return [*found, request.app.route_reverse("where-to", key=7), request.headers["host"]]


@get("/guest/where/{key:int}", name="where-to")
async def where_to(key: int) -> int:
    return key


@asgi("/guest/mounted", is_mount=True)
async def mounted(scope: Scope, receive: Receive, send: Send) -> None:
    await Response(f"mounted {scope['path']}", media_type=MediaType.TEXT).to_asgi_response(None, Request(scope))(
        scope, receive, send
    )


def after(given: Response[Any]) -> Response[Any]:
    given.headers["X-After"] = "1"
    return given


def before(request: Request[Any, Any, Any]) -> dict[str, str] | None:
    return {"instead": "of the handler"} if "instead" in request.query_params else None


@get("/guest/hooks", after_request=after, before_request=before)
async def hooks() -> dict[str, str]:
    return {"by": "the handler"}


async def before_send(message: Message, _: Scope) -> None:
    if message["type"] == "http.response.start":
        message["headers"] = [*message["headers"], (b"x-sent", b"1")]


GUESTS = [
    Guest(
        "hooks on a handler",
        HOOKS,
        [ask("GET", "/guest/hooks"), ask("GET", "/guest/hooks?instead")],
        attach=handlers(hooks),
    ),
    Guest(
        "hooks on the application",
        HOOKS,
        [ask("GET", "/guest/hooks"), ask("GET", "/guest/text")],
        options={"before_send": [before_send], "after_request": after, "before_request": before},
        attach=handlers(hooks, text),
    ),
    Guest(
        "headers and cookies of the application",
        f"{RESPONSES}#response-headers",
        [ask("GET", "/guest/text")],
        options={"response_headers": {"X-App": "1"}, "response_cookies": [Cookie("app", "1")]},
        attach=handlers(text),
    ),
    Guest(
        "the address of a request and of a route",
        f"{DOCS}/usage/routing/handlers.html#route-handler-indexing",
        [ask("GET", "/guest/where?a=1", host="guests.example:81")],
        attach=handlers(where, where_to),
    ),
    Guest(
        "a mounted ASGI application",
        f"{DOCS}/usage/routing/overview.html#mounting-asgi-apps",
        [ask("GET", "/guest/mounted"), ask("POST", "/guest/mounted/a//b/?x"), ask("DELETE", "/guest/mounted/c")],
        attach=handlers(mounted),
    ),
]
