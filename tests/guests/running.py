"""Runs a guest twice, on a plain application of its framework and on the adapter, and has the answers of both."""

import importlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.adapters import ADAPTERS, Adapter
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.response import Response
from tests.clients.wsgi import WsgiClient
from tests.deployment import settings_for
from tests.guests.guest import Guest, answers, compare

# The module of each adapter that has guests: `GUESTS`, and `plain`, which makes the plain application. Where they are
# needed, `isolated` is a context for two applications in one process, and `said` what an error says in public.
MODULES = {
    name: importlib.import_module(f"tests.guests.{name}")
    for name in ADAPTERS
    if Path(__file__).with_name(f"{name}.py").exists()
}


@dataclass(frozen=True)
class Run:
    """What a guest answered: in a plain application, and in ours."""

    name: str
    guest: Guest
    plain: list[Response]
    ours: list[Response]

    def differences(self) -> list[str]:
        """How our answers differ from what a guest may expect, in words."""
        said = getattr(MODULES[self.name], "said", id)
        return [
            f"{asked.method} {asked.target}: {difference}"
            for asked, plain, ours in zip(self.guest.asks, self.plain, self.ours, strict=True)
            for difference in compare(asked, plain, ours, said)
        ]

    @property
    def has_problems(self) -> bool:
        """Whether the framework answers an error here, which is a problem in ours."""
        return any(
            plain.status >= 400 and not asked.own for asked, plain in zip(self.guest.asks, self.plain, strict=True)
        )


def run(name: str, guest: Guest, database_url: str, analytics: Path) -> Run:
    """Run a guest on both applications of an adapter's framework."""
    (adapter,) = ADAPTERS[name]
    with getattr(MODULES[name], "isolated", nullcontext)():
        plain_application = MODULES[name].plain(guest)
        create_app = getattr(importlib.import_module(adapter.package), adapter.factory)
        our_application = create_app(settings_for(database_url, analytics=str(analytics)), **guest.options)
        guest.attach(our_application)
        if guest.check is not None:
            assert guest.check(our_application) == guest.check(plain_application)
        with client_of(adapter, plain_application) as client:
            plain = answers(client, guest)
            checked = guest.check_running and guest.check_running(client)
        with client_of(adapter, our_application) as client:
            ours = answers(client, guest)
            assert (guest.check_running and guest.check_running(client)) == checked
    return Run(name, guest, plain, ours)


def client_of(adapter: Adapter, application: Any) -> Client:
    return (AsgiClient if adapter.interface == "asgi" else WsgiClient)(application)
