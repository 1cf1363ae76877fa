"""Failed logins, counted by email: in the memory of a worker, or in Redis for all of them together."""

import asyncio
import math
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import cast

from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from ..errors import NotReady, TooManyRequests
from ..settings import Settings

# Seconds, for each step: a Redis that is gone without a word must not hold a login for long.
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1}

# Threads that nothing else waits for: a counter that does not answer must not keep passwords from being hashed.
counting_threads = ThreadPoolExecutor(8, "login-counter")


class LoginLimiter:
    """Counts failed logins by email, so that guessing at one account is slow from wherever it comes.

    It blocks, and threads may share it. Where they cannot be counted nobody logs in, `NotReady`: whoever can cut the
    counter off would guess without limit.
    """

    def __init__(self, settings: Settings) -> None:
        self._rate = parse(settings.login_rate)
        storage = attempt_storage(settings)
        self._limiter = FixedWindowRateLimiter(storage)
        # The memory of limits loses counts between threads. Redis counts by itself, and nobody waits for anybody.
        self._turn = Lock() if isinstance(storage, MemoryStorage) else nullcontext()

    def attempt(self, email: str) -> None:
        """Count an attempt before its outcome is known: simultaneous ones count too. Raises `TooManyRequests`."""
        with counting(), self._turn:
            if self._limiter.hit(self._rate, email):
                return
            window = self._limiter.get_window_stats(self._rate, email)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))

    def forget(self, email: str) -> None:
        """Forget an email's attempts once one succeeded."""
        with counting(), self._turn:
            self._limiter.clear(self._rate, email)


@contextmanager
def counting() -> Generator[None]:
    """Tell of a storage that is away. Raises `NotReady`."""
    try:
        yield
    except StorageError as error:
        raise NotReady from error.storage_error


def attempt_storage(settings: Settings) -> Storage:
    """Where attempts are counted. A client of Redis connects when there is a need, and threads may share it."""
    uri = settings.login_rate_storage.get_secret_value()
    options = REDIS_OPTIONS if uri.startswith("redis") else {}
    return cast("Storage", storage_from_string(uri, wrap_exceptions=True, **options))


async def in_counting_thread(function: Callable[[str], None], email: str) -> None:
    """Count without holding up anybody but those who log in.

    Not by `redis.asyncio`, which is to be closed on its loop: each framework ends that otherwise.
    """
    await asyncio.get_running_loop().run_in_executor(counting_threads, function, email)
