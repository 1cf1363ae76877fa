"""Core's strict parser and the contract's rules of HTTP, plugged into FastAPI's routes and requests."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import aclosing
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.dependencies.utils import get_dependant
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.routing import Match, compile_path
from starlette.types import Receive, Scope, Send

from core import schemas
from core.contract.operations import allow_at
from core.contract.wire import check_declared_length, check_media_type, joined, parse_json, split_query
from core.errors import ContentTooLarge, LikewiseError
from core.schemas.fields import CANONICAL_UUID

from .exchange import route_path


class CanonicalUUID(Convertor[UUID]):
    """`{name:canonical_uuid}`; Starlette's own `uuid` takes upper case and no hyphens too."""

    regex = CANONICAL_UUID

    def convert(self, value: str) -> UUID:
        return UUID(value)

    def to_string(self, value: UUID) -> str:
        return str(value)


register_url_convertor("canonical_uuid", CanonicalUUID())


class StrictQueryParams(QueryParams):
    """Query parameters as core splits them, with its markers, which the parent would turn into plain strings."""

    def __init__(self, raw: bytes) -> None:
        ImmutableMultiDict[str, str].__init__(self, split_query(raw))


class StrictRequest(Request):
    """The request that FastAPI binds parameters from."""

    @property
    def query_params(self) -> QueryParams:
        return StrictQueryParams(self.scope["query_string"])

    async def body(self) -> bytes:
        """Read no further than the limit: a longer body stays cut, and `json` will have none of it."""
        if not hasattr(self, "_body"):
            raw = bytearray()
            async with aclosing(self.stream()) as stream:
                async for chunk in stream:
                    raw += chunk
                    if len(raw) > self.app.state.settings.json_limit:
                        break
            self._body = bytes(raw)
        return self._body

    async def json(self) -> Any:
        """Parse, or hand on the bytes, which no schema accepts: raised here, an error would precede the token's 401."""
        raw = await self.body()
        try:
            return read_json(self, raw)
        except LikewiseError:
            return raw


def read_json(request: Request, raw: bytes) -> dict[str, Any]:
    """Raise what is wrong first in the contract's order, if anything is."""
    check_media_type(joined(request.headers.getlist("Content-Type")))
    if len(raw) > request.app.state.settings.json_limit:
        raise ContentTooLarge
    return parse_json(raw)


async def no_query(query: Annotated[schemas.Query, Query()]) -> None:
    """Refuse every query parameter."""


class ContractRoute(APIRoute):
    """The `route_class` of every router: strict requests, HEAD where GET is, OPTIONS, no query unless declared."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[..., Any],
        *,
        dependencies: Sequence[Dependency] | None = None,
        **options: Any,
    ) -> None:
        _, path_format, _ = compile_path(path)
        if not get_dependant(path=path_format, call=endpoint).query_params:
            dependencies = [*(dependencies or ()), Depends(no_query)]
        super().__init__(path, endpoint, dependencies=dependencies, **options)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            length = joined(request.headers.getlist("Content-Length"))
            check_declared_length(length, request.app.state.settings.json_limit)
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child_scope = super().matches(scope)
        if scope["path"].endswith("\n"):  # Starlette's patterns end in `$`, which ignores one last newline
            return Match.NONE, {}
        if match is Match.PARTIAL and scope["method"] == "HEAD" and "GET" in (self.methods or ()):
            return Match.FULL, {**child_scope, "method": "GET"}
        return match, child_scope

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            allow = allow_at(route_path(scope)) or ""
            await Response(status_code=204, headers={"Allow": allow})(scope, receive, send)
        else:
            await super().handle(scope, receive, send)
