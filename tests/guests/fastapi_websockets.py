"""Guests of FastAPI: WebSockets."""

from typing import Annotated, Any

from fastapi import Cookie, Depends, FastAPI, HTTPException, Query, WebSocket, WebSocketException
from starlette.websockets import WebSocketDisconnect

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest

DOCS = "https://fastapi.tiangolo.com"


async def cookie_or_token(
    session: Annotated[str | None, Cookie()] = None, token: Annotated[str | None, Query()] = None
) -> str:
    if session is None and token is None:
        raise WebSocketException(code=1008, reason="who is there")
    return session or token or ""


def sockets(app: FastAPI) -> None:
    @app.websocket("/guest/ws")
    async def echo(websocket: WebSocket) -> None:
        await websocket.accept()
        async for text in websocket.iter_text():
            await websocket.send_text(f"Message text was: {text}")

    @app.websocket("/guest/items/{item_id}/ws")
    async def items(
        websocket: WebSocket, item_id: int, who: Annotated[str, Depends(cookie_or_token)], q: int | None = None
    ) -> None:
        await websocket.accept(subprotocol="chat", headers=[(b"x-own", b"1")])
        await websocket.send_json([item_id, who, q])
        await websocket.close(4000, "enough")

    @app.websocket("/guest/denied")
    async def denied(websocket: WebSocket) -> None:
        raise HTTPException(403, "not you")

    @app.websocket("/guest/bug")
    async def bug(websocket: WebSocket) -> None:
        await websocket.accept()
        raise RuntimeError("a bug")

    @app.websocket("/users")
    async def users(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_bytes(b"beside the contract")


def talked(app: FastAPI) -> Any:
    client = client_of(app)
    with client.websocket_connect("/guest/ws") as socket:
        socket.send_text("a")
        echoed = socket.receive_text()
    with client.websocket_connect("/users") as socket:
        return echoed, socket.receive_bytes()


def depended(app: FastAPI) -> Any:
    client = client_of(app)
    with client.websocket_connect("/guest/items/3/ws?token=t&q=5", subprotocols=["chat"]) as socket:
        found: list[Any] = [socket.receive_json(), socket.accepted_subprotocol]
        found.append(socket.receive())
    return found


def refused(app: FastAPI) -> Any:
    found: list[Any] = []
    for path in ("/guest/items/3/ws", "/guest/items/x/ws?token=t", "/guest/denied", "/guest/nothing", "/guest/bug"):
        try:
            with client_of(app).websocket_connect(path) as socket:
                found.append(socket.receive())
        except WebSocketDisconnect as closed:  # with an answer in place of the handshake it is a response too
            answer: Any = closed if hasattr(closed, "status_code") else None
            found.append((answer.status_code, answer.json()["detail"]) if answer else (closed.code, closed.reason))
        except RuntimeError as error:
            found.append(str(error))
    return found


GUESTS = [
    Guest("WebSockets", f"{DOCS}/advanced/websockets/", [], attach=sockets, check=talked),
    Guest("WebSockets with dependencies", f"{DOCS}/advanced/websockets/", [], attach=sockets, check=depended),
    Guest("refused WebSockets", f"{DOCS}/advanced/websockets/", [], attach=sockets, check=refused),
]
