"""The two applications, made from the settings: the same table of routes, over async services and over sync ones."""

from core.settings import Settings
from core.telemetry import logs

from . import routes, routes_sync
from .asgi import AsgiApplication
from .dependencies import AsyncServices, SyncServices
from .routing import Router
from .wsgi import WsgiApplication


def create_app(settings: Settings | None = None) -> AsgiApplication:
    """Make an ASGI 3 application; without settings, from the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    return AsgiApplication(Router(routes.ROUTES, settings), AsyncServices(settings))


def create_wsgi_app(settings: Settings | None = None) -> WsgiApplication:
    """Make a WSGI application; without settings, from the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    return WsgiApplication(Router(routes_sync.ROUTES, settings), SyncServices(settings))
