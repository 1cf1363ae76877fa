"""Limits logins for each email. The counter is in the memory of each worker, or in Redis for all of them."""

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

# Seconds for each step. A Redis server that does not answer must not delay a login for long.
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1}

# Separate threads: a counter that does not answer must not stop the threads that hash passwords.
counting_threads = ThreadPoolExecutor(8, "login-counter")


class LoginLimiter:
    """Counts logins for each email, so that guessing a password is slow from any number of addresses.

    Each attempt counts before its outcome is known. A success resets the count, so only failures add up.

    Its methods block, and threads may share it. They raise `NotReady` if the counter does not answer, and nobody can
    log in: otherwise an attacker who cuts off the counter could guess without limit.
    """

    def __init__(self, settings: Settings) -> None:
        self._rate = parse(settings.login_rate)
        storage = attempt_storage(settings)
        self._limiter = FixedWindowRateLimiter(storage)
        # The memory storage of limits loses counts between threads. Redis does not, and needs no lock.
        self._lock = Lock() if isinstance(storage, MemoryStorage) else nullcontext()

    def attempt(self, email: str) -> None:
        """Count an attempt before its outcome is known, so that simultaneous ones count. Raises `TooManyRequests`."""
        with storage_errors_as_not_ready(), self._lock:
            if self._limiter.hit(self._rate, email):
                return
            window = self._limiter.get_window_stats(self._rate, email)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))

    def forget(self, email: str) -> None:
        """Reset the count of an email after a successful login."""
        with storage_errors_as_not_ready(), self._lock:
            self._limiter.clear(self._rate, email)


class AsyncLoginLimiter:
    """`LoginLimiter` for an event loop: counts in threads, so that only logins wait for the counter.

    The alternative, `redis.asyncio`, must be closed on its event loop, and each framework ends its loop differently.
    """

    def __init__(self, settings: Settings) -> None:
        self._limiter = LoginLimiter(settings)

    async def attempt(self, email: str) -> None:
        await in_counting_thread(self._limiter.attempt, email)

    async def forget(self, email: str) -> None:
        await in_counting_thread(self._limiter.forget, email)


async def in_counting_thread(count: Callable[[str], None], email: str) -> None:
    await asyncio.get_running_loop().run_in_executor(counting_threads, count, email)


@contextmanager
def storage_errors_as_not_ready() -> Generator[None]:
    """Raise `NotReady` when the storage does not answer."""
    try:
        yield
    except StorageError as error:
        raise NotReady from error.storage_error


def attempt_storage(settings: Settings) -> Storage:
    """Open the storage of the counts. A Redis client connects when it is first used, and threads may share it."""
    uri = settings.login_rate_storage.get_secret_value()
    options = REDIS_OPTIONS if uri.startswith("redis") else {}
    return cast("Storage", storage_from_string(uri, wrap_exceptions=True, **options))
