"""Likewise on Litestar: the same contract as its neighbours, in controllers, dependencies, guards and hooks."""

from .app import create_app

__all__ = ("create_app",)
