"""A WebSocket to a running ASGI application, message by message."""

import asyncio
from typing import Any

from tests.clients.asgi import AsgiClient
from tests.clients.base import Client


def converse(client: Client, path: str, *texts: str) -> list[Any]:
    """Connect, send each text, and return what the application sends, without its headers."""
    assert isinstance(client, AsgiClient)
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": client.mount,
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "subprotocols": [],
        "state": client.state.copy(),
    }
    incoming: list[dict[str, Any]] = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": text} for text in texts),
        {"type": "websocket.disconnect", "code": 1000},
    ]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop(0) if incoming else await asyncio.Future[dict[str, Any]]()

    async def send(message: Any) -> None:
        sent.append((message["type"], message.get("text"), message.get("code")))

    client.run(asyncio.wait_for(client.application(scope, receive, send), 20))
    return sent
