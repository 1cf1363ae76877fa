"""CORS by the setting `cors_origins`: the router answers preflights, and the front doors add the headers."""

from core.http.cors import cors_headers, is_preflight
from core.settings import Settings

from .dependencies import Request
from .responses import Response


def answer_preflight(request: Request, settings: Settings) -> Response[None] | None:
    """The answer to a preflight; None for any other request."""
    asked = settings.cors_origins and is_preflight(request.method, request.headers.get)
    return Response(None, 204) if asked else None


def allow_origins(request: Request, settings: Settings) -> list[tuple[str, str]]:
    """The headers of every answer; none without the setting."""
    preflight = is_preflight(request.method, request.headers.get)
    headers = cors_headers(settings, request.headers.get, preflight=preflight) if settings.cors_origins else {}
    return [*headers.items()]
