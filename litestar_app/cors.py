"""CORS by the setting `cors_origins`: Litestar's own; with the layer, a wrapper that answers as the contract says."""

from functools import partial

from litestar.config.cors import CORSConfig
from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.response.base import ASGIResponse
from litestar.status_codes import HTTP_204_NO_CONTENT
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.http.cors import ANSWER_HEADERS, MAX_AGE, METHODS, REQUEST_HEADERS, cors_headers, is_preflight
from core.settings import Settings

from .exchange import header


def allow_origins(settings: Settings) -> CORSConfig | None:
    """The argument of `Litestar`; None without the setting, and with the layer."""
    if settings.strict or not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_methods=list(METHODS),
        allow_headers=list(REQUEST_HEADERS),
        expose_headers=list(ANSWER_HEADERS),
        max_age=MAX_AGE,
    )


def allow_origins_strictly(router: ASGIApp, settings: Settings) -> ASGIApp:
    """Wrap the router. Litestar's own takes every OPTIONS for a preflight, and gives its headers to all answers."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        received = partial(header, Headers.from_scope(scope))
        preflight = scope["type"] == ScopeType.HTTP and is_preflight(scope["method"], received)

        async def send_allowing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                vary = ",".join(headers.getall("vary", []))
                for name, value in cors_headers(settings, received, preflight=preflight, vary=vary).items():
                    headers[name] = value
            await send(message)

        if preflight:
            await ASGIResponse(status_code=HTTP_204_NO_CONTENT)(scope, receive, send_allowing)
        else:
            await router(scope, receive, send_allowing)

    return handle
