"""Core's exchange with every request, and its stamp on every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.headers import joined
from core.http.body_limits import body_limit, check_body_length
from core.http.exchange import Exchange
from core.settings import Settings


class ExchangeMiddleware:
    """Pure ASGI: it sees each answer on its way out and changes only the headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

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
            await self.app(scope, self.limited(exchange, receive), send_stamped)
        except Exception:
            # Starlette raises an error again after our handler has logged and answered it, for the server's log and
            # the test client. An operation's is logged once. But the server must know of an answer that broke off, and
            # Starlette's test client, which has the extension, of any error.
            if not (ended and exchange.operation) or "http.response.debug" in scope.get("extensions", {}):
                raise

    def limited(self, exchange: Exchange, receive: Receive) -> Receive:
        """Read a body up to its limit. Raises `ContentTooLarge`. FastAPI's `max_body_size` answers in plain text."""
        operation = exchange.operation
        if operation is None or operation.body is None:
            return receive
        length, limit = 0, body_limit(operation, self.settings)

        async def receive_limited() -> Message:
            nonlocal length
            message = await receive()
            length += len(message.get("body", b""))
            check_body_length(length, limit)
            return message

        return receive_limited


def open_exchange(scope: Scope) -> Exchange:
    """Open the exchange and keep it in the scope: `request.state` is the team's."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    exchange = Exchange(scope["method"], path, header(Headers(scope=scope), "X-Request-ID"))
    scope["likewise.exchange"] = exchange
    return exchange


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that a request belongs to."""
    return scope["likewise.exchange"]


def stamp(exchange: Exchange, message: Message) -> None:
    """Add the request id, `nosniff` and `no-store` to every answer, and count it."""
    message.setdefault("headers", [])  # ASGI lets an application leave them out
    headers = MutableHeaders(scope=message)
    for name, value in exchange.headers(headers.get("Content-Type"), headers.get("Cache-Control")):
        headers[name] = value
    exchange.finish(message["status"])


def header(headers: Headers, name: str) -> str | None:
    """A header's values as one; None if it was not sent."""
    return joined(headers.getlist(name))
