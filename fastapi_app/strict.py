"""The layer: what the contract refuses and FastAPI does not. The README lists the rules."""

from collections.abc import Callable, Coroutine
from copy import copy
from inspect import signature
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from core import schemas
from core.errors import ContentTooLarge, LikewiseError
from core.http.body_limits import check_declared_length
from core.http.operation import Operation
from core.http.operations import OPERATIONS
from core.http.parsing import check_media_type, parse_json, split_query

from .exchange import exchange_of, header


class StrictRequest(Request):
    """The request that FastAPI reads a handler's query and body from."""

    too_large = False

    def __init__(self, request: Request) -> None:
        super().__init__(request.scope, request.receive)
        self.request = request  # which keeps the body, for handlers of exceptions too
        self.parsed_query: Any = ImmutableMultiDict(split_query(self.scope["query_string"]))

    @property
    def query_params(self) -> QueryParams:  # in truth its base, which does not make plain strings of the markers
        return self.parsed_query

    async def body(self) -> bytes:
        """Read the body. One that is too large counts as empty here, and `parse` refuses it."""
        if not self.too_large:
            try:
                return await self.request.body()
            except ContentTooLarge:
                self.too_large = True
        return b""

    async def json(self) -> Any:
        """Parse the body. If it cannot be parsed, keep the error for `refused_body`, and return the bytes.

        FastAPI calls this before it reads the token, and raises an error of its own after it: no schema accepts bytes.
        """
        raw = await self.body()
        try:
            return parse(self, raw)
        except LikewiseError as error:
            self.state.body_error = error
            return raw


def parse(request: StrictRequest, raw: bytes) -> dict[str, Any]:
    """Parse a body. Raises the first error of media type, length and syntax."""
    check_media_type(header(request.headers, "Content-Type"))
    if request.too_large:
        raise ContentTooLarge
    return parse_json(raw)


async def refused_body(request: StrictRequest, error: RequestValidationError) -> LikewiseError | None:
    """The error of a body that is not a JSON object; None if it is one, or if the query is at fault too."""
    parts = {each["loc"][0] for each in error.errors()}
    if "body" not in parts or "query" in parts or isinstance(error.body, dict):
        return None
    if not hasattr(request.state, "body_error"):
        await request.json()  # FastAPI has not: it does not for an empty body, nor for one of another media type
    return getattr(request.state, "body_error", None)


def check_length(request: Request) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    settings = request.app.state.likewise.settings
    check_declared_length(exchange_of(request.scope).operation, header(request.headers, "Content-Length"), settings)


def answer_options(scope: Scope) -> Response:
    """FastAPI's own answer is 405."""
    return Response(status_code=204, headers={"Allow": exchange_of(scope).allow})


async def refuse_query(query: Annotated[schemas.Query, Query()]) -> None:
    """Allow no parameter: a dependency of every operation without a query."""


class StrictRoute(APIRoute):
    """A route of the contract: paths to the letter, strict requests, HEAD, OPTIONS, no query that is not declared."""

    operation: ClassVar[Operation]  # of a subclass: a router may make a route anew, from its class and its options

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            check_length(request)
            strict = StrictRequest(request)
            try:
                return await handle(strict)
            except RequestValidationError as error:
                raise await refused_body(strict, error) or error from None

        return handle_strictly

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match what the contract's table matches: canonical UUIDs and slugs. A WebSocket has no exchange."""
        if scope["type"] != "http" or exchange_of(scope).methods.get(self.operation.method) is not self.operation:
            return Match.NONE, {}
        return super().matches(as_get(scope))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = answer_options(scope) if scope["method"] == "OPTIONS" else super().handle
        await answer(as_get(scope), receive, send)


def as_get(scope: Scope) -> Scope:
    """Turn HEAD into GET, on a copy: the server reads the original's method, and sends no body for HEAD."""
    return {**scope, "method": "GET", "head_only": True} if scope["method"] == "HEAD" else scope


def strict_router(router: APIRouter) -> APIRouter:
    """A copy with the contract's operations on `StrictRoute`; all else of the router, its lifespan too, stays."""
    strict = copy(router)
    strict.routes = [strict_route(route) for route in router.routes]
    return strict


def strict_route(route: BaseRoute) -> BaseRoute:
    """The route on `StrictRoute` if it is an operation's, else the route."""
    for operation in OPERATIONS:
        if isinstance(route, APIRoute) and (route.path, route.methods) == (operation.path, {operation.method}):
            options = {name: getattr(route, name) for name in signature(APIRoute).parameters}
            if operation.query is schemas.Query:
                options["dependencies"] = [*options["dependencies"], Depends(refuse_query)]
            if route.stream_item_type is not None:
                del options["response_model"]  # FastAPI reads the type of the items from the annotation alone
            return type("StrictRoute", (StrictRoute, type(route)), {"operation": operation})(**options)
    return route
