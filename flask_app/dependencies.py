"""What views reach for. Flask injects nothing: these are accessors over the application and `g`."""

from flask import Flask, current_app

from core.services_sync import Security, UserService
from core.settings import Settings

from .database import session


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["security"] = Security(settings)


def security() -> Security:
    """What the process knows people by."""
    return current_app.extensions["security"]


def users() -> UserService:
    """The users, on the session of this request."""
    return UserService(session(), security=security())
