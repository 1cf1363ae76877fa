"""Streamed answers under ASGI and WSGI: clients that leave, HEAD, and streams that fail."""

import asyncio
import io
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import closing
from inspect import getgeneratorstate
from types import AsyncGeneratorType
from typing import Any, cast
from wsgiref.types import WSGIApplication
from wsgiref.validate import validator

import pytest
from structlog.testing import capture_logs

from core.http.operation import NDJSON
from core.settings import Settings
from standalone import create_app, create_wsgi_app
from standalone.asgi import AsyncHandler
from standalone.dependencies import AsyncRequest, SyncRequest
from standalone.responses import Response as BodyResponse
from standalone.routing import Router
from tests.clients.asgi import AsgiClient, Message, Scope
from tests.clients.base import Header
from tests.clients.wsgi import answer
from tests.standalone.conftest import ask_asgi, environ_of


class Counting:
    """A stream that counts the chunks read and remembers whether it was closed. It fails after five chunks."""

    read = 0
    closed = False

    async def under_asgi(self, request: AsyncRequest) -> BodyResponse[AsyncGenerator[bytes]]:
        self.async_stream = self.async_chunks()
        return BodyResponse(self.async_stream, media_type=NDJSON)

    def under_wsgi(self, request: SyncRequest) -> BodyResponse[Generator[bytes]]:
        self.stream = self.chunks()
        return BodyResponse(self.stream, media_type=NDJSON)

    async def async_chunks(self) -> AsyncGenerator[bytes]:
        with closing(self.chunks()) as chunks:
            for chunk in chunks:
                yield chunk

    def chunks(self) -> Generator[bytes]:
        try:
            for self.read in range(1, 6):
                yield b"{}\n"
            raise ConnectionError("the database has gone")
        finally:
            self.closed = True


@pytest.fixture
def streaming_asgi(settings: Settings) -> Iterator[tuple[AsgiClient, Counting]]:
    """An application that streams at /posts/export."""
    application, counting = create_app(settings), Counting()
    application.router = Router[AsyncHandler]({"export_posts": counting.under_asgi})
    with closing(AsgiClient(application)) as client:
        yield client, counting


@pytest.fixture
def streaming_wsgi(settings: Settings) -> tuple[WSGIApplication, Counting]:
    """An application that streams at /posts/export."""
    application, counting = create_wsgi_app(settings), Counting()
    application.router = Router({"export_posts": counting.under_wsgi})
    return application, counting


def test_asgi_closes_a_stream_when_the_client_leaves(streaming_asgi: tuple[AsgiClient, Counting]) -> None:
    client, counting = streaming_asgi
    incoming: list[Message] = [{"type": "http.request", "body": b"what for?"}, {"type": "http.disconnect"}]
    start, *rest = ask_asgi(client, incoming, method="GET", path="/posts/export")
    assert b"content-length" not in dict(start["headers"])
    assert (counting.closed, len(rest)) == (True, counting.read)
    assert all(message["more_body"] for message in rest)


def test_wsgi_closes_a_stream_when_the_client_leaves(streaming_wsgi: tuple[WSGIApplication, Counting]) -> None:
    application, counting = streaming_wsgi

    def start_response(status: str, headers: list[Header], exception: Any = None, /) -> Callable[[bytes], object]:
        return io.BytesIO().write

    parts = cast("Generator[bytes]", application(environ_of("GET", "/posts/export"), start_response))
    assert next(parts) == b"{}\n"
    parts.close()
    assert (counting.closed, counting.read) == (True, 1)


def test_head_closes_a_stream_without_reading_it(
    streaming_asgi: tuple[AsgiClient, Counting], streaming_wsgi: tuple[WSGIApplication, Counting]
) -> None:
    client, counting = streaming_asgi
    start, end = ask_asgi(client, [], method="HEAD", path="/posts/export")
    assert (start["status"], end, counting.read) == (200, {"type": "http.response.body"}, 0)
    assert isinstance(counting.async_stream, AsyncGeneratorType)
    assert counting.async_stream.ag_frame is None
    application, counting = streaming_wsgi
    response = answer(validator(application), environ_of("HEAD", "/posts/export"))
    assert (response.status, response.one("content-type"), counting.read) == (200, NDJSON, 0)
    assert getgeneratorstate(counting.stream) == "GEN_CLOSED"


def test_a_stream_that_fails_breaks_the_answer_off_and_is_logged_once(
    streaming_asgi: tuple[AsgiClient, Counting], streaming_wsgi: tuple[WSGIApplication, Counting]
) -> None:
    client, counting = streaming_asgi
    sent: list[Message] = []
    scope: Scope = {"type": "http", "method": "GET", "path": "/posts/export", "query_string": b"", "headers": []}

    async def receive() -> Message:
        return await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    with capture_logs() as logs, pytest.raises(ConnectionError):
        client.run(client.application(scope, receive, send))
    assert [message.get("more_body") for message in sent] == [None, *[True] * 6]
    application, counting = streaming_wsgi
    with capture_logs() as more_logs, pytest.raises(ConnectionError):
        answer(application, environ_of("GET", "/posts/export"))
    assert counting.closed
    assert [entry["event"] for entry in logs] == [entry["event"] for entry in more_logs] == ["uncaught exception"]
