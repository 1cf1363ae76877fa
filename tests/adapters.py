"""Which adapters there are, how each is loaded and how each is served; nothing is imported before it is asked for."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.wsgi import WsgiClient


@dataclass(frozen=True)
class Adapter:
    """One application to test; `servers` maps each server that its `serve` knows to the arguments that ask for it.

    `further` are servers that run it without a word of ours, by their names in FURTHER. `mounted` maps a resource that
    the application shows once more, written otherwise, to the path it is mounted under.
    """

    name: str
    package: str
    interface: Literal["asgi", "wsgi"] = "asgi"
    factory: str = "create_app"
    servers: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"granian": ()})
    further: Sequence[str] = ()
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
        if server in FURTHER:
            return FURTHER[server](f"{self.package}:{self.factory}", port)
        address = ["--host", "127.0.0.1", "--port", str(port)]
        return ["-m", self.package, "serve", *address, *self.servers[server]]


def uvicorn(target: str, port: int) -> list[str]:
    """What comes after `python` to serve an ASGI factory under uvicorn, with the parser it has in production."""
    return ["-m", "uvicorn", "--factory", target, "--port", str(port), "--http", "httptools", "--no-access-log"]


def gunicorn(target: str, port: int) -> list[str]:
    """The same for a WSGI factory under gunicorn, in threads, and with a head of 16 KiB as everywhere."""
    limits = ["--limit-request-line", "8190", "--limit-request-field_size", "16380"]
    threads = ["--worker-class", "gthread", "--threads", "16"]
    # Its control socket would be left in the home of whoever tests.
    return ["-m", "gunicorn", f"{target}()", "--bind", f"127.0.0.1:{port}", *threads, *limits, "--no-control-socket"]


FURTHER: Mapping[str, Callable[[str, int], list[str]]] = {"uvicorn": uvicorn, "gunicorn": gunicorn}

STANDALONE_ASGI = Adapter(
    "standalone-asgi", "standalone", servers={"granian": ("--server", "asgi")}, further=("uvicorn",)
)
STANDALONE_WSGI = Adapter(
    "standalone-wsgi",
    "standalone",
    "wsgi",
    "create_wsgi_app",
    servers={"granian": ("--server", "wsgi")},
    further=("gunicorn",),
)

# What --adapter takes, and the forms in which each is tested.
ADAPTERS: dict[str, tuple[Adapter, ...]] = {
    "litestar": (Adapter("litestar", "litestar_app", further=("uvicorn",), mounted={"tags": "/repository"}),),
    "fastapi": (Adapter("fastapi", "fastapi_app", further=("uvicorn",)),),
    "flask": (Adapter("flask", "flask_app", "wsgi", further=("gunicorn",)),),
    "sanic": (
        Adapter("sanic", "sanic_app", servers={"sanic": ("--server", "sanic"), "granian": ("--server", "granian")}),
    ),
    "standalone": (STANDALONE_ASGI, STANDALONE_WSGI),
}
