"""Core's exchange with every request, and its stamp on every answer, also on those that no route gives."""

import re
from urllib.parse import urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.headers import joined
from core.http.exchange import Exchange

HOST = re.compile(rb"([\w.-]+|\[[0-9A-Fa-f:.]+\])?(:[0-9]{0,4})?")


def open_exchange(router: ASGIApp) -> ASGIApp:
    """Wrap the router: a request that it refuses meets no middleware."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"].removeprefix(mount_of(scope))
            scope["state"]["path"] = path  # the router overwrites the scope's own
            request_id = header(Headers.from_scope(scope), "x-request-id")
            prefix = scope["litestar_app"].path.rstrip("/")
            exchange = Exchange(scope["method"], path.removeprefix(prefix), request_id)
            scope["state"]["exchange"] = exchange
            if exchange.methods:  # Litestar refuses some hosts, and fails on others once a body is invalid
                scope["headers"] = [each for each in scope["headers"] if each[0] != b"host" or well_formed(each[1])]
        await router(scope, receive, send)

    return handle


def well_formed(host: bytes) -> bool:
    """Whether a URL can have this host."""
    try:
        return bool(HOST.fullmatch(host) and urlsplit(f"//{host.decode()}"))
    except ValueError:
        return False


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that a request belongs to."""
    return scope["state"]["exchange"]


async def stamp(message: Message, scope: Scope) -> None:
    """A before_send hook: add the request id, `nosniff` and `no-store` to every answer, and count it."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        # Not `get`, which has no types.
        native = [headers[name] if name in headers else None for name in ("content-type", "cache-control")]  # noqa: SIM401
        for name, value in exchange_of(scope).headers(native[0], native[1]):
            headers[name] = value  # not `add`: an answer from Litestar's cache has those of the request that filled it
        exchange_of(scope).finish(message["status"])


def header(headers: Headers, name: str) -> str | None:
    """A header's values as one; None if it was not sent."""
    return joined(headers.getall(name, []))


def mount_of(scope: Scope) -> str:
    """The prefix under which the application is mounted, empty where it is not."""
    return scope.get("root_path", "")  # pyright: ignore[reportUnknownMemberType] -- a key of the scope is half typed
