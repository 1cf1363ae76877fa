"""The databases: Advanced Alchemy's extension opens and closes the sessions, core's unit of work commits.

The dependencies are async: the extension's own `provide_session` is not, and takes a thread for each request.
"""

from typing import Annotated

from advanced_alchemy.extensions.fastapi import AdvancedAlchemy, SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from fastapi import Depends, FastAPI, Request
from sqlalchemy.ext.asyncio import AsyncSession

from core.analytics.configuration import AnalyticsSession, analytics_config
from core.database.engine import async_config
from core.models import ANALYTICS
from core.settings import Settings


def init_app(app: FastAPI, settings: Settings) -> None:
    """Attach the extension in its default mode, which is manual; any other commits after the answer."""
    primary = async_config(SQLAlchemyAsyncConfig, settings)
    analytics = analytics_config(SQLAlchemySyncConfig, settings)
    primary.session_key, analytics.session_key = "likewise", "likewise"  # not the default's: a team may attach its own
    app.state.likewise_databases = AdvancedAlchemy([primary, analytics], app)


async def db_session(request: Request) -> AsyncSession:
    """The request's session of the primary database; the extension closes it."""
    return request.app.state.likewise_databases.get_async_session(request)


def analytics_session(request: Request) -> AnalyticsSession:
    """The request's session of the database under the bind key `analytics`."""
    return request.app.state.likewise_databases.get_sync_session(request, ANALYTICS)


Session = Annotated[AsyncSession, Depends(db_session)]
