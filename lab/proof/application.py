"""The floor's application, and the same with a known amount of work added to each request."""

import json
import os
import time
from collections.abc import Awaitable, Callable, Mapping

from standalone import create_app
from standalone.asgi import Receive, Scope, Send

PLANTED = "PROOF_PLANTED"
"""The environment variable with microseconds of processor time to add, by operation, as JSON."""


def create_planted() -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the application; the environment says what is added."""
    application = create_app()
    added: Mapping[str, float] = json.loads(os.environ.get(PLANTED, "{}"))

    async def planted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            work(added.get(operation_of(scope["method"], scope["path"]), 0))
        await application(scope, receive, send)

    return planted


def operation_of(method: str, path: str) -> str:
    """Return the operation of the comparison that a request is for; other requests have other names."""
    if path.startswith("/users/"):
        return "get_user"
    return {("GET", "/users"): "list_users", ("POST", "/users"): "create_user"}.get((method, path), path)


def work(microseconds: float) -> None:
    """Use so much processor time."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass
