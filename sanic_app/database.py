"""The databases: engines for each worker, sessions for each request that asks for one; core's unit of work commits.

Not Advanced Alchemy's Sanic extension, which injects None for a session and leaks from one application into the next.
"""

# pyright: reportUnknownMemberType=false
# Sanic leaves middleware without types.

from typing import Any, cast

from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from sanic import Request, Sanic
from sanic.response import BaseHTTPResponse
from sqlalchemy.ext.asyncio import AsyncSession

from core.analytics.configuration import AnalyticsSession, analytics_config
from core.database.engine import async_config

from .exchange import ExchangeRequest


def attach(app: Sanic[Any, Any]) -> None:
    app.before_server_start(connect)
    app.after_server_stop(disconnect)
    app.ctx.likewise.finishers.append(close_session)


async def connect(app: Sanic[Any, Any]) -> None:
    app.ctx.likewise.database = async_config(SQLAlchemyAsyncConfig, app.ctx.likewise.resources.settings)
    app.ctx.likewise.analytics = analytics_config(SQLAlchemySyncConfig, app.ctx.likewise.resources.settings)


async def disconnect(app: Sanic[Any, Any]) -> None:
    await app.ctx.likewise.database.get_engine().dispose()


def db_session(request: Request) -> AsyncSession:
    """The request's session of the primary database, one however often sanic-ext asks."""
    own = cast("ExchangeRequest", request)
    if own.database_session is None:
        own.database_session = request.app.ctx.likewise.database.create_session_maker()()
    return cast("AsyncSession", own.database_session)


def analytics_session(request: Request) -> AnalyticsSession:
    """A session of the database under the bind key `analytics`, which core closes as soon as it has read."""
    return request.app.ctx.likewise.analytics.create_session_maker()()


async def close_session(request: Request, response: BaseHTTPResponse) -> None:
    """Close the session before the answer goes out. A stream reads on: each chunk opens and closes it again."""
    if (session := cast("ExchangeRequest", request).database_session) is not None:
        await session.close()
