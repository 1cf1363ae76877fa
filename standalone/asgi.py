"""The ASGI front door: messages to a request, a response to messages (asgi.readthedocs.io)."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from functools import partial
from typing import Any

from core.errors import ContentTooLarge, MalformedJson

from .binding import AsyncRequest, Response
from .dependencies import AsyncServices
from .exchange import close_exchange, open_exchange
from .problems import failure
from .routing import Router

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsyncHandler = Callable[..., Awaitable[Response[Any]]]


class AsgiApplication:
    """An ASGI 3 application over the async services."""

    def __init__(self, router: Router[AsyncHandler], services: AsyncServices) -> None:
        self.router = router
        self.services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.run_lifespan(receive, send)
            return
        prefix: str = scope.get("root_path", "")
        request = AsyncRequest(
            method=scope["method"],
            path=scope["path"].removeprefix(prefix),
            prefix=prefix,
            query_string=scope["query_string"],
            headers=joined_headers(scope["headers"]),
            services=self.services,
            read=partial(read_body, receive, self.router.limit),
        )
        exchange = open_exchange(request)
        response = await self.respond(request)
        headers = [(name.lower().encode(), value.encode()) for name, value in close_exchange(exchange, response)]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else response.body})

    async def respond(self, request: AsyncRequest) -> Response[Any]:
        """Let the handler answer; whatever is raised is answered too."""
        try:
            match self.router.route(request):
                case Response() as response:
                    return response
                case handler, parameters:
                    return await handler(request, **parameters)
        except Exception as error:
            return failure(error)

    async def run_lifespan(self, receive: Receive, send: Send) -> None:
        """Start up, wait, shut down (the lifespan protocol)."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.services.database.get_engine().dispose()
        await send({"type": "lifespan.shutdown.complete"})


def joined_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name, repeated ones joined by commas (RFC 9110, section 5.3)."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers


async def read_body(receive: Receive, limit: int) -> bytes:
    """Read the whole body, but no message more than it takes to see that it is too large. Raises `ContentTooLarge`."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedJson  # the client has gone; half a body must not be taken for a whole one
        body += message.get("body", b"")
        if len(body) > limit:
            raise ContentTooLarge
        if not message.get("more_body", False):
            return bytes(body)
