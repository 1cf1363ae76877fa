"""Likewise on Sanic: blueprints, injection by Sanic Extensions, and Sanic's own server."""

from .app import create_app

__all__ = ("create_app",)
