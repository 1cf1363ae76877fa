"""The in-process clients pass an application what a server passes it, and all clients return its answer unchanged."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from tests.clients.asgi import AsgiClient, Receive, Scope, Send
from tests.clients.base import Client
from tests.clients.mounted import MountedClient
from tests.clients.socket import SocketClient
from tests.clients.wsgi import WsgiClient
from tests.infrastructure.applications import asgi, lifespan, wsgi
from tests.servers import Server


def granian(interface: str, port: int) -> list[str]:
    address = ["--host", "127.0.0.1", "--port", str(port)]
    return ["-m", "granian", "--interface", interface, *address, f"tests.infrastructure.applications:{interface}"]


@pytest.fixture(scope="module", params=["asgi", "wsgi"])
def interface(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def in_process(interface: str) -> Iterator[Client]:
    with AsgiClient(asgi) if interface == "asgi" else WsgiClient(wsgi) as client:
        yield client


@pytest.fixture(scope="module")
def on_socket(interface: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SocketClient]:
    log = tmp_path_factory.mktemp("granian") / "log"
    with Server(partial(granian, interface), log) as server, SocketClient(server.host, server.port) as client:
        yield client


@pytest.fixture(params=["process", "socket"])
def either(request: pytest.FixtureRequest, in_process: Client, on_socket: Client) -> Client:
    return in_process if request.param == "process" else on_socket


HOST = [("Host", "example.org")]


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET", "target": "/"},
        {"method": "GET", "target": "/%6A/a%2Fb//c/../d/?q=%41&q=a+b&empty=&%C3%A9"},
        {"method": "GET", "target": "/%C3%A9/%ff"},
        {"method": "GET", "target": "/a?"},
        {"method": "DELETE", "target": "/x", "headers": [*HOST, ("X-Two", "1"), ("x-two", "2"), ("Cookie", "a=1")]},
        {"method": "GET", "target": "/x", "headers": [*HOST, ("Cookie", "a=1"), ("Cookie", "b=2"), ("X-E", "")]},
        {"method": "GET", "target": "/x", "headers": [*HOST, ("X-Space", "  a b "), ("X-Latin", "\u00e9")]},
        {"method": "PUT", "target": "/x", "headers": [*HOST, ("Content-Type", "a/b"), ("content-type", "c/d")]},
        {"method": "GET", "target": "/x", "headers": [*HOST, ("Authorization", "A b"), ("Authorization", "C d")]},
        {"method": "POST", "target": "/x"},
        {"method": "PATCH", "target": "/x", "body": b"\xff\x00hello", "headers": [*HOST, ("Content-Type", "a/b")]},
        {"method": "POST", "target": "/x", "chunks": [b"one", b"", b"two"]},
        {"method": "PUT", "target": "/x", "chunks": []},
        {"method": "FOO", "target": "/x"},
    ],
    ids=lambda request_: f"{request_['method']} {request_['target']}",
)
def test_an_application_gets_the_same_request_in_process_and_from_granian(
    in_process: Client, on_socket: Client, request_: dict[str, Any]
) -> None:
    request_ = {"headers": HOST, **request_}
    seen, shown = in_process.request(**request_).json(), on_socket.request(**request_).json()
    assert seen.pop("pieces", None) == shown.pop("pieces", None)
    assert seen == shown


def test_a_target_reaches_the_application_unchanged(either: Client, interface: str) -> None:
    seen = either.request("GET", "/a%2Fb/%6A//x?q=%41&b=a+b").json()
    if interface == "asgi":
        assert seen["raw_path"] == "/a%2Fb/%6A//x"
        assert seen["query_string"] == "q=%41&b=a+b"
    else:
        assert seen["PATH_INFO"] == "/a/b/j//x"
        assert seen["QUERY_STRING"] == "q=%41&b=a+b"


def test_equal_response_headers_keep_their_order(either: Client) -> None:
    answer = either.request("GET", "/")
    assert answer.header("X-SECOND") == ["b", "a"]
    assert answer.one("X-First") == "1"
    with pytest.raises(AssertionError):
        answer.one("X-Second")


def test_response_headers_keep_their_casing_and_order_in_process(in_process: Client) -> None:
    assert in_process.request("GET", "/").headers[:3] == [("X-Second", "b"), ("x-first", "1"), ("X-Second", "a")]


def test_a_chunked_request_body_arrives_whole(either: Client) -> None:
    chunks = [b"%d," % number for number in range(5000)]
    assert either.request("POST", "/", chunks=chunks).json()["body"] == b"".join(chunks).decode()


def test_each_request_chunk_is_one_asgi_message(in_process: Client, interface: str) -> None:
    if interface == "asgi":
        assert in_process.request("POST", "/", chunks=[b"a", b"bc"]).json()["pieces"] == ["a", "bc"]


def test_a_response_to_head_has_headers_and_no_body(either: Client) -> None:
    head, get = either.request("HEAD", "/"), either.request("GET", "/")
    assert head.body == b""
    # The body may repeat the method, and HEAD is one letter longer than GET.
    assert int(head.one("Content-Length")) in {len(get.body), len(get.body) + 1}
    assert either.request("GET", "/").body == get.body


def test_a_response_sent_before_the_request_body_is_read_is_returned(either: Client) -> None:
    answer = either.request("POST", "/refuse", body=bytes(20_000_000))
    assert answer.status == 413
    assert either.request("GET", "/").status == 200


def test_requests_from_several_threads_run_at_the_same_time(either: Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(partial(either.request, "GET"), ["/meet"] * 8))
    assert [answer.status for answer in answers] == [200] * 8


def test_an_exception_of_an_application_in_process_reaches_the_test(in_process: Client) -> None:
    with pytest.raises(ZeroDivisionError):
        in_process.request("GET", "/crash")


def test_an_exception_after_the_response_does_not_replace_it() -> None:
    with AsgiClient(asgi) as client:
        assert client.request("GET", "/crash-afterwards").status == 200


def test_requests_see_the_state_of_the_lifespan() -> None:
    with AsgiClient(asgi) as client:
        assert client.request("GET", "/").json()["state"] == {"phase": "startup"}
    assert client.state == {"phase": "shutdown"}


async def fails_to_start(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no database"})
    await receive()


async def raises_at_startup(scope: Scope, receive: Receive, send: Send) -> None:
    raise ZeroDivisionError


def test_a_client_raises_if_its_application_fails_to_start() -> None:
    with pytest.raises(RuntimeError, match="no database"):
        AsgiClient(fails_to_start)
    with pytest.raises(ZeroDivisionError):
        AsgiClient(raises_at_startup)


async def misdeclares_its_length(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    status = 204 if scope["path"] == "/empty" else 200
    headers = [] if status == 204 else [(b"content-length", b"3")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"four"})


@pytest.mark.parametrize("target", ["/short", "/empty"])
def test_a_response_that_no_server_could_send_fails_the_test(target: str) -> None:
    with AsgiClient(misdeclares_its_length) as client, pytest.raises(AssertionError):
        client.request("GET", target)


async def redirects(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the query as Location."""
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"location", scope["query_string"])]})
    await send({"type": "http.response.body", "body": b""})


def test_a_mounted_client_removes_the_mount_from_locations_and_requires_it_there() -> None:
    with MountedClient(AsgiClient(redirects), "tags", "/once/more") as client:
        assert client.request("GET", "/tags?/once/more/tags/a").one("Location") == "/tags/a"
        assert client.request("GET", "/posts?/once/more/tags/a").one("Location") == "/once/more/tags/a"
        for elsewhere in ("/tags/a", "/once/moretags/a", "/a/once/more/tags/a"):
            with pytest.raises(AssertionError, match="leads out"):
                client.request("GET", f"/tags?{elsewhere}")
