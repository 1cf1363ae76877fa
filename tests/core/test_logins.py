"""Counting failed logins from many threads at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from core.errors import TooManyRequests
from core.services_sync import Security
from core.settings import Settings
from tests.deployment import settings_for

LIMIT, THREADS, ROUNDS = 10, 32, 100


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Have threads take turns every microsecond: what may happen between two of them happens."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture
def patient_settings() -> Settings:
    return settings_for("sqlite:///nowhere.sqlite3", login_rate=f"{LIMIT}/hour")


@pytest.mark.usefixtures("hurried_threads")
def test_simultaneous_attempts_all_count(patient_settings: Settings) -> None:
    logins, gathered = Security(patient_settings).logins, Barrier(THREADS)

    def attempt(email: str) -> bool:
        gathered.wait()
        try:
            logins.attempt(email)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(ROUNDS):
            email = f"someone{number}@example.com"
            assert sum(threads.map(attempt, [email] * THREADS)) == LIMIT
