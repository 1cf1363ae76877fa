"""CORS by the setting `cors_origins`, with hooks of Flask's own; Flask itself has none."""

from flask import Flask, Response, request

from core.http.cors import cors_headers, is_preflight
from core.settings import Settings

from .dependencies import resources
from .exchange import exchange_of
from .responses import PlainResponse


def init_app(app: Flask, settings: Settings) -> None:
    if settings.cors_origins:
        app.before_request(answer_preflight)
        app.after_request(allow_origins)


def answer_preflight() -> Response | None:
    """Answer before the path is looked at: the error of routing waits."""
    return PlainResponse(status=204) if is_preflight(exchange_of().method, request.headers.get) else None


def allow_origins(response: Response) -> Response:
    """Add the headers to every answer; Flask runs `after_request` for errors too."""
    settings, preflight = resources().settings, is_preflight(exchange_of().method, request.headers.get)
    vary = response.headers.get("Vary")
    response.headers.update(cors_headers(settings, request.headers.get, preflight=preflight, vary=vary))
    return response
