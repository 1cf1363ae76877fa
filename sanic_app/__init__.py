"""Likewise on Sanic: blueprints, sanic-ext's injection, and Sanic's own server."""

from .app import create_app

__all__ = ("create_app",)
