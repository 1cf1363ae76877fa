"""Every adapter gives the same answer to every generated request."""

from collections.abc import Callable

import pytest

from lab.fuzz import coverage
from lab.fuzz.fleet import Member
from lab.fuzz.group import Group
from lab.fuzz.stream import Stream, kinds
from tests.fixtures import SEED
from tests.fuzz.report import PROPERTY


def test_all_adapters_give_the_same_answers(
    pytestconfig: pytest.Config, group: Group, members: list[Member], record_property: Callable[[str, object], None]
) -> None:
    seed = pytestconfig.stash[SEED]
    stream = Stream(members, group.seed(seed))
    every = kinds(over_a_socket=group.transport == "socket")
    difference = stream.run(pytestconfig.getoption("--requests") or 0, every)
    successes = coverage.successes(stream.tally)
    difference = difference or stream.reach()
    for line in (f"{group}, --seed {seed}:", *coverage.table(stream.tally)):
        record_property(PROPERTY, line)
    if difference is not None:
        pytest.fail(f"The adapters differ (--seed {seed}).\n{difference}", pytrace=False)
    assert not coverage.unreached(stream.tally), "declared outcomes that were not reached"
    assert successes >= coverage.HALF
