"""Two tiny applications, one for each interface, that answer with the request as it reached them."""

import asyncio
import json
import threading
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from tests.clients.asgi import Receive, Scope, Send
from tests.signals import PATIENCE

SCOPE = ("type", "http_version", "method", "scheme", "path", "root_path", "state")
ENVIRON = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_PROTOCOL", "RAW_URI", "REQUEST_URI")

# Casing, and the order of equal names, must survive. Granian changes casing, so only in-process tests compare it.
ANSWER_HEADERS = [("X-Second", "b"), ("x-first", "1"), ("X-Second", "a")]

# Requests to /meet wait here until another one arrives: only an application that serves two at once answers them.
ASYNC_MEETING = asyncio.Barrier(2)
THREADS_MEETING = threading.Barrier(2, timeout=PATIENCE)


async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    if scope["path"] == "/crash":
        raise ZeroDivisionError
    if scope["path"] == "/meet":
        async with asyncio.timeout(PATIENCE):
            await ASYNC_MEETING.wait()
    status = 413 if scope["path"] == "/refuse" else 200
    pieces = [] if status == 413 else await read(receive)
    seen = {name: scope.get(name) for name in SCOPE} | {
        "raw_path": scope["raw_path"].decode("latin-1"),
        "query_string": scope["query_string"].decode("latin-1"),
        "headers": [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]],
        "body": b"".join(pieces).decode("latin-1"),
        "pieces": [piece.decode("latin-1") for piece in pieces if piece][:10],
    }
    body = json.dumps(seen).encode()
    headers = [(name.encode(), value.encode()) for name, value in answer_headers(body)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    if scope["path"] == "/crash-afterwards":
        raise ZeroDivisionError


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    for phase in ("startup", "shutdown"):
        assert (await receive())["type"] == f"lifespan.{phase}"
        scope["state"]["phase"] = phase
        await send({"type": f"lifespan.{phase}.complete"})


async def read(receive: Receive) -> list[bytes]:
    pieces: list[bytes] = []
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return pieces


def wsgi(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/crash":
        raise ZeroDivisionError
    if path == "/meet":
        THREADS_MEETING.wait()
    status = "413 Content Too Large" if path == "/refuse" else "200 OK"
    content = b"" if path == "/refuse" else environ["wsgi.input"].read()
    carried = {name: environ[name] for name in sorted(environ) if name.startswith(("HTTP_", "CONTENT_"))}
    seen: dict[str, Any] = {name: environ.get(name) for name in ENVIRON} | {
        "headers": carried,
        "terminated": environ["wsgi.input_terminated"],
        "scheme": environ["wsgi.url_scheme"],
        "body": content.decode("latin-1"),
    }
    body = json.dumps(seen).encode()
    start_response(status, answer_headers(body))
    return [body]


def answer_headers(body: bytes) -> list[tuple[str, str]]:
    return [*ANSWER_HEADERS, ("Content-Length", str(len(body)))]
