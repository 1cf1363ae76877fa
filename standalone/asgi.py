"""The ASGI front door: messages become a request, a response becomes messages (asgi.readthedocs.io)."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, MutableMapping
from contextlib import aclosing
from functools import partial
from typing import Any

from core.errors import LikewiseError
from core.headers import BLANKS
from core.telemetry.logs import log_uncaught

from .cors import allow_origins
from .dependencies import AsyncRequest, AsyncResources
from .exchange import stamp
from .problems import answer_error
from .responses import Response
from .routing import Router

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsyncHandler = Callable[..., Awaitable[Response[Any]]]


class AsgiApplication:
    """An ASGI 3 application over the async services."""

    def __init__(self, router: Router[AsyncHandler], resources: AsyncResources) -> None:
        self.router = router
        self.resources = resources

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.run_lifespan(receive, send)
            return
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})  # without an accept before it, the server answers 403
            return
        prefix: str = scope.get("root_path", "")
        request = AsyncRequest(
            method=scope["method"],
            path=scope["path"].removeprefix(prefix),
            prefix=prefix,
            query_string=scope["query_string"],
            headers=joined_headers(scope["headers"]),
            strict=self.resources.settings.strict,
            resources=self.resources,
            chunks=partial(read_chunks, receive),
        )
        response = await self.respond(request)
        stamped = [*stamp(request.exchange, response), *allow_origins(request, self.resources.settings)]
        headers = [(name.lower().encode(), value.encode()) for name, value in stamped]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        if not isinstance(response.stream, AsyncGenerator):
            await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else response.body})
            return
        async with aclosing(response.stream) as chunks:
            if request.method == "HEAD":
                await send({"type": "http.response.body"})
            else:
                await send_stream(chunks, receive, send)

    async def respond(self, request: AsyncRequest) -> Response[Any]:
        """Call the handler; answer its errors too."""
        try:
            match self.router.route(request):
                case Response() as response:
                    return response
                case handler, parameters:
                    return await handler(request, **parameters)
        except Exception as error:
            return answer_error(error)

    async def run_lifespan(self, receive: Receive, send: Send) -> None:
        """Start, wait, shut down (the lifespan protocol)."""
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.resources.database.get_engine().dispose()
        await send({"type": "lifespan.shutdown.complete"})


def joined_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by name, repeated ones joined by commas (RFC 9110, section 5.3)."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1").strip(BLANKS)
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers


async def read_chunks(receive: Receive, broken_off: type[LikewiseError]) -> AsyncGenerator[bytes]:
    """The body as it arrives. Raises `broken_off` if the client leaves: half a body must not pass for a whole one."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise broken_off
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def send_stream(chunks: AsyncGenerator[bytes], receive: Receive, send: Send) -> None:
    """Send chunks until there are no more, or the client has left."""
    gone = asyncio.create_task(wait_for_disconnect(receive))  # `send` need not say so, and under Granian does not
    try:
        # Begins the stream: if the first message is the last, Granian declares its length.
        await send({"type": "http.response.body", "more_body": True})
        while chunk := await next_chunk(chunks):
            if gone.done():
                return
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body"})
    finally:
        gone.cancel()


async def next_chunk(chunks: AsyncGenerator[bytes]) -> bytes:
    """The next chunk, empty at the end; an error is too late for an answer, and breaks this one off."""
    try:
        return await anext(chunks, b"")
    except Exception as error:
        log_uncaught(error)
        raise


async def wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass  # the rest of a body that no handler reads
