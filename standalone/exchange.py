"""Core's exchange with every request, and its stamp on every answer."""

from collections.abc import Mapping
from typing import Any

from core.http.exchange import Exchange

from .responses import Response


def open_exchange(method: str, path: str, headers: Mapping[str, str]) -> Exchange:
    """Open the exchange, where a request is created."""
    return Exchange(method, path, headers.get("x-request-id"))


def stamp(exchange: Exchange, response: Response[Any]) -> list[tuple[str, str]]:
    """Count the answer and return all of its headers."""
    exchange.finish(response.status)
    headers = [*exchange.headers(response.media_type, dict(response.headers).get("Cache-Control")), *response.headers]
    if response.media_type is not None:
        headers.append(("Content-Type", response.media_type))
    if response.length is not None:
        headers.append(("Content-Length", str(response.length)))
    return headers
