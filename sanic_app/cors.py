"""CORS by the setting `cors_origins`: that of Sanic Extensions; with the layer, the contract's answers in its place."""

# pyright: reportUnknownMemberType=false
# Sanic leaves headers and middleware without types.

from functools import partial
from typing import Any

from sanic import HTTPResponse, Request, Sanic, empty
from sanic.response import BaseHTTPResponse

from core.http.cors import ANSWER_HEADERS, MAX_AGE, METHODS, REQUEST_HEADERS, cors_headers, is_preflight
from core.settings import Settings

from .exchange import exchange_of, header


def attach(app: Sanic[Any, Any]) -> None:
    """Configure Sanic Extensions before they start, unless the application's own configuration has origins."""
    settings: Settings = app.ctx.likewise.resources.settings
    if not settings.cors_origins or app.config.get("CORS_ORIGINS"):
        return
    app.config.update(
        CORS_ORIGINS=list(settings.cors_origins),
        CORS_METHODS=list(METHODS),
        CORS_ALLOW_HEADERS=list(REQUEST_HEADERS),
        CORS_EXPOSE_HEADERS=list(ANSWER_HEADERS),
        CORS_MAX_AGE=MAX_AGE,
        CORS_ALWAYS_SEND=False,
    )
    if settings.strict:
        app.on_request(answer_preflight)
        app.ctx.likewise.finishers.append(allow_origins)


async def answer_preflight(request: Request) -> HTTPResponse | None:
    """Answer at the contract's paths and where no route is; Sanic Extensions know only the methods of a route."""
    asked = is_preflight(request.method, partial(header, request.headers))
    return empty() if asked and is_ours(request) else None


async def allow_origins(request: Request, response: BaseHTTPResponse) -> None:
    """Replace the headers of Sanic Extensions, which are in lower case, in any order, and only on some answers."""
    if is_ours(request):
        for name in [name for name in response.headers if name.lower().startswith("access-control-")]:
            del response.headers[name]
        settings, received = request.app.ctx.likewise.resources.settings, partial(header, request.headers)
        preflight, vary = is_preflight(request.method, received), header(response.headers, "vary")
        response.headers.update(cors_headers(settings, received, preflight=preflight, vary=vary))


def is_ours(request: Request) -> bool:
    """Whether the contract answers: one of its routes, or none at all."""
    return request.route is None or bool(exchange_of(request).methods)
