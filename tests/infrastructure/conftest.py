"""A project of stand-ins for the harness; and servers for `tests.conform`, whose sample data is created once."""

import sys
from collections.abc import Iterator
from functools import partial

import pytest

from tests.adapters import FLOOR
from tests.infrastructure.conforming import Seeded
from tests.infrastructure.harness import ALPHA, ASGI, BETA, CONTRACT, WSGI, touch
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


@pytest.fixture
def stand_in(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with two stand-in adapters, a contract of its own and an empty database, run by the real harness."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {ALPHA.package, BETA.package}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("tests.conftest.prepare", touch)
    pytester.syspathinsert()
    pytester.makeini("[pytest]")
    pytester.path.joinpath("tests/contract").mkdir(parents=True)
    pytester.makepyfile(**{ALPHA.package: ASGI, BETA.package: WSGI, "tests/contract/test_stand_in": CONTRACT})
    return pytester
