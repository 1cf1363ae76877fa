"""The databases: Advanced Alchemy's plugin opens and closes the sessions, core's unit of work commits.

Sessions are opened from the configurations: another plugin of the team's may inject its own under the names that this
one uses. No handler names `analytics_session`, whose key must differ from that of the primary session.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.types import Message, Scope
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass
class Database(SQLAlchemyAsyncConfig):
    """The primary database, in the plugin's default mode, which is manual."""

    # The plugin's own handler answers 409 for any failed statement.
    set_default_exception_handler: bool = False

    @asynccontextmanager
    async def lifespan(self, app: Litestar) -> AsyncGenerator[None]:
        """Dispose of the engine at shutdown; the plugin does so only for the first application in a process."""
        try:
            async with super().lifespan(app):
                yield
        finally:
            await self.get_engine().dispose()


def db_session(request: ASGIConnection[Any, Any, Any, Any]) -> AsyncSession:
    """The request's session of the primary database, also where a second plugin injects its own under this name."""
    state = request.app.state
    return state.likewise.database.provide_session(state, request.scope)


@dataclass
class AnalyticsDatabase(SQLAlchemySyncConfig):
    """The database under the bind key `analytics`."""

    engine_dependency_key: str = "analytics_engine"
    session_dependency_key: str = "analytics_session"
    set_default_exception_handler: bool = False

    def __post_init__(self) -> None:
        """Close the session on the event loop: the plugin's own hook takes a thread for each message of any answer."""
        super().__post_init__()
        close = cast("Any", self.before_send_handler)

        async def close_here(message: Message, scope: Scope) -> None:
            close(message, scope)

        self.before_send_handler = close_here

    def create_app_state_items(self) -> dict[str, Any]:
        """Create no engine at the start, as the plugin would: the session creates it when it is used."""
        return {self.session_maker_app_state_key: self.create_session_maker()}
