"""The adapters that adapters.toml lists: how each is loaded and served. Nothing is imported before it is asked for."""

import importlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.wsgi import WsgiClient

REGISTRY = Path(__file__).parent.parent / "adapters.toml"
Interface = Literal["asgi", "wsgi"]


@dataclass(frozen=True)
class Adapter:
    """One application to test: a form of an adapter. adapters.toml says what each field holds."""

    name: str
    package: str
    interface: Interface
    factory: str
    servers: Mapping[str, Sequence[str]]
    further: Sequence[str] = ()
    mounted: Mapping[str, str] = field(default_factory=dict[str, str])
    handlers: str = "routes"
    apart: Sequence[str] = ()

    def start(self, settings: Any, mount: str = "") -> Client:
        """Import the adapter and start its application in process, under the path that `mount` names.

        Raises ImportError if the adapter or its framework is broken or absent; never turn that into a skip.
        """
        application = getattr(importlib.import_module(self.package), self.factory)(settings)
        return (AsgiClient if self.interface == "asgi" else WsgiClient)(application, mount)

    def command(self, server: str, port: int) -> list[str]:
        """The arguments of `python` that serve the adapter on loopback."""
        if server in FURTHER:
            return FURTHER[server](f"{self.package}:{self.factory}", port)
        address = ["--host", "127.0.0.1", "--port", str(port)]
        return ["-m", self.package, "serve", *address, *self.servers[server]]


def uvicorn(target: str, port: int) -> list[str]:
    """The arguments of `python` that serve an ASGI factory under uvicorn, with the parser it has in production."""
    return ["-m", "uvicorn", "--factory", target, "--port", str(port), "--http", "httptools", "--no-access-log"]


def gunicorn(target: str, port: int) -> list[str]:
    """The same for a WSGI factory under gunicorn, in threads, and with a head of 16 KiB as everywhere."""
    limits = ["--limit-request-line", "8190", "--limit-request-field_size", "16380"]
    threads = ["--worker-class", "gthread", "--threads", "16"]
    # Its control socket would stay in the home directory of whoever runs the tests.
    return ["-m", "gunicorn", f"{target}()", "--bind", f"127.0.0.1:{port}", *threads, *limits, "--no-control-socket"]


FURTHER: Mapping[str, Callable[[str, int], list[str]]] = {"uvicorn": uvicorn, "gunicorn": gunicorn}

ENTRIES: Mapping[str, dict[str, Any]] = tomllib.loads(REGISTRY.read_text(encoding="utf-8"))
"""The registry as it is written, by the adapter's name."""

ADAPTERS: Mapping[str, tuple[Adapter, ...]] = {
    name: tuple(Adapter(package=entry["package"], **form) for form in entry["forms"]) for name, entry in ENTRIES.items()
}
"""What --adapter takes, and the forms in which each adapter is tested."""

FLOORS: Mapping[Interface, Adapter] = {
    form.interface: form for name, entry in ENTRIES.items() if "extra" not in entry for form in ADAPTERS[name]
}
"""The adapter without a framework, in each of its forms: the others are measured over these."""

FLOOR = FLOORS["asgi"]
"""What serves where any adapter would do."""
