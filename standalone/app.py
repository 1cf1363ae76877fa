"""The two applications: the same routes over the async services and over the sync ones."""

from core.settings import Settings
from core.telemetry import logs

from . import routes, routes_sync
from .asgi import AsgiApplication
from .dependencies import AsyncResources, SyncResources
from .routing import Router
from .wsgi import WsgiApplication


def create_app(settings: Settings | None = None, *, strict: bool | None = None) -> AsgiApplication:
    """Create an ASGI 3 application. Without settings, it reads them from the environment.

    `strict` turns the layer on or off; None leaves that to the settings.
    """
    settings = configure(settings, strict=strict)
    return AsgiApplication(Router(routes.HANDLERS), AsyncResources(settings))


def create_wsgi_app(settings: Settings | None = None, *, strict: bool | None = None) -> WsgiApplication:
    """Create a WSGI application in the same way."""
    settings = configure(settings, strict=strict)
    return WsgiApplication(Router(routes_sync.HANDLERS), SyncResources(settings))


def configure(settings: Settings | None, *, strict: bool | None) -> Settings:
    settings = settings or Settings()
    if strict is not None:
        settings = settings.model_copy(update={"strict": strict})
    logs.configure(settings)
    return settings
