"""The layer: what the contract refuses beside what handlers parse. Core's table has the paths as they must be."""

from collections.abc import Mapping
from typing import Protocol

from core import schemas
from core.http.body_limits import check_declared_length
from core.http.exchange import Exchange
from core.http.parsing import parse_query
from core.settings import Settings

from .responses import Response


class Strict(Protocol):
    """The part of a request that the layer reads. `strict` is true if the layer is on."""

    strict: bool
    query_string: bytes
    headers: Mapping[str, str]
    exchange: Exchange


def check_length(request: Strict, settings: Settings) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    if request.strict:
        check_declared_length(request.exchange.operation, request.headers.get("content-length"), settings)


def answer_options(allow: str) -> Response[None]:
    return Response(None, 204, [("Allow", allow)])


def refuse_query(request: Strict) -> None:
    """Raise `ValidationFailed` for any query; a handler that takes none calls this."""
    if request.strict:
        parse_query(schemas.Query, request.query_string)
