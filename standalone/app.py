"""The two applications: the same routes over the async services and over the sync ones."""

from core.settings import Settings
from core.telemetry import logs

from . import routes, routes_sync
from .asgi import AsgiApplication
from .dependencies import AsyncResources, SyncResources
from .routing import Router
from .wsgi import WsgiApplication


def create_app(settings: Settings | None = None) -> AsgiApplication:
    """Create an ASGI 3 application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    return AsgiApplication(Router(routes.HANDLERS), AsyncResources(settings))


def create_wsgi_app(settings: Settings | None = None) -> WsgiApplication:
    """Create a WSGI application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    return WsgiApplication(Router(routes_sync.HANDLERS), SyncResources(settings))
