"""The domain on FastAPI: its routers, dependencies and exception handlers, held to the contract."""

from .app import create_app

__all__ = ("create_app",)
