"""Answers beside plain JSON: streams and downloads."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from anyio import CancelScope
from anyio.lowlevel import checkpoint_if_cancelled
from litestar import Request
from litestar.background_tasks import BackgroundTask
from litestar.enums import HttpMethod
from litestar.response import Stream

from core.http.download import Conditions, choose
from core.services.document import Content
from core.telemetry.logs import log_uncaught

from .exchange import exchange_of


def stream(request: Request[Any, Any, Any], chunks: AsyncGenerator[bytes] | None, **head: Any) -> Stream:
    """Send chunks as they come; the generator is closed at the end or when the client leaves, and not run for HEAD."""
    if chunks is None or exchange_of(request.scope).method == HttpMethod.HEAD:
        return Stream((), **head)
    # Not `aclose` itself, which is no coroutine function: Litestar would call it in a thread and await nothing.
    return Stream(whole(chunks), background=BackgroundTask(aclosing(chunks).__aexit__), **head)


async def download(request: Request[Any, Any, Any], conditions: Conditions, content: Content) -> Stream:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else await content.read(chosen.start, chosen.stop)
    headers = dict(chosen.headers)
    if chosen.content_type is not None:
        # Not as the media type: Litestar adds a charset to every text type.
        headers |= {"Content-Type": chosen.content_type, "Content-Length": str(chosen.stop - chosen.start)}
    return stream(request, chunks, status_code=chosen.status, headers=headers)


async def whole(chunks: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Complete each step: when the client leaves, Stream cancels, and would break off a statement."""
    chunk: bytes | None = b""  # sent too: Granian declares the length of a body that ends at once
    while chunk is not None:
        yield chunk
        try:
            with CancelScope(shield=True):
                chunk = await anext(chunks, None)
        except Exception as error:
            log_uncaught(error)  # too late for a problem, and the server logs Litestar's error without this cause
            raise
        await checkpoint_if_cancelled()  # a `send` that does not wait never notices
