"""CORS by the setting `cors_origins`: Starlette's middleware; with the layer, it answers as the contract says."""

from functools import partial

from fastapi import Response
from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Send

from core.http.cors import ANSWER_HEADERS, MAX_AGE, METHODS, REQUEST_HEADERS, cors_headers
from core.settings import Settings

from .exchange import header


def allow_origins(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Wrap the application with its error handlers: as an added middleware this would miss a 500."""
    if not settings.cors_origins:
        return app
    if settings.strict:
        return StrictCORSMiddleware(app, settings)
    return CORSMiddleware(
        app,
        allow_origins=settings.cors_origins,
        allow_methods=METHODS,
        allow_headers=REQUEST_HEADERS,
        expose_headers=ANSWER_HEADERS,
        max_age=MAX_AGE,
    )


class StrictCORSMiddleware(CORSMiddleware):
    """Starlette's own answers a preflight with 200 and a text, or with 400, and reads the first of several origins."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        super().__init__(app)
        self.settings = settings

    def preflight_response(self, request_headers: Headers) -> Response:
        headers = cors_headers(self.settings, partial(header, request_headers), preflight=True)
        return Response(status_code=204, headers=headers)

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            vary = header(headers, "Vary")
            headers.update(cors_headers(self.settings, partial(header, request_headers), vary=vary))
        await send(message)
