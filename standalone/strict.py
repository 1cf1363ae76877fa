"""The layer: what the contract refuses beside what handlers parse. Core's table has the paths as they must be."""

from collections.abc import Mapping

from core import schemas
from core.http.body_limits import check_declared_length
from core.http.exchange import Exchange
from core.http.parsing import parse_query
from core.settings import Settings

from .responses import Response


def check_length(exchange: Exchange, headers: Mapping[str, str], settings: Settings) -> None:
    """Refuse a body by its declared length, before the token is read. Raises `ContentTooLarge`."""
    check_declared_length(exchange.operation, headers.get("content-length"), settings)


def answer_options(allow: str) -> Response[None]:
    return Response(None, 204, [("Allow", allow)])


def refuse_query(query_string: bytes) -> None:
    """Raise `ValidationFailed` for any query; a handler that takes none calls this."""
    parse_query(schemas.Query, query_string)
