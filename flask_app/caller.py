"""The caller: decorators read the token before a view runs, look the caller up, and keep the caller on `g`."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, g, request

from core.security import Caller

from .dependencies import resources, services

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def token_required(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Require a token; the caller is who it says."""

    @wraps(view)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        g.likewise_caller = read_caller()
        return current_app.ensure_sync(view)(*args, **kwargs)

    return wrapper


def current_caller_required(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Require a caller who is, at the moment, there and active, with the rights of the moment."""

    @wraps(view)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        g.likewise_caller = current_caller()
        return current_app.ensure_sync(view)(*args, **kwargs)

    return wrapper


def read_caller() -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return resources().tokens.read(request.headers.get("Authorization"))


def current_caller() -> Caller:
    """Look the caller up. Raises as above."""
    return services().users.current(read_caller())


def caller() -> Caller:
    """The caller of this request, in a view that requires one."""
    return g.likewise_caller
