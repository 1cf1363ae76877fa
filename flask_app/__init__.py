"""Likewise on Flask: blueprints and plain views over the sync services."""

from .app import create_app

__all__ = ("create_app",)
