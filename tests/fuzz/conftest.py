"""The applications that the differential test compares: one group for each database and transport."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from lab.fuzz.fleet import Member
from lab.fuzz.group import Group, grouped, running
from tests.databases import Databases
from tests.variants import selected_variants

PUSHED = {("sqlite", "socket"), ("postgresql", "process")}
"""What a push runs: each database and each transport once, as the contract's tests do."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "group" in metafunc.fixturenames:
        groups = [
            pytest.param(group, marks=() if (group.database, group.transport) in PUSHED else pytest.mark.repetition)
            for group in grouped(selected_variants(metafunc.config))
        ]
        metafunc.parametrize("group", groups, ids=str, scope="session")


@pytest.fixture(scope="session")
def members(
    group: Group, databases: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Member]]:
    """The applications of one group, each on a database of its own."""
    with running(group, databases, tmp_path_factory.mktemp(str(group))) as made:
        yield made


@pytest.fixture(scope="session", autouse=True)
def hypothesis_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the character tables of Hypothesis out of the work tree."""
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
