"""The databases: Advanced Alchemy's plugin opens and closes the sessions, core's unit of work commits.

The plugin injects `db_session`, which only repository.py takes. `services` opens both sessions from the configurations
instead: no handler names `analytics_session`, whose key must differ from that of the primary session.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from litestar import Litestar
from litestar.types import Message, Scope


@dataclass
class Database(SQLAlchemyAsyncConfig):
    """The primary database, in the plugin's default mode, which is manual."""

    # The plugin's own handler answers 409 for any failed statement.
    set_default_exception_handler: bool = False

    @asynccontextmanager
    async def lifespan(self, app: Litestar) -> AsyncGenerator[None]:
        """Dispose of the engine at shutdown; the plugin does so only for the first application in a process."""
        async with super().lifespan(app):
            yield
        await self.get_engine().dispose()


async def leave_closed(message: Message, scope: Scope) -> None:
    """Do nothing: core has closed the session. The plugin's own hook takes a thread for each message of any answer."""


@dataclass
class AnalyticsDatabase(SQLAlchemySyncConfig):
    """The database under the bind key `analytics`."""

    before_send_handler: Any = leave_closed
    engine_dependency_key: str = "analytics_engine"
    session_dependency_key: str = "analytics_session"
    set_default_exception_handler: bool = False

    def create_app_state_items(self) -> dict[str, Any]:
        """Create no engine at the start, as the plugin would: the session creates it when it is used."""
        return {self.session_maker_app_state_key: self.create_session_maker()}
