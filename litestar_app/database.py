"""The primary database as Advanced Alchemy's plugin for Litestar runs it: sessions by hand, never by status code."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig
from litestar import Litestar


@dataclass
class Database(SQLAlchemyAsyncConfig):
    """In the plugin's default, manual mode: core's unit of work commits, the plugin closes the session."""

    # The plugin's own handler answers 409 for any failed statement.
    set_default_exception_handler: bool = False

    @asynccontextmanager
    async def lifespan(self, app: Litestar) -> AsyncGenerator[None]:
        """Dispose of the engine at shutdown; the plugin only does so for the first application in a process."""
        async with super().lifespan(app):
            yield
        await self.get_engine().dispose()
