"""Serves an application mounted under a path, or with a fault, as environment variables say.

SERVED is its package and factory, as in `package:create_app`. UNDER is the path of the mount. BROKEN is an operation:
in its successful bodies the first letter of the first member becomes upper case. FAULT is one of `faulty.py`.
"""

import importlib
import os
import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.clients.asgi import Message, Receive, Scope, Send
from tests.conform.journal import operation_of
from tests.infrastructure.faulty import FAULTS


def application() -> Any:
    package, _, factory = os.environ["SERVED"].partition(":")
    return getattr(importlib.import_module(package), factory)()


def asgi() -> Any:
    served, under, broken = application(), os.environ.get("UNDER", ""), os.environ.get("BROKEN")
    if fault := os.environ.get("FAULT"):
        served = FAULTS[fault](served)

    async def mount(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await served(scope, receive, send)
        elif scope["path"].startswith(f"{under}/"):
            failing = broken is not None and operation_of(scope["method"], scope["path"]) == broken
            await served({**scope, "root_path": under}, receive, breaking(send) if failing else send)
        else:
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})

    return mount


def breaking(send: Send) -> Send:
    """A `send` that changes one letter in the body of a successful response."""
    succeeded = False

    async def spoil(message: Message) -> None:
        nonlocal succeeded
        if message["type"] == "http.response.start":
            succeeded = message["status"] < 300
        elif succeeded:
            spoiled = re.sub(rb'\{"[a-z]', lambda found: found[0].upper(), message.get("body", b""), count=1)
            message = {**message, "body": spoiled}
        await send(message)

    return spoil


def wsgi() -> Any:
    served, under = application(), os.environ.get("UNDER", "")

    def mount(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if path.startswith(f"{under}/"):
            return served({**environ, "SCRIPT_NAME": under, "PATH_INFO": path.removeprefix(under)}, start_response)
        start_response("404 Not Found", [("Content-Length", "0")])
        return []

    return mount
