"""The databases: engines for each worker, a session for each request that asks for one. Core's unit of work commits.

Not Advanced Alchemy's Sanic extension, which injects None for a session and leaks from one application into the next.
"""

# pyright: reportUnknownMemberType=false
# Sanic leaves middleware without types.

from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from sanic.response import BaseHTTPResponse
from sqlalchemy.ext.asyncio import AsyncSession

from core.analytics.configuration import AnalyticsSession, analytics_config
from core.database.engine import async_config

from .binding import Application, Request


def attach(app: Application) -> None:
    app.before_server_start(connect)
    app.after_server_stop(disconnect)
    app.on_response(close_session)


async def connect(app: Application) -> None:
    app.ctx.database = async_config(SQLAlchemyAsyncConfig, app.ctx.settings)
    app.ctx.analytics = analytics_config(SQLAlchemySyncConfig, app.ctx.settings)


async def disconnect(app: Application) -> None:
    await app.ctx.database.get_engine().dispose()


def open_session(request: Request) -> AsyncSession:
    """The request's one session, however often sanic-ext asks."""
    if not hasattr(request.ctx, "session"):
        request.ctx.session = request.app.ctx.database.create_session_maker()()
    return request.ctx.session


def open_analytics_session(request: Request) -> AnalyticsSession:
    """A session of the other database, which core closes as soon as it has read."""
    return request.app.ctx.analytics.create_session_maker()()


async def close_session(request: Request, response: BaseHTTPResponse) -> None:
    """Before the answer goes out. A streamed one reads on: a closed session is as new, and no chunk leaves it open."""
    if hasattr(request.ctx, "session"):
        await request.ctx.session.close()
