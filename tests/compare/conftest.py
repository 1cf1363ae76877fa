"""What several tests share: a report, and runs in which no load at a fixed rate takes place."""

from pathlib import Path

import pytest

from compare.draw import page
from compare.load import Spec
from compare.results import Latency
from tests.compare.making import FLOOR, latencies, twelve_cycles


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Spec]:
    """No load at a fixed rate takes place: each is noted, and no user is created by it."""
    noted: list[Spec] = []

    def drive(_processes: object, spec: Spec, _: Path, *, row: str, number: int) -> list[Latency]:
        noted.append(spec)
        return [
            each.model_copy(update={"requests": 0 if each.operation == "create_user" else 100})
            for each in latencies(FLOOR.model_copy(update={"name": row}), number)
        ]

    monkeypatch.setattr("compare.bench.drive", drive)
    return noted


@pytest.fixture(scope="module")
def html() -> str:
    return page(twelve_cycles())
