"""A context in which one process may start several applications of Sanic, a plain one and the adapter."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse
from sanic.touchup.service import TouchUp
from sanic_ext import Extend

# Starting an application rewrites these methods, from their source, which a rewritten one does not have.
REWRITTEN = [(owner, name, getattr(owner, name)) for owner, name in vars(TouchUp)["_registry"]]
# The extensions of one application stay there for all that follow.
EXTENSIONS: list[Any] = vars(Extend)["_pre_registry"]


@contextmanager
def isolated() -> Generator[None]:
    """Sanic's own mode for tests, where a process may start several applications; what all of them share is kept."""
    kept = [(Sanic, "test_mode"), (BaseHTTPResponse, "_dumps"), (Request, "_loads")]
    kept += [(owner, name) for owner, name, _ in REWRITTEN]
    before = [getattr(owner, name) for owner, name in kept]
    extensions = list(EXTENSIONS)
    Sanic.test_mode = True
    for owner, name, original in REWRITTEN:
        setattr(owner, name, original)
    try:
        yield
    finally:
        for (owner, name), value in zip(kept, before, strict=True):
            setattr(owner, name, value)
        for owner, name, _ in REWRITTEN:
            if f"_{name}" in vars(owner):  # where the mode for tests keeps the original
                delattr(owner, f"_{name}")
        EXTENSIONS[:] = extensions
