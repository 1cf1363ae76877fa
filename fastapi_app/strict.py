"""The layer: what the contract refuses and FastAPI does not. The README lists the rules."""

from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response
from fastapi.dependencies.utils import get_dependant
from fastapi.routing import APIRoute
from starlette.convertors import StringConvertor, UUIDConvertor, register_url_convertor
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from core import schemas
from core.errors import LikewiseError
from core.http.body_limits import check_body_length, check_declared_length
from core.http.parsing import check_media_type, parse_json, split_query
from core.schemas.fields import CANONICAL_UUID, SLUG

from .exchange import exchange_of, header


class CanonicalUUID(UUIDConvertor):
    regex = CANONICAL_UUID  # the parent's takes upper case and no hyphens too


class SlugConvertor(StringConvertor):
    regex = SLUG


register_url_convertor("canonical_uuid", CanonicalUUID())
register_url_convertor("slug", SlugConvertor())


class StrictQueryParams(QueryParams):
    def __init__(self, raw: bytes) -> None:
        ImmutableMultiDict[str, str].__init__(self, split_query(raw))  # the parent makes plain strings of the markers


class StrictRequest(Request):
    """The request that FastAPI reads a handler's query and body from."""

    @property
    def query_params(self) -> QueryParams:
        return StrictQueryParams(self.scope["query_string"])

    async def body(self) -> bytes:
        """Read no further than the limit: a longer body stays cut, and `parse` refuses it."""
        raw = bytearray()
        async with aclosing(self.stream()) as stream:
            async for chunk in stream:
                raw += chunk
                if len(raw) > self.app.state.resources.settings.json_limit:
                    break
        self._body = bytes(raw)
        return self._body

    async def json(self) -> Any:
        """Parse the body. If it cannot be parsed, keep the error for `refused_body`, and return the bytes.

        FastAPI calls this before it reads the token: an error raised here would come before a 401. No schema accepts
        bytes, so FastAPI raises an error of its own for them, after the token.
        """
        raw = await self.body()
        try:
            return parse(self, raw)
        except LikewiseError as error:
            self.state.body_error = error
            return raw


def parse(request: Request, raw: bytes) -> dict[str, Any]:
    """Parse a body. Raises the first error of media type, length and syntax."""
    check_media_type(header(request.headers, "Content-Type"))
    check_body_length(len(raw), request.app.state.resources.settings.json_limit)
    return parse_json(raw)


def refused_body(request: Request, body: object) -> LikewiseError | None:
    """The error of a body that is not a JSON object; None for an object, whose members are at fault.

    `body` is the body as FastAPI has it: an object, bytes, or None if it is empty.
    """
    if isinstance(body, dict):
        return None
    if hasattr(request.state, "body_error"):
        return request.state.body_error
    try:  # FastAPI has not called `json()`: it does not for an empty body, nor for one of another media type
        parse(request, body if isinstance(body, bytes) else b"")
    except LikewiseError as error:
        return error
    return None


def check_length(request: Request) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    settings = request.app.state.resources.settings
    check_declared_length(exchange_of(request.scope).operation, header(request.headers, "Content-Length"), settings)


def answer_options(scope: Scope) -> Response:
    """FastAPI's own answer is 405."""
    return Response(status_code=204, headers={"Allow": exchange_of(scope).allow})


async def refuse_query(query: Annotated[schemas.Query, Query()]) -> None:
    """Allow no parameter; the route class adds this dependency where a handler declares no query."""


class StrictRoute(APIRoute):
    """The `route_class` of every router: strict requests, HEAD, OPTIONS, no query that the handler does not declare."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        if not get_dependant(path=compile_path(path)[1], call=endpoint).query_params:
            options["dependencies"] = [*(options.get("dependencies") or ()), Depends(refuse_query)]
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            check_length(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].endswith("\n"):  # the `$` of a pattern matches before it
            return Match.NONE, {}
        return super().matches(as_get(scope))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await answer_options(scope)(scope, receive, send)
        else:
            await super().handle(as_get(scope), receive, send)


def as_get(scope: Scope) -> Scope:
    """Turn HEAD into GET, on a copy: the server reads the original's method, and sends no body for HEAD."""
    if scope.get("method") != "HEAD":  # a WebSocket has no method
        return scope
    return {**scope, "method": "GET", "head_only": True}
