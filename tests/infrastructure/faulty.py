"""Faults that only raw bytes reveal; `served.py` adds the fault that FAULT names to an application."""

import json
from contextlib import suppress
from typing import Any

from tests.clients.asgi import Message, Receive, Scope, Send


def lenient(served: Any) -> Any:
    """Reads JSON leniently: the last of several equal names counts."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await served(scope, receive, send)
            return
        body, message = b"", {"more_body": True}
        while message.get("more_body"):
            message = await receive()
            body += message.get("body", b"")
        with suppress(ValueError):
            body = json.dumps(json.loads(body)).encode()
        length = b"%d" % len(body)
        headers = [(name, length if name == b"content-length" else value) for name, value in scope["headers"]]
        read: list[Message] = [{"type": "http.request", "body": body}]

        async def receive_again() -> Message:
            return read.pop() if read else await receive()

        await served({**scope, "headers": headers}, receive_again, send)

    return application


def literal(served: Any) -> Any:
    """Does not unescape paths: every path with an escape is not found."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        escaped = b"%" in scope.get("raw_path", b"")
        await served({**scope, "path": "/nowhere"} if escaped else scope, receive, send)

    return application


def tired(served: Any) -> Any:
    """Finds nothing on a connection after it has refused a request there."""
    refused: set[int] = set()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await served(scope, receive, send)
            return
        port = scope["client"][1]

        async def send_and_remember(message: Message) -> None:
            if message.get("status", 200) >= 400:
                refused.add(port)
            await send(message)

        await served({**scope, "path": "/nowhere"} if port in refused else scope, receive, send_and_remember)

    return application


FAULTS = {fault.__name__: fault for fault in (lenient, literal, tired)}
