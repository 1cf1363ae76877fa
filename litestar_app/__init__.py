"""Likewise on Litestar: controllers, dependencies, middleware and hooks."""

from .app import create_app

__all__ = ("create_app",)
