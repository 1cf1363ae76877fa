"""The ASGI and WSGI applications under servers that behave differently from the contract's clients."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from wsgiref.validate import validator

import pytest

from core.settings import Settings
from standalone import create_app, create_wsgi_app
from standalone.asgi import AsgiApplication
from standalone.dependencies import SyncRequest, SyncResources
from standalone.responses import Response as Answer
from standalone.routing import Router
from standalone.wsgi import WsgiApplication
from tests.clients.asgi import AsgiClient, Message
from tests.clients.response import Response
from tests.clients.wsgi import answer
from tests.people import SUPERUSER, login
from tests.standalone.conftest import LIMIT, ask_asgi, environ_of

USER = json.dumps({"email": "ada@example.com", "name": "Ada", "password": "correct horse"}).encode()
UPLOAD = (
    b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nNotes\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="notes.txt"\r\n\r\nThey weave.\r\n--x--\r\n'
)


@pytest.fixture
def wsgi(settings: Settings) -> Callable[..., Response]:
    """Call the WSGI application as the standard library's server does, under its validator."""
    application = validator(create_wsgi_app(settings))

    def ask(method: str, path: str, body: io.IOBase | None = None, **more: Any) -> Response:
        return answer(application, environ_of(method, path, body, **more))

    return ask


@pytest.fixture
def asgi(settings: Settings) -> Iterator[AsgiClient]:
    with closing(AsgiClient(create_app(settings))) as client:
        yield client


class Endless(io.RawIOBase):
    """The body of a client that never stops sending."""

    taken = 0

    def read(self, size: int = -1, /) -> bytes:
        assert size > 0
        self.taken += min(size, 100)
        return b" " * min(size, 100)


def test_the_wsgi_application_keeps_pep_3333(wsgi: Callable[..., Response]) -> None:
    made = wsgi("POST", "/users", io.BytesIO(USER + b"of the next request"), CONTENT_LENGTH=str(len(USER)))
    assert made.status == 201
    assert wsgi("OPTIONS", "/users").status == 204
    assert wsgi("HEAD", "/health/live").body == b""
    assert wsgi("GET", "/docs").status == 200
    assert wsgi("GET", "/users/\xff").status == 404


def test_a_location_under_a_mount_includes_its_prefix(wsgi: Callable[..., Response], asgi: AsgiClient) -> None:
    mounted = wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER)), SCRIPT_NAME="/caf\xc3\xa9")
    assert mounted.one("location") == f"/caf%C3%A9/users/{mounted.json()['id']}"
    body = {"type": "http.request", "body": USER.replace(b"ada@", b"eve@")}
    start, _ = ask_asgi(asgi, [body], root_path="/café", path="/café/users")
    assert start["status"] == 201
    assert dict(start["headers"])[b"location"].startswith(b"/caf%C3%A9/users/")


def test_a_wsgi_body_without_a_length_is_not_read(wsgi: Callable[..., Response]) -> None:
    endless = Endless()
    assert wsgi("POST", "/users", endless).status == 400
    assert endless.taken == 0


def test_a_body_that_is_too_large_is_not_read_to_its_end(wsgi: Callable[..., Response], asgi: AsgiClient) -> None:
    endless = Endless()
    assert wsgi("POST", "/users", endless, **{"wsgi.input_terminated": True}).status == 413
    assert endless.taken == LIMIT + 100  # one read beyond the limit
    incoming: list[Message] = [{"type": "http.request", "body": b" " * 100, "more_body": True} for _ in range(20)]
    start, _ = ask_asgi(asgi, incoming)
    assert (start["status"], len(incoming)) == (413, 9)


def test_a_body_that_breaks_off_is_refused(wsgi: Callable[..., Response], asgi: AsgiClient) -> None:
    assert wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER) + 1)).status == 400
    gone: list[Message] = [{"type": "http.request", "body": USER, "more_body": True}, {"type": "http.disconnect"}]
    start, _ = ask_asgi(asgi, gone)
    assert start["status"] == 400
    assert wsgi("POST", "/users", io.BytesIO(USER), CONTENT_LENGTH=str(len(USER))).status == 201


def test_an_upload_that_breaks_off_is_not_stored(
    wsgi: Callable[..., Response], asgi: AsgiClient, stored: Mapping[str, str]
) -> None:
    token = f"Bearer {login(asgi, SUPERUSER.email, SUPERUSER.password)}"
    sent = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "HTTP_AUTHORIZATION": token}
    cut = wsgi("POST", "/documents", io.BytesIO(UPLOAD), CONTENT_LENGTH=str(len(UPLOAD) + 1), **sent)
    assert cut.json()["type"] == "/problems/malformed-multipart"
    gone: list[Message] = [{"type": "http.request", "body": UPLOAD, "more_body": True}, {"type": "http.disconnect"}]
    headers = [(b"content-type", sent["CONTENT_TYPE"].encode()), (b"authorization", token.encode())]
    start, problem = ask_asgi(asgi, gone, path="/documents", headers=headers)
    assert (start["status"], problem["body"]) == (400, cut.body)
    assert list(Path(stored["storage"]).iterdir()) == []
    assert wsgi("POST", "/documents", io.BytesIO(UPLOAD), CONTENT_LENGTH=str(len(UPLOAD)), **sent).status == 201
    assert len(list(Path(stored["storage"]).iterdir())) == 1


def test_the_pool_is_closed_at_the_end_of_the_lifespan(settings: Settings) -> None:
    application: AsgiApplication = create_app(settings)
    with closing(AsgiClient(application)) as client:
        assert client.call("GET", "/health/ready").status == 200
        pool = application.resources.database.get_engine().pool
    assert application.resources.database.get_engine().pool is not pool


def test_a_wsgi_handler_sees_every_header_and_may_answer_any_status(settings: Settings) -> None:
    seen: dict[str, str] = {}

    def live(request: SyncRequest) -> Answer[bytes]:
        seen.update(request.headers)
        return Answer(b"", 299)

    application = WsgiApplication(Router({"live": live}), SyncResources(settings))
    more = {"HTTP_ACCEPT_LANGUAGE": "de", "HTTP_COOKIE": "a=b", "HTTP_CONTENT_TYPE": "text/html", "CONTENT_LENGTH": "0"}
    response = answer(application, environ_of("GET", "/health/live", io.BytesIO(), **more))
    assert response.status == 299
    assert seen["accept-language"] == "de"
    assert seen["cookie"] == "a=b"
    assert (seen["content-type"], seen["content-length"]) == ("application/json", "0")
