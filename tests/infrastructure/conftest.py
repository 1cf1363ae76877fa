"""What runs of `tests.conform` are asked about: made once, and copied."""

import pytest

from tests.infrastructure.conforming import Seeded


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    seeded = Seeded(tmp_path_factory.mktemp("seeded"))
    seeded.fill()
    return seeded
