"""Servers for the tests of `tests.conform`: their sample data is created once, and copied for each server."""

from collections.abc import Iterator
from functools import partial

import pytest

from tests.adapters import FLOOR
from tests.infrastructure.conforming import Seeded
from tests.servers import Server


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    seeded = Seeded(tmp_path_factory.mktemp("seeded"))
    seeded.fill()
    return seeded


@pytest.fixture(scope="module")
def sound_server(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that conforms, with sample data; all tests of a file share it."""
    command = partial(FLOOR.command, "granian")
    with seeded.server(command, tmp_path_factory.mktemp("sound")) as server:
        yield server
