"""Which adapters there are, how each is loaded and how each is served; nothing is imported before it is asked for."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.wsgi import WsgiClient


@dataclass(frozen=True)
class Adapter:
    """One application to test; `servers` maps each server it runs on to the arguments that ask for it.

    `mounted` maps a resource that the application shows once more, written otherwise, to the path it is mounted under.
    """

    name: str
    package: str
    interface: Literal["asgi", "wsgi"] = "asgi"
    factory: str = "create_app"
    servers: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"granian": ()})
    mounted: Mapping[str, str] = field(default_factory=dict[str, str])

    def start(self, settings: Any, mount: str = "") -> Client:
        """Import the adapter and start its application in process, under the path that `mount` names.

        Raises:
            ImportError: the adapter or its framework is broken or absent; never to be turned into a skip.
        """
        application = getattr(importlib.import_module(self.package), self.factory)(settings)
        return (AsgiClient if self.interface == "asgi" else WsgiClient)(application, mount)

    def command(self, server: str, port: int) -> list[str]:
        """What comes after `python` to serve the adapter on loopback."""
        address = ["--host", "127.0.0.1", "--port", str(port)]
        return ["-m", self.package, "serve", *address, *self.servers[server]]


STANDALONE_ASGI = Adapter("standalone-asgi", "standalone", servers={"granian": ("--server", "asgi")})
STANDALONE_WSGI = Adapter(
    "standalone-wsgi", "standalone", "wsgi", "create_wsgi_app", servers={"granian": ("--server", "wsgi")}
)

# What --adapter takes, and the forms in which each is tested.
ADAPTERS: dict[str, tuple[Adapter, ...]] = {
    "litestar": (Adapter("litestar", "litestar_app", mounted={"tags": "/repository"}),),
    "fastapi": (Adapter("fastapi", "fastapi_app"),),
    "flask": (Adapter("flask", "flask_app", "wsgi"),),
    "sanic": (
        Adapter("sanic", "sanic_app", servers={"sanic": ("--server", "sanic"), "granian": ("--server", "granian")}),
    ),
    "standalone": (STANDALONE_ASGI, STANDALONE_WSGI),
}
