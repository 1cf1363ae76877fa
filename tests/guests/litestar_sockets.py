"""Guests of Litestar: WebSockets, channels, server-sent events."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from collections.abc import AsyncGenerator
from typing import Any

from litestar import Litestar, WebSocket, get, websocket, websocket_listener
from litestar.channels import ChannelsPlugin
from litestar.channels.backends.memory import MemoryChannelsBackend
from litestar.config.app import AppConfig
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException, WebSocketDisconnect, WebSocketException
from litestar.handlers import BaseRouteHandler, WebsocketListener, websocket_stream
from litestar.response import ServerSentEvent
from litestar.testing import TestClient

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

SOCKETS = f"{DOCS}/usage/websockets.html"
Client = TestClient[Litestar]


@websocket("/guest/socket/{room:int}")
async def echo(socket: WebSocket[Any, Any, Any], room: int) -> None:
    await socket.accept(headers={"X-Room": str(room)})
    await socket.send_json({"room": room, "got": await socket.receive_json()})
    await socket.close()


@websocket_listener("/guest/listener")
async def listener(data: dict[str, str]) -> dict[str, str]:
    return {"heard": data["said"]}


class Listener(WebsocketListener):
    path = "/guest/listener-class"

    def on_receive(self, data: str) -> str:
        return data.upper()


# With the task that listens for the end, Litestar's test client may wait for ever, also in a plain application.
@websocket_stream("/guest/stream", listen_for_disconnect=False)
async def stream() -> AsyncGenerator[int, None]:
    for number in range(3):
        yield number


@websocket("/guest/refused")
async def refused(socket: WebSocket[Any, Any, Any]) -> None:
    await socket.accept()
    raise WebSocketException(detail="no more", code=4321)


def forbid(_: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
    raise PermissionDeniedException("not you")


@websocket("/guest/forbidden", guards=[forbid])
async def forbidden(socket: WebSocket[Any, Any, Any]) -> None:
    await socket.accept()


@get("/guest/events")
async def events() -> ServerSentEvent:
    async def generate() -> AsyncGenerator[str, None]:
        for number in range(3):
            yield str(number)

    return ServerSentEvent(generate(), event_type="count")


def use_echo(client: Client) -> Any:
    with client.websocket_connect("/guest/socket/7") as socket:
        socket.send_json({"a": 1})
        return socket.receive_json()


def use_listener(client: Client) -> Any:
    with client.websocket_connect("/guest/listener") as socket:
        socket.send_json({"said": "hello"})
        return socket.receive_json()


def use_listener_class(client: Client) -> Any:
    with client.websocket_connect("/guest/listener-class") as socket:
        socket.send_text("hello")
        return socket.receive_text()


def use_stream(client: Client) -> Any:
    with client.websocket_connect("/guest/stream") as socket:
        return [socket.receive_json() for _ in range(3)]


def closed(path: str) -> Any:
    def use(client: Client) -> Any:
        try:
            with client.websocket_connect(path) as socket:
                socket.receive_text()
        except WebSocketDisconnect as error:
            return error.code, error.detail

    return use


def add_channels(config: AppConfig) -> AppConfig:
    channels = ChannelsPlugin(
        backend=MemoryChannelsBackend(), channels=["news"], create_ws_route_handlers=True, ws_handler_base_path="/guest"
    )
    config.plugins.append(channels)
    return config


def use_channels(client: Client) -> Any:
    channels = client.app.plugins.get(ChannelsPlugin)
    with client.websocket_connect("/guest/news") as socket:
        channels.publish({"title": "Hello"}, "news")
        return socket.receive_json()


GUESTS = [
    Guest("a WebSocket", SOCKETS, [], attach=handlers(echo), check=testing(use_echo)),
    Guest("a listener", f"{SOCKETS}#websocket-listeners", [], attach=handlers(listener), check=testing(use_listener)),
    Guest(
        "a class of listeners",
        f"{SOCKETS}#class-based-websocket-handling",
        [],
        attach=handlers(Listener),
        check=testing(use_listener_class),
    ),
    Guest(
        "a stream of messages", f"{SOCKETS}#websocket-streams", [], attach=handlers(stream), check=testing(use_stream)
    ),
    Guest(
        "a WebSocket that is closed by an exception",
        SOCKETS,
        [],
        attach=handlers(refused),
        check=testing(closed("/guest/refused")),
    ),
    Guest(
        "a WebSocket that a guard refuses",
        f"{DOCS}/usage/security/guards.html",
        [],
        attach=handlers(forbidden),
        check=testing(closed("/guest/forbidden")),
    ),
    Guest("a WebSocket that is not there", SOCKETS, [], check=testing(closed("/guest/nowhere"))),
    Guest(
        "channels",
        f"{DOCS}/usage/channels.html",
        [],
        options={"on_app_init": [add_channels]},
        check=testing(use_channels),
    ),
    Guest(
        "server-sent events",
        f"{DOCS}/usage/responses.html#server-sent-event-responses",
        [ask("GET", "/guest/events")],
        attach=handlers(events),
    ),
]
