"""Names that an adapter uses without a promise of its framework: each upgrade asks whether they still mean the same."""

import pydoc
from importlib.metadata import packages_distributions, version

import pytest

from tests.native.watch import FRAMEWORKS, framework


@pytest.mark.parametrize(
    ("name", "release"), [pair for each in FRAMEWORKS for pair in sorted(framework(each).private.items())]
)
def test_a_private_name_exists_in_the_release_that_it_was_read_in(name: str, release: str) -> None:
    assert pydoc.locate(name) is not None
    (distribution,) = set(packages_distributions()[name.partition(".")[0]])
    assert version(distribution) == release, f"read {name} in {distribution} {version(distribution)}, and note it"
