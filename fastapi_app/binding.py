"""Core's strict parser and the contract's rules of HTTP, plugged into FastAPI's requests and routes."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing, suppress
from typing import Any

from anyio import CancelScope, lowlevel
from fastapi import Depends, Request, Response
from fastapi.dependencies.utils import get_dependant
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute
from starlette.convertors import StringConvertor, UUIDConvertor, register_url_convertor
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from core.errors import ContentTooLarge, LikewiseError
from core.http.download import Conditions, choose
from core.http.operations import allow_at, body_limit, operation_at
from core.http.parsing import check_declared_length, check_media_type, joined, parse_json, split_query
from core.schemas.fields import CANONICAL_UUID, SLUG
from core.services.document import Content

from .dependencies import no_query
from .exchange import route_path


class CanonicalUUID(UUIDConvertor):
    regex = CANONICAL_UUID  # the parent's takes upper case and no hyphens too


class SlugConvertor(StringConvertor):
    regex = SLUG


register_url_convertor("canonical_uuid", CanonicalUUID())
register_url_convertor("slug", SlugConvertor())


class StrictQueryParams(QueryParams):
    def __init__(self, raw: bytes) -> None:
        ImmutableMultiDict[str, str].__init__(self, split_query(raw))  # the parent makes plain strings of its markers


class StrictRequest(Request):
    """What FastAPI takes a handler's query and body from."""

    @property
    def query_params(self) -> QueryParams:
        return StrictQueryParams(self.scope["query_string"])

    async def body(self) -> bytes:
        """Read no further than the limit: a longer body stays cut, and `json` will have none of it."""
        raw = bytearray()
        async with aclosing(self.stream()) as stream:
            async for chunk in stream:
                raw += chunk
                if len(raw) > self.app.state.settings.json_limit:
                    break
        self._body = bytes(raw)
        return self._body

    async def json(self) -> Any:
        """Parse, or hand on the bytes, which no schema accepts: an error raised here would precede the token's 401."""
        raw = await self.body()
        with suppress(LikewiseError):
            return parse(self, raw)
        return raw


def parse(request: Request, raw: bytes) -> dict[str, Any]:
    """Parse a body. Raises what is wrong with it first: media type, length, syntax."""
    check_media_type(joined(request.headers.getlist("Content-Type")))
    if len(raw) > request.app.state.settings.json_limit:
        raise ContentTooLarge
    return parse_json(raw)


class StrictRoute(APIRoute):
    """The `route_class` of every router: strict requests, HEAD, OPTIONS, and no query but what the handler declares."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        if not get_dependant(path=compile_path(path)[1], call=endpoint).query_params:
            options["dependencies"] = [*(options.get("dependencies") or ()), Depends(no_query)]
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            if operation := operation_at(request.method, route_path(request.scope)):
                limit = body_limit(operation, request.app.state.settings)
                check_declared_length(joined(request.headers.getlist("Content-Length")), limit)
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].endswith("\n"):  # the `$` of a pattern lets one pass
            return Match.NONE, {}
        return super().matches(as_get(scope))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": allow_at(route_path(scope)) or ""})(scope, receive, send)
        else:
            await super().handle(as_get(scope), receive, send)


def as_get(scope: Scope) -> Scope:
    """Turn HEAD into GET, on a copy that shares the state: by the original's method the server sends no body."""
    if scope.get("method") != "HEAD":  # a WebSocket has none
        return scope
    return {**scope, "method": "GET", "head_only": True, "state": scope.setdefault("state", {})}


class ChunksResponse(StreamingResponse):
    """Chunks as they come; what they come from is closed, however many of them were wanted."""

    def __init__(self, chunks: AsyncGenerator[bytes], *arguments: Any, **options: Any) -> None:
        super().__init__(chunks, *arguments, **options)
        self.chunks = chunks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self.chunks):
            if scope.get("head_only"):
                await self.chunks.aclose()  # it yields nothing more
            await super().__call__(scope, receive, send)

    async def stream_response(self, send: Send) -> None:
        """Stop between chunks alone: the parent is cancelled within a statement, and its connection with it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        chunk: bytes | None = b""  # sent too: of a body that ends at once, a server declares the length
        while chunk is not None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            with CancelScope(shield=True):
                chunk = await anext(self.chunks, None)
            await lowlevel.checkpoint_if_cancelled()  # what is sent to nobody does not wait, so does not notice
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def download(conditions: Conditions, content: Content) -> Response:
    """As much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    headers = dict(chosen.headers)
    if chosen.content_type is not None:  # a header, not the media type: to that of a text Starlette adds a charset
        headers |= {"Content-Type": chosen.content_type, "Content-Length": str(chosen.stop - chosen.start)}
    if chosen.bodiless:
        return Response(None, chosen.status, headers)
    return ChunksResponse(await content.read(chosen.start, chosen.stop), chosen.status, headers)
