"""Applications that are wrong in a way that exact bytes alone show: what `served.py` serves where FAULT names one."""

import json
from contextlib import suppress
from typing import Any

from tests.clients.asgi import Message, Receive, Scope, Send


def lenient(served: Any) -> Any:
    """Reads JSON as most do: of a name that is there twice, the last one counts."""

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
    """Takes paths as they were sent: what is escaped is nowhere."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        escaped = b"%" in scope.get("raw_path", b"")
        await served({**scope, "path": "/nowhere"} if escaped else scope, receive, send)

    return application


def tired(served: Any) -> Any:
    """On a connection whose first request was refused, finds nothing any more."""
    refused: set[int] = set()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await served(scope, receive, send)
            return
        port = scope["client"][1]

        async def send_and_mind(message: Message) -> None:
            if message.get("status", 200) >= 400:
                refused.add(port)
            await send(message)

        await served({**scope, "path": "/nowhere"} if port in refused else scope, receive, send_and_mind)

    return application


FAULTS = {fault.__name__: fault for fault in (lenient, literal, tired)}
