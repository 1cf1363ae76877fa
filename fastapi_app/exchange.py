"""The stamp on every answer: request id and security headers, and the count of it in the metrics."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.contract.exchange import Exchange
from core.contract.wire import joined


class ExchangeMiddleware:
    """Pure ASGI: it sees the head of each answer on its way out and touches nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = joined(Headers(scope=scope).getlist("X-Request-ID"))
        exchange = Exchange(scope["method"], route_path(scope), request_id)

        async def stamp(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in exchange.headers(headers.get("Content-Type"), headers.get("Cache-Control")):
                    headers[name] = value
                exchange.finish(message["status"])
            await send(message)

        await self.app(scope, receive, stamp)


def route_path(scope: Scope) -> str:
    """The decoded path that the routes see, without the prefix of a mount."""
    return scope["path"].removeprefix(scope.get("root_path", ""))
