"""Core's exchange with every request, and its stamp on every answer, also on those that no route gives."""

import re
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.plugins import ReceiveRoutePlugin
from litestar.routes import BaseRoute
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from litestar.utils import normalize_path

from core.headers import joined
from core.http.exchange import Exchange

HOST = re.compile(rb"([\w.-]+|\[[0-9A-Fa-f:.]+\])?(:[0-9]*)?")


class OwnPaths(ReceiveRoutePlugin):
    """Knows your fixed paths, such as /tags/popular: the router prefers them to the contract's /tags/{slug}."""

    def __init__(self) -> None:
        self.paths: set[str] = set()

    def receive_route(self, route: BaseRoute) -> None:
        """Take note of a route that has no parameter and is not the contract's, at the start."""
        handlers = getattr(route, "route_handlers", ())
        if not route.path_parameters and not any(handler.opt.get("contract") for handler in handlers):
            self.paths.add(route.path)

    def __contains__(self, path: str) -> bool:
        return normalize_path(path) in self.paths


def open_exchange(router: ASGIApp, own_paths: OwnPaths, prefix: str) -> ASGIApp:
    """Wrap the router: a request that it refuses meets no middleware. `prefix` is before all paths of the router."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"].removeprefix(mount_of(scope))
            request_id = header(Headers.from_scope(scope), "x-request-id")
            operated = "" if path in own_paths else path.removeprefix(prefix)
            exchange = Exchange(scope["method"], operated, request_id)
            cast("Any", scope)["likewise"] = exchange  # not in the scope's state, which is the team's `request.state`
            if exchange.methods:  # Litestar refuses some hosts, and fails on others once a body is invalid
                scope["headers"] = [each for each in scope["headers"] if each[0] != b"host" or well_formed(each[1])]
            send = partial(stamp, exchange, send)
        await router(scope, receive, send)

    return handle


def well_formed(host: bytes) -> bool:
    """Whether a URL can have this host."""
    try:
        return HOST.fullmatch(host) is not None and urlsplit(f"//{host.decode()}").port != 0
    except ValueError:  # also a port beyond 65535
        return False


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that a request belongs to."""
    return cast("Any", scope)["likewise"]


async def stamp(exchange: Exchange, send: Send, message: Message) -> None:
    """Send with the request id, `nosniff` and `no-store`, and count it. A copy: Litestar's cache keeps the message."""
    if message["type"] == "http.response.start":
        message = {**message, "headers": list(message["headers"])}
        headers = MutableScopeHeaders.from_message(message)
        # Not `get` and `setdefault`, which have no types.
        native = [headers[name] if name in headers else None for name in ("content-type", "cache-control")]  # noqa: SIM401
        for name, value in exchange.headers(native[0], native[1]):
            if name not in headers:
                headers[name] = value
        exchange.finish(message["status"])
    await send(message)


def header(headers: Headers, name: str) -> str | None:
    """A header's values as one; None if it was not sent."""
    return joined(headers.getall(name, []))


def mount_of(scope: Scope) -> str:
    """The prefix under which the application is mounted, empty where it is not."""
    return scope.get("root_path", "")  # pyright: ignore[reportUnknownMemberType] -- a key of the scope is half typed
