"""The security objects of a process: password hasher, tokens, and login limits."""

import asyncio

from ..security import Passwords, Tokens
from ..security.login_limits import LoginLimiter, in_counting_thread
from ..settings import Settings


class Security:
    """Created once for a process; the services share it. Slow work runs in threads."""

    def __init__(self, settings: Settings) -> None:
        self.passwords = Passwords(settings)
        self.tokens = Tokens(settings)
        self.logins = LoginLimiter(settings)

    async def hash_password(self, password: str) -> str:
        """Return the Argon2 hash of a password."""
        return await asyncio.to_thread(self.passwords.hash, password)

    async def verify_password(self, password: str, hashed: str | None) -> bool:
        """Return whether a password matches a hash. Without a hash it takes the same time and returns False."""
        return await asyncio.to_thread(self.passwords.verify, password, hashed)

    async def count_login(self, email: str) -> None:
        """Count a login attempt. Raises `TooManyRequests`, and `NotReady` when it cannot be counted."""
        await in_counting_thread(self.logins.attempt, email)

    async def forget_logins(self, email: str) -> None:
        """Reset the count of attempts. Raises `NotReady` when the counter does not answer."""
        await in_counting_thread(self.logins.forget, email)
