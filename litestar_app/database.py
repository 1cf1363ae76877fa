"""The databases as Advanced Alchemy's plugin for Litestar runs them: sessions by hand, never by status code."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from litestar import Litestar
from litestar.types import Message, Scope


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


async def leave_closed(message: Message, scope: Scope) -> None:
    """Core has closed the session, in a thread. The plugin's own hook takes a thread for each message of any answer."""


@dataclass
class AnalyticsDatabase(SQLAlchemySyncConfig):
    """The one under the bind key: handlers get its session by a name of its own."""

    before_send_handler: Any = leave_closed
    engine_dependency_key: str = "analytics_engine"
    session_dependency_key: str = "analytics_session"
    set_default_exception_handler: bool = False

    def create_app_state_items(self) -> dict[str, Any]:
        """Keep no engine from the start, as the plugin would: the session finds it when there is a need."""
        return {self.session_maker_app_state_key: self.create_session_maker()}
