"""A client of an ASGI application in process: one event loop in one thread, lifespan included."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping, Sequence
from concurrent.futures import Future
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from tests.clients.base import SECONDS_TO_ANSWER, Client, Header, served, with_framing
from tests.clients.response import Response

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

Value = TypeVar("Value")


class AsgiClient(Client):
    """Takes the place of a server: the scope is what Granian was observed to pass."""

    def __init__(self, application: Application, mount: str = "") -> None:
        """Start the application, under the path that `mount` names.

        Raises:
            RuntimeError: its lifespan refused to start.
        """
        self.application = application
        self.mount = mount
        self.state: dict[str, Any] = {}
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="application", daemon=True)
        self.thread.start()
        self.lifespan = Lifespan(application, self.state)
        try:
            self.run(self.lifespan.startup())
        except BaseException:
            self.stop_loop()
            raise

    def request(
        self,
        method: str,
        target: str,
        *,
        headers: Sequence[Header] = (),
        body: bytes = b"",
        chunks: Sequence[bytes] | None = None,
    ) -> Response:
        path, _, query = target.encode("latin-1").partition(b"?")
        framed = with_framing(method, headers, body, chunks, "localhost")
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path,
            "query_string": query,
            "root_path": self.mount,
            "headers": [
                (name.lower().encode("latin-1"), value.strip(" \t").encode("latin-1")) for name, value in framed
            ],
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", 80),
            "state": self.state.copy(),
            "extensions": {},
        }
        exchange = Exchange([body] if chunks is None else chunks)
        return self.run(exchange.through(self.application, scope))

    def close(self) -> None:
        """Shut the application down.

        Raises:
            RuntimeError: its lifespan failed on the way out.
        """
        try:
            self.run(self.lifespan.shutdown())
        finally:
            self.stop_loop()

    def run(self, coroutine: Coroutine[Any, Any, Value]) -> Value:
        """Run in the application's own loop, from any thread."""
        future: Future[Value] = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        try:
            return future.result(SECONDS_TO_ANSWER)
        except TimeoutError:
            future.cancel()
            raise

    def stop_loop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(SECONDS_TO_ANSWER)
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.wait(left) if left else asyncio.sleep(0))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


class Exchange:
    """One request and its answer, as the messages that make them."""

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self.incoming = list(chunks) or [b""]
        self.status: int | None = None
        self.headers: list[Header] = []
        self.body = b""
        self.complete = asyncio.Event()

    async def through(self, application: Application, scope: Scope) -> Response:
        try:
            await application(scope, self.receive, self.send)
        except Exception:
            # Starlette answers 500 and then raises again, for the server's log: the answer is what counts.
            if not self.complete.is_set():
                raise
        if self.status is None or not self.complete.is_set():
            raise RuntimeError(f"the application returned without a whole answer (status {self.status})")
        return served(scope["method"], self.status, self.headers, self.body)

    async def receive(self) -> Message:
        if self.incoming:
            body = self.incoming.pop(0)
            return {"type": "http.request", "body": body, "more_body": bool(self.incoming)}
        await self.complete.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self.status is None:
            self.status = message["status"]
            self.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]]
        elif message["type"] == "http.response.body" and self.status is not None and not self.complete.is_set():
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                self.complete.set()
        else:
            raise RuntimeError(f"{message['type']} out of turn")


class Lifespan:
    """Runs startup and shutdown: Sanic answers only after startup, and pools close at shutdown."""

    def __init__(self, application: Application, state: dict[str, Any]) -> None:
        self.application = application
        self.scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.3"}, "state": state}
        self.incoming: asyncio.Queue[Message] = asyncio.Queue()
        self.outgoing: asyncio.Queue[Message] = asyncio.Queue()

    async def startup(self) -> None:
        self.task = asyncio.create_task(self.application(self.scope, self.incoming.get, self.outgoing.put))
        await self.pass_through("startup")

    async def shutdown(self) -> None:
        await self.pass_through("shutdown")
        await self.task

    async def pass_through(self, phase: str) -> None:
        await self.incoming.put({"type": f"lifespan.{phase}"})
        answer = asyncio.create_task(self.outgoing.get())
        await asyncio.wait({answer, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
            self.task.result()  # raises what the application raised
            raise RuntimeError(f"the application left its lifespan before {phase} was complete")
        message = answer.result()
        if message["type"] != f"lifespan.{phase}.complete":
            raise RuntimeError(f"{message['type']}: {message.get('message', '')}")
