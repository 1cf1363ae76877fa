"""Handlers and features as the frameworks document them behave in an adapter as in a plain application."""

from pathlib import Path
from typing import Any

import pytest

from tests.guests.guest import Guest
from tests.guests.page import PAGE, line, rows
from tests.guests.running import MODULES, run

# A framework's documentation may show what its latest release deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PAIRS = [
    pytest.param(name, guest, id=f"{name}-{guest.name}") for name, module in MODULES.items() for guest in module.GUESTS
]
REFRESH = "Run: nox -s guests -- --write"


@pytest.mark.parametrize(("name", "guest"), PAIRS)
def test_a_guest_behaves_as_in_a_plain_application(name: str, guest: Guest, databases: Any, tmp_path: Path) -> None:
    with databases("sqlite").temporary() as database:
        found = run(name, guest, database.url, tmp_path / "analytics")
    differences = found.differences()
    assert not differences, "\n".join([f"{guest.page}:", *differences])
    assert line(found) in rows(name), f"{PAGE.name} does not say so. {REFRESH}"


@pytest.mark.parametrize("name", MODULES)
def test_the_page_has_all_guests_in_their_order(name: str) -> None:
    shown = [row.rsplit(" | ", 1)[0] for row in rows(name)]
    assert shown == [f"| [{guest.name}]({guest.page})" for guest in MODULES[name].GUESTS], REFRESH


@pytest.mark.parametrize("name", MODULES)
def test_the_names_of_guests_are_unique(name: str) -> None:
    names = [guest.name for guest in MODULES[name].GUESTS]
    assert len(names) == len(set(names))
