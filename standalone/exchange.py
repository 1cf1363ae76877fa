"""What every request is known by and every answer carries, whichever way it came to be."""

from typing import Any

from core.http.exchange import Exchange

from .binding import Request, Response


def open_exchange(request: Request) -> Exchange:
    return Exchange(request.method, request.path, request.headers.get("x-request-id"))


def close_exchange(exchange: Exchange, response: Response[Any]) -> list[tuple[str, str]]:
    """Count the answer and give all of its headers."""
    exchange.finish(response.status)
    headers = [*exchange.headers(response.media_type, dict(response.headers).get("Cache-Control")), *response.headers]
    if response.media_type is not None:
        headers.append(("Content-Type", response.media_type))
    if response.length is not None:
        headers.append(("Content-Length", str(response.length)))
    return headers
