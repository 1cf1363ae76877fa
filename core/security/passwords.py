"""Hashes and verifies passwords with Argon2id."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from ..settings import CommandSettings


class Passwords:
    """Argon2id with the costs of the settings. It is slow on purpose, so async code uses `AsyncPasswords`."""

    def __init__(self, settings: CommandSettings) -> None:
        hasher = Argon2Hasher(
            time_cost=settings.password_time_cost,
            memory_cost=settings.password_memory_cost,
            parallelism=settings.password_parallelism,
        )
        self._hash = PasswordHash((hasher,))
        self._decoy = self._hash.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Return the hash of a password."""
        return self._hash.hash(password)

    def verify(self, password: str, hashed: str | None) -> bool:
        """Return whether a password matches. Without a hash it does not, after the same time."""
        return self._hash.verify(password, hashed or self._decoy) and hashed is not None


class AsyncPasswords:
    """`Passwords` for an event loop: hashes and verifies in threads."""

    def __init__(self, settings: CommandSettings) -> None:
        self._passwords = Passwords(settings)

    async def hash(self, password: str) -> str:
        return await asyncio.to_thread(self._passwords.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        return await asyncio.to_thread(self._passwords.verify, password, hashed)
