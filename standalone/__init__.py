"""The adapter without a framework: the floor that the others are measured over, as ASGI and as WSGI."""

from .app import create_app, create_wsgi_app

__all__ = ("create_app", "create_wsgi_app")
