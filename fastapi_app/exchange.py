"""Core's exchange with every request, and its stamp on every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.headers import joined
from core.http.exchange import Exchange


class ExchangeMiddleware:
    """Pure ASGI: it sees each answer on its way out and changes only the headers."""

    def __init__(self, app: ASGIApp, *, log_once: bool) -> None:
        self.app = app
        self.log_once = log_once

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = open_exchange(scope)
        ended = False

        async def send_stamped(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                stamp(exchange, message)
            await send(message)
            ended = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self.app(scope, receive, send_stamped)
        except Exception:
            # Starlette raises an error again after our handler has logged and answered it, for the server's log and
            # the test client. An operation's is logged once. But the server must know of an answer that broke off.
            if not (ended and self.log_once and exchange.operation):
                raise


def open_exchange(scope: Scope) -> Exchange:
    """Open the exchange and keep it in the request's state."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    exchange = Exchange(scope["method"], path, header(Headers(scope=scope), "X-Request-ID"))
    scope.setdefault("state", {})["exchange"] = exchange
    return exchange


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that a request belongs to."""
    return scope["state"]["exchange"]


def stamp(exchange: Exchange, message: Message) -> None:
    """Add the request id, `nosniff` and `no-store` to every answer, and count it."""
    headers = MutableHeaders(scope=message)
    for name, value in exchange.headers(headers.get("Content-Type"), headers.get("Cache-Control")):
        headers[name] = value
    exchange.finish(message["status"])


def header(headers: Headers, name: str) -> str | None:
    """A header's values as one; None if it was not sent."""
    return joined(headers.getlist(name))
