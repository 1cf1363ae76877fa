"""Plain Sanic: handlers with `validate` from Sanic Extensions, and Advanced Alchemy's autocommit."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic and Sanic Extensions leave decorators, middleware and requests without types.

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import jwt
from advanced_alchemy.extensions.sanic import SQLAlchemyAsyncConfig
from sanic import HTTPResponse, NotFound, Request, Sanic, empty, file, json, text
from sanic_ext import validate
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from compare.documented import SECRET
from compare.documented.domain import (
    LIMIT,
    Account,
    PostCreate,
    Shelf,
    TeamCreate,
    User,
    UserCreate,
    UserQuery,
    database_url,
)


def protected(handler: Callable[..., Any]) -> Callable[..., Any]:
    """The decorator of Sanic's guide to authentication."""

    @wraps(handler)
    async def wrapper(request: Request, *arguments: Any, **values: Any) -> HTTPResponse:
        try:
            jwt.decode(request.token or "", SECRET, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return text("You are unauthorized.", 401)
        return await handler(request, *arguments, **values)

    return wrapper


def shown(account: Account) -> dict[str, Any]:
    # Not plain `model_dump()`: Sanic's serializer knows neither UUIDs nor times.
    return User.model_validate(account).model_dump(mode="json")


def create_app() -> Sanic[Any, Any]:
    app = Sanic("plain")
    app.config.REQUEST_MAX_SIZE = LIMIT
    shelf = Shelf()
    config = SQLAlchemyAsyncConfig(connection_string=database_url("sqlite+aiosqlite"), commit_mode="autocommit")

    # Its extension for Sanic injects None for a session: what it does with one is called by hand.
    @app.on_request
    async def open_session(request: Request) -> None:
        request.ctx.session = config.create_session_maker()()

    @app.on_response
    async def close_session(request: Request, response: HTTPResponse) -> None:
        if hasattr(request.ctx, "session"):
            await config.session_handler(request.ctx.session, request, response)

    @app.get("/health/live")
    async def live(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.get("/auth/me")
    @protected
    async def get_me(request: Request) -> HTTPResponse:
        return json({"id": "me"})

    @app.post("/users")
    @validate(json=UserCreate)
    async def create_user(request: Request, body: UserCreate) -> HTTPResponse:
        session: AsyncSession = request.ctx.session
        account = Account(**body.model_dump())
        session.add(account)
        await session.flush()
        return json(shown(account), 201)

    @app.get("/users")
    @validate(query=UserQuery)
    async def list_users(request: Request, query: UserQuery) -> HTTPResponse:
        session: AsyncSession = request.ctx.session
        accounts = await session.scalars(select(Account).limit(query.limit))
        return json({"items": [shown(account) for account in accounts], "limit": query.limit, "total": query.total})

    @app.get("/users/<user_id:uuid>")
    async def get_user(request: Request, user_id: UUID) -> HTTPResponse:
        account = await request.ctx.session.get(Account, user_id)
        if account is None:
            raise NotFound
        return json(shown(account))

    @app.delete("/users/<user_id:uuid>")
    async def delete_user(request: Request, user_id: UUID) -> HTTPResponse:
        session: AsyncSession = request.ctx.session
        await session.delete(await session.get_one(Account, user_id))
        return empty()

    @app.post("/teams")
    @protected
    @validate(json=TeamCreate)
    async def create_team(request: Request, body: TeamCreate) -> HTTPResponse:
        return json(body.model_dump(mode="json"), 201)

    @app.post("/posts")
    @protected
    @validate(json=PostCreate)
    async def create_post(request: Request, body: PostCreate) -> HTTPResponse:
        return json(body.model_dump(mode="json"), 201)

    @app.post("/documents")
    async def create_document(request: Request) -> HTTPResponse:
        files: Any = request.files  # None, by its types, for a body without any
        form: Any = request.form
        document = shelf.keep(form.get("name"), files.get("file").name, files.get("file").body)
        return json(document.model_dump(mode="json"), 201)

    @app.get("/documents/<document_id:uuid>/content")
    async def get_document_content(request: Request, document_id: UUID) -> HTTPResponse:
        return await file(shelf.path(document_id), filename=shelf.filenames[document_id])

    return app
