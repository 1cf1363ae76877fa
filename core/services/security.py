"""What a process keeps to know people by: the password hasher, the token key, the count of failed logins."""

import asyncio
import math
import time

from limits import parse
from limits.aio.strategies import FixedWindowRateLimiter as AsyncRateLimiter

from core.errors import TooManyRequests
from core.security import Passwords, Tokens, async_storage
from core.settings import Settings


class LoginLimiter:
    """Counts failed logins by email, so that guessing at one account is slow from wherever it comes."""

    def __init__(self, settings: Settings) -> None:
        self._rate = parse(settings.login_rate)
        # Not a moving window: forgetting one leaves limits' memory storage with a task that fails over it.
        self._limiter = AsyncRateLimiter(async_storage(settings.login_rate_storage))

    async def attempt(self, email: str) -> None:
        """Count an attempt before its outcome is known: simultaneous ones count too. Raises `TooManyRequests`."""
        if not await self._limiter.hit(self._rate, email):
            window = await self._limiter.get_window_stats(self._rate, email)
            raise TooManyRequests(max(1, math.ceil(window.reset_time - time.time())))

    async def forget(self, email: str) -> None:
        """Forget an email's attempts once one succeeded."""
        await self._limiter.clear(self._rate, email)


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
