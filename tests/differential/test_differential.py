"""Whatever is sent, every adapter answers the same."""

from collections.abc import Callable

import pytest

from tests.differential import coverage
from tests.differential.conftest import Group
from tests.differential.fleet import Member
from tests.differential.report import PROPERTY
from tests.differential.stream import Stream, kind, kinds
from tests.fixtures import SEED

# Outcomes that the stream happened not to reach are aimed at so many times before they count as out of reach.
ATTEMPTS = 10
REQUESTS_FOR_EACH = 4


def test_the_adapters_answer_alike(
    pytestconfig: pytest.Config, group: Group, members: list[Member], record_property: Callable[[str, object], None]
) -> None:
    seed = pytestconfig.stash[SEED]
    stream = Stream(members, seed)
    difference = stream.run(pytestconfig.getoption("--requests") or 0, kinds())
    successes = coverage.successes(stream.tally)
    for _ in range(ATTEMPTS):
        if difference is None and (missing := coverage.unreached(stream.tally)):
            difference = stream.run(REQUESTS_FOR_EACH * len(missing), [kind(*cell) for cell in missing])
    for line in (f"{group}, --seed {seed}:", *coverage.table(stream.tally)):
        record_property(PROPERTY, line)
    if difference is not None:
        pytest.fail(f"The adapters differ (--seed {seed}).\n{difference}", pytrace=False)
    assert not coverage.unreached(stream.tally), "outcomes that are declared and were not reached"
    assert successes >= 0.5
