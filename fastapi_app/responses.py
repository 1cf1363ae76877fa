"""Answers beside plain JSON: streams and downloads."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from anyio import CancelScope, lowlevel
from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from core.http.download import Conditions, choose
from core.services.document import Content


class ChunksResponse(StreamingResponse):
    """Send chunks as they come; the generator is closed at the end or when the client leaves, and not run for HEAD."""

    def __init__(self, chunks: AsyncGenerator[bytes], *arguments: Any, **options: Any) -> None:
        super().__init__(chunks, *arguments, **options)
        self.chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self.chunks):
            if scope.get("head_only"):
                await self.chunks.aclose()  # it yields nothing more
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Stop only between chunks: Starlette cancels within a statement, and loses the connection with it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        chunk: bytes | None = b""  # sent too: a server declares the length of a body that ends at once
        while chunk is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            with CancelScope(shield=True):
                chunk = await anext(self.chunks, None)
            await lowlevel.checkpoint_if_cancelled()  # a `send` that does not wait never notices
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def stream(chunks: AsyncGenerator[bytes], media_type: str) -> Response:
    """Send chunks as they come."""
    return ChunksResponse(chunks, media_type=media_type)


async def download(conditions: Conditions, content: Content) -> Response:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    headers = dict(chosen.headers)
    if chosen.content_type is not None:
        # Not as the media type: Starlette adds a charset to every text type.
        headers |= {"Content-Type": chosen.content_type, "Content-Length": str(chosen.stop - chosen.start)}
    if chosen.bodiless:
        return Response(None, chosen.status, headers)
    return ChunksResponse(await content.read(chosen.start, chosen.stop), chosen.status, headers)
