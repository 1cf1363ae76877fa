"""Handlers and features as the frameworks document them behave in an adapter as in a plain application."""

import importlib
import importlib.util
from contextlib import nullcontext
from typing import Any

import pytest

from tests.adapters import ADAPTERS, Adapter
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.wsgi import WsgiClient
from tests.deployment import settings_for
from tests.guests.guest import Guest, answers, compare

# A framework's documentation may show what its latest release deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

# The module of each adapter that has guests: `GUESTS`, and `plain`, which makes the plain application. Where they are
# needed, `isolated` is a context for two applications in one process, and `said` what an error says in public.
MODULES = {
    name: importlib.import_module(f"tests.guests.{name}")
    for name in ADAPTERS
    if importlib.util.find_spec(f"tests.guests.{name}") is not None
}
PAIRS = [
    pytest.param(name, guest, id=f"{name}-{guest.name}") for name, module in MODULES.items() for guest in module.GUESTS
]


def client_of(adapter: Adapter, application: Any) -> Client:
    return (AsgiClient if adapter.interface == "asgi" else WsgiClient)(application)


@pytest.mark.parametrize(("name", "guest"), PAIRS)
def test_a_guest_behaves_as_in_a_plain_application(name: str, guest: Guest, databases: Any, tmp_path: Any) -> None:
    (adapter,) = ADAPTERS[name]
    with getattr(MODULES[name], "isolated", nullcontext)(), databases("sqlite").temporary() as database:
        plain_application = MODULES[name].plain(guest)
        settings = settings_for(database.url, analytics=str(tmp_path / "analytics"))
        create_app = getattr(importlib.import_module(adapter.package), adapter.factory)
        our_application = create_app(settings, **guest.options)
        guest.attach(our_application)
        if guest.check is not None:
            assert guest.check(our_application) == guest.check(plain_application)
        with client_of(adapter, plain_application) as client:
            expected = answers(client, guest)
            expected_check = guest.check_running and guest.check_running(client)
        with client_of(adapter, our_application) as client:
            found = answers(client, guest)
            assert (guest.check_running and guest.check_running(client)) == expected_check
    differences = [
        f"{asked.method} {asked.target}: {difference}"
        for asked, plain, ours in zip(guest.asks, expected, found, strict=True)
        for difference in compare(asked, plain, ours, getattr(MODULES[name], "said", id))
    ]
    assert not differences, "\n".join([f"{guest.page}:", *differences])


@pytest.mark.parametrize("name", MODULES)
def test_the_names_of_guests_are_unique(name: str) -> None:
    names = [guest.name for guest in MODULES[name].GUESTS]
    assert len(names) == len(set(names))
