"""Likewise on no framework: the floor under the measurements of the others, as ASGI and as WSGI."""

from .app import create_app, create_wsgi_app

__all__ = ("create_app", "create_wsgi_app")
