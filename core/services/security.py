"""What a process keeps to know people by: the password hasher, the token key, the count of failed logins."""

import asyncio
import math
import time
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from threading import Lock

from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from core.errors import NotReady, TooManyRequests
from core.security import Passwords, Tokens, attempt_storage, in_counting_thread
from core.settings import Settings


class LoginLimiter:
    """Counts failed logins by email, so that guessing at one account is slow from wherever it comes.

    Where they cannot be counted nobody logs in, `NotReady`: whoever can cut the counter off would guess without limit.
    """

    def __init__(self, settings: Settings) -> None:
        self._rate = parse(settings.login_rate)
        storage = attempt_storage(settings)
        self._limiter = FixedWindowRateLimiter(storage)
        # The memory of limits loses counts between threads. Redis counts by itself, and nobody waits for anybody.
        self._turn = Lock() if isinstance(storage, MemoryStorage) else nullcontext()

    async def attempt(self, email: str) -> None:
        """Count an attempt before its outcome is known: simultaneous ones count too. Raises `TooManyRequests`."""
        await in_counting_thread(self._attempt, email)

    async def forget(self, email: str) -> None:
        """Forget an email's attempts once one succeeded."""
        await in_counting_thread(self._forget, email)

    def _attempt(self, email: str) -> None:
        with counting(), self._turn:
            if self._limiter.hit(self._rate, email):
                return
            window = self._limiter.get_window_stats(self._rate, email)
        raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))

    def _forget(self, email: str) -> None:
        with counting(), self._turn:
            self._limiter.clear(self._rate, email)


@contextmanager
def counting() -> Generator[None]:
    """Tell of a storage that is away. Raises `NotReady`."""
    try:
        yield
    except StorageError as error:
        raise NotReady from error.storage_error


class Security:
    """Made once for a process and handed to the services."""

    def __init__(self, settings: Settings) -> None:
        self.passwords = Passwords(settings)
        self.tokens = Tokens(settings)
        self.logins = LoginLimiter(settings)

    async def hash_password(self, password: str) -> str:
        """Hash without holding up anybody else."""
        return await asyncio.to_thread(self.passwords.hash, password)

    async def verify_password(self, password: str, hashed: str | None) -> bool:
        """Compare without holding up anybody else."""
        return await asyncio.to_thread(self.passwords.verify, password, hashed)
