"""Answers: schemas as JSON, streams, and downloads."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Any, cast

from pydantic_core import to_json
from sanic import HTTPResponse, Request
from sanic.response import json as sanic_json

from core.http.download import Conditions, choose
from core.services.document import Content
from core.telemetry.logs import log_uncaught

# Sanic's own `json`, which takes schemas. `dumps` of the application would change the JSON of every other one too.
json = partial(sanic_json, dumps=to_json)


async def stream(request: Request, chunks: AsyncGenerator[bytes], response: HTTPResponse) -> None:
    """Send chunks as they come; the generator is closed at the end or when the client leaves, and not run for HEAD."""
    response = cast("HTTPResponse", await request.respond(response))
    async with aclosing(streamed(request, chunks)) as sent:
        try:
            async for chunk in sent:
                await response.send(chunk)
        except Exception as error:
            log_uncaught(error)
            if not request.app.asgi:
                cast("Any", request.transport).close()  # Sanic's server would end the answer as if it were whole
            raise


async def download(request: Request, conditions: Conditions, content: Content) -> None:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
    response = HTTPResponse(None, chosen.status, dict(chosen.headers), chosen.content_type)
    if chosen.content_type is not None:
        response.headers["content-length"] = chosen.stop - chosen.start
    if chunks is None:
        await request.respond(response)
    else:
        await stream(request, chunks, response)


async def streamed(request: Request, chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The chunks that an answer sends: none for HEAD, and no more to a client who has left."""
    async with aclosing(chunks):
        yield b""  # sends the head: at the end of an empty answer it would have a length
        if request.method == "HEAD":
            if not request.app.asgi:
                cast("Any", request.stream).send(b"", end_stream=True)  # Sanic itself would await the None of this
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
    """Wait until an ASGI server says so, for sending does not say it."""
    transport: Any = request.transport
    while (await transport.receive())["type"] != "http.disconnect":
        pass
