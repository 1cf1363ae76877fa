"""What a process keeps to know people by: the password hasher, the token key, the count of failed logins."""

import asyncio

from ..security import Passwords, Tokens
from ..security.login_limits import LoginLimiter, in_counting_thread
from ..settings import Settings


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

    async def count_login(self, email: str) -> None:
        """Count an attempt without holding up anybody else. Raises `TooManyRequests`, `NotReady`."""
        await in_counting_thread(self.logins.attempt, email)

    async def forget_logins(self, email: str) -> None:
        """Forget the attempts without holding up anybody else. Raises `NotReady`."""
        await in_counting_thread(self.logins.forget, email)
