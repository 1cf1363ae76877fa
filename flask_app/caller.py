"""Who is calling: decorators that ask for a token before the view runs, and leave the caller on `g`."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request

from core.security import Caller

from .dependencies import security, users

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def token_required(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """The caller is who the token says; costs no statement. Raises `Unauthenticated`, `InvalidToken`."""

    @wraps(view)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        g.caller = security().tokens.read(request.headers.get("Authorization"))
        return view(*args, **kwargs)

    return wrapper


def current_caller_required(view: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """The caller is who the token says, still there and active, with the rights of now. Raises as above."""

    @wraps(view)
    @token_required
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        g.caller = users().current(caller())
        return view(*args, **kwargs)

    return wrapper


def caller() -> Caller:
    """The caller of this request, in a view that requires one."""
    return g.caller
