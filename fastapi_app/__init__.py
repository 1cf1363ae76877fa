"""Likewise on FastAPI: routers, dependencies and exception handlers."""

from .app import create_app

__all__ = ("create_app",)
