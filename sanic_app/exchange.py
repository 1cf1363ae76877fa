"""Opens the contract's exchange with each request, and stamps every answer with it; what a streamed one sends."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, cast

from sanic import HTTPResponse, Request
from sanic.response import BaseHTTPResponse

from core.http.download import Conditions, choose
from core.http.exchange import Exchange
from core.services.document import Content


def open_exchange(request: Request, request_id: str | None) -> Exchange:
    """Called where a request is made; a signal would do too, for one more dispatch with every request."""
    return Exchange(request.method, request.path, request_id)


async def stamp(request: Request, response: BaseHTTPResponse) -> None:
    """Response middleware."""
    exchange: Exchange = request.ctx.exchange
    cache_control = cast("str | None", response.headers.get("cache-control"))
    for name, value in exchange.headers(response.content_type, cache_control):
        response.headers[name] = value
    exchange.finish(response.status)


async def send(request: Request, response: HTTPResponse, chunks: AsyncGenerator[bytes]) -> None:
    """Answer with chunks as they come."""
    response = cast("HTTPResponse", await request.respond(response))
    async with aclosing(streamed(request, chunks)) as sent:
        async for chunk in sent:
            await response.send(chunk)


async def send_download(request: Request, conditions: Conditions, content: Content) -> None:
    """Answer with as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
    response = HTTPResponse(None, chosen.status, dict(chosen.headers), chosen.content_type)
    if chosen.content_type is not None:
        response.headers["content-length"] = chosen.stop - chosen.start
    if chunks is None:
        await request.respond(response)
    else:
        await send(request, response, chunks)


async def streamed(request: Request, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """What an answer sends of `chunks`: nothing for HEAD, and nothing more to a client who has gone."""
    async with aclosing(chunks):
        yield b""  # sends the head: at the end of an empty answer it would have a length
        if request.method == "HEAD":
            if not request.app.asgi:
                cast("Any", request.stream).send(b"", end_stream=True)  # left to Sanic, it would await the None of this
            return
        # Sanic's own server cancels the handler instead.
        gone = asyncio.create_task(client_gone(request)) if request.app.asgi else asyncio.Future[None]()
        try:
            async for chunk in chunks:
                if gone.done():
                    return
                yield chunk
        finally:
            gone.cancel()


async def client_gone(request: Request) -> None:
    """Wait until an ASGI server says so, for sending does not tell."""
    transport: Any = request.transport
    while (await transport.receive())["type"] != "http.disconnect":
        pass
