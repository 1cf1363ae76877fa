"""The stamp on every answer: request id and security headers, and the count of it in the metrics."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.http.exchange import Exchange
from core.http.parsing import joined


class ExchangeMiddleware:
    """Pure ASGI: it sees each answer on its way out, and touches nothing but the head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = joined(Headers(scope=scope).getlist("X-Request-ID"))
        exchange = Exchange(scope["method"], route_path(scope), request_id)
        ended = False

        async def stamp(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in exchange.headers(headers.get("Content-Type"), headers.get("Cache-Control")):
                    headers[name] = value
                exchange.finish(message["status"])
            await send(message)
            ended = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self.app(scope, receive, stamp)
        except Exception:
            # What our handler has answered and logged, Starlette raises all the same: the server would log it again.
            # One that broke off has been logged too, but the server is to know of it.
            if not ended:
                raise


def route_path(scope: Scope) -> str:
    """The decoded path that the routes see, without the prefix of a mount."""
    return scope["path"].removeprefix(scope.get("root_path", ""))
