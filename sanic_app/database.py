"""The database: an engine for each worker, a session for each request that asks for one. Core's unit of work commits.

Not Advanced Alchemy's Sanic extension, which injects None for a session and leaks from one application into the next.
"""

from advanced_alchemy.config import SQLAlchemyAsyncConfig
from sanic import HTTPResponse
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import async_config

from .binding import Application, Request


async def connect(app: Application) -> None:
    app.ctx.database = async_config(SQLAlchemyAsyncConfig, app.ctx.settings)


async def disconnect(app: Application) -> None:
    await app.ctx.database.get_engine().dispose()


def open_session(request: Request) -> AsyncSession:
    """The request's session; sanic-ext asks once for everything that needs it."""
    if not hasattr(request.ctx, "session"):
        request.ctx.session = request.app.ctx.database.create_session_maker()()
    return request.ctx.session


async def close_session(request: Request, response: HTTPResponse) -> None:
    if hasattr(request.ctx, "session"):
        await request.ctx.session.close()
