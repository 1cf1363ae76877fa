"""The limit on logins, counted from many threads."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from limits import RateLimitItem
from limits.strategies import FixedWindowRateLimiter

from core.errors import TooManyRequests
from core.security.login_limits import LoginLimiter
from core.settings import Settings
from tests.deployment import settings_for

LIMIT, THREADS, ROUNDS = 10, 32, 100


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Switch threads every microsecond, so that every interleaving of two of them occurs."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture
def hourly_settings() -> Settings:
    return settings_for("sqlite:///nowhere.sqlite3", login_rate=f"{LIMIT}/hour")


@pytest.mark.usefixtures("hurried_threads")
def test_simultaneous_attempts_all_count_towards_the_limit(hourly_settings: Settings) -> None:
    logins, start = LoginLimiter(hourly_settings), Barrier(THREADS)

    def attempt(email: str) -> bool:
        start.wait()
        try:
            logins.attempt(email)
        except TooManyRequests:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(ROUNDS):
            email = f"someone{number}@example.com"
            assert sum(threads.map(attempt, [email] * THREADS)) == LIMIT


def test_the_memory_storage_is_used_by_one_thread_at_a_time(
    hourly_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins, two, beside = LoginLimiter(hourly_settings), Barrier(2, timeout=1), list[str]()

    def hit(limiter: FixedWindowRateLimiter, rate: RateLimitItem, email: str) -> bool:
        try:
            two.wait()
        except BrokenBarrierError:  # the other thread waits for the lock
            return right(limiter, rate, email)
        beside.append(email)
        return right(limiter, rate, email)

    right = FixedWindowRateLimiter.hit
    monkeypatch.setattr(FixedWindowRateLimiter, "hit", hit)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(logins.attempt, ["a@example.com", "b@example.com"]))
    assert beside == []
