"""Core's strict parser and the contract's rules of HTTP, plugged into FastAPI's requests and routes."""

from collections.abc import Callable, Coroutine
from contextlib import aclosing, suppress
from typing import Any

from fastapi import Depends, Request, Response
from fastapi.dependencies.utils import get_dependant
from fastapi.routing import APIRoute
from starlette.convertors import UUIDConvertor, register_url_convertor
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from core.contract.operations import allow_at
from core.contract.wire import check_declared_length, check_media_type, joined, parse_json, split_query
from core.errors import ContentTooLarge, LikewiseError
from core.schemas.fields import CANONICAL_UUID

from .dependencies import no_query
from .exchange import route_path


class CanonicalUUID(UUIDConvertor):
    regex = CANONICAL_UUID  # the parent's takes upper case and no hyphens too


register_url_convertor("canonical_uuid", CanonicalUUID())


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
            check_declared_length(request.headers.get("Content-Length"), request.app.state.settings.json_limit)
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
    return {**scope, "method": "GET", "state": scope.setdefault("state", {})} if scope["method"] == "HEAD" else scope
