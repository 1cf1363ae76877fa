"""Plain Sanic: handlers with `validate` from Sanic Extensions, and Advanced Alchemy's services in autocommit mode."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic and Sanic Extensions leave decorators, middleware and requests without types.

from argparse import Namespace
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import jwt
from advanced_alchemy.extensions.sanic import AsyncSessionConfig, SQLAlchemyAsyncConfig, filters
from pydantic import BaseModel
from sanic import HTTPResponse, Request, Sanic, empty, file, json, text
from sanic_ext import validate
from sqlalchemy.orm import selectinload

from compare.documented import SECRET, schemas
from compare.documented import models as m
from compare.documented.domain import LIMIT, database_url, document_of, path_of, register_storage
from compare.documented.services import DocumentService, PostService, TagService, UserService


def protected(handler: Callable[..., Any]) -> Callable[..., Any]:
    """The decorator of Sanic's guide to authentication."""

    @wraps(handler)
    async def wrapper(request: Request, *arguments: Any, **values: Any) -> HTTPResponse:
        try:
            request.ctx.caller = jwt.decode(request.token or "", SECRET, algorithms=["HS256"])["sub"]
        except jwt.InvalidTokenError:
            return text("You are unauthorized.", 401)
        return await handler(request, *arguments, **values)

    return wrapper


def shown(schema: BaseModel, status: int = 200) -> HTTPResponse:
    # Not plain `model_dump()`: Sanic's serializer knows neither UUIDs nor times.
    return json(schema.model_dump(mode="json"), status)


def create_app(_: Namespace | None = None, *, config: SQLAlchemyAsyncConfig | None = None) -> Sanic[Any, Any]:
    app = Sanic("plain")
    app.config.REQUEST_MAX_SIZE = LIMIT
    config = config or SQLAlchemyAsyncConfig(
        connection_string=database_url("sqlite+aiosqlite"),
        session_config=AsyncSessionConfig(expire_on_commit=False),
        commit_mode="autocommit",
    )
    register_storage()

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
        return json({"id": request.ctx.caller})

    @app.post("/users")
    @validate(json=schemas.UserCreate)
    async def create_user(request: Request, body: schemas.UserCreate) -> HTTPResponse:
        users_service = UserService(request.ctx.session)
        user = await users_service.create(body)
        return shown(users_service.to_schema(user, schema_type=schemas.User), 201)

    @app.get("/users")
    @validate(query=schemas.UserQuery)
    async def list_users(request: Request, query: schemas.UserQuery) -> HTTPResponse:
        users_service = UserService(request.ctx.session)
        users, count = await users_service.get_many_and_count(filters.LimitOffset(query.limit, 0))
        items = [users_service.to_schema(user, schema_type=schemas.User) for user in users]
        return shown(schemas.Users(items=items, limit=query.limit, total=count if query.total else None))

    @app.get("/users/<user_id:uuid>")
    async def get_user(request: Request, user_id: UUID) -> HTTPResponse:
        users_service = UserService(request.ctx.session)
        user = await users_service.get_one(id=user_id, load=[selectinload(m.User.posts)])
        return shown(users_service.to_schema(user, schema_type=schemas.UserDetail))

    @app.patch("/users/<user_id:uuid>")
    @protected
    @validate(json=schemas.UserUpdate)
    async def update_user(request: Request, user_id: UUID, body: schemas.UserUpdate) -> HTTPResponse:
        users_service = UserService(request.ctx.session)
        user = await users_service.update(body, item_id=user_id)
        return shown(users_service.to_schema(user, schema_type=schemas.User))

    @app.delete("/users/<user_id:uuid>")
    async def delete_user(request: Request, user_id: UUID) -> HTTPResponse:
        await UserService(request.ctx.session).delete(user_id)
        return empty()

    @app.post("/teams")
    @protected
    @validate(json=schemas.TeamCreate)
    async def create_team(request: Request, body: schemas.TeamCreate) -> HTTPResponse:
        return shown(body, 201)

    @app.post("/posts")
    @protected
    @validate(json=schemas.PostCreate)
    async def create_post(request: Request, body: schemas.PostCreate) -> HTTPResponse:
        posts_service = PostService(request.ctx.session)
        post = await posts_service.create({**body.model_dump(), "author_id": UUID(request.ctx.caller)})
        return shown(posts_service.to_schema(post, schema_type=schemas.Post), 201)

    @app.get("/tags")
    @protected
    @validate(query=schemas.TagQuery)
    async def list_tags(request: Request, query: schemas.TagQuery) -> HTTPResponse:
        page = filters.LimitOffset(query.limit, query.offset)
        tags_service = TagService(request.ctx.session)
        tags, total = await tags_service.get_many_and_count(page)
        found = tags_service.to_schema(tags, total, filters=[page], schema_type=schemas.Tag)
        return json({"items": [tag.model_dump(mode="json") for tag in found.items], "total": found.total})

    @app.put("/tags")
    @protected
    @validate(json=schemas.TagCreate)
    async def put_tag(request: Request, body: schemas.TagCreate) -> HTTPResponse:
        tags_service = TagService(request.ctx.session)
        tag = await tags_service.upsert(body)
        return shown(tags_service.to_schema(tag, schema_type=schemas.Tag))

    @app.post("/documents")
    async def create_document(request: Request) -> HTTPResponse:
        files: Any = request.files  # None, by its types, for a body without any
        form: Any = request.form
        sent = files.get("file")
        documents_service = DocumentService(request.ctx.session)
        document = await documents_service.create(document_of(form.get("name"), sent.name, sent.type, sent.body))
        return shown(documents_service.to_schema(document, schema_type=schemas.Document), 201)

    @app.get("/documents/<document_id:uuid>/content")
    async def get_document_content(request: Request, document_id: UUID) -> HTTPResponse:
        document = await DocumentService(request.ctx.session).get(document_id)
        return await file(path_of(document.file.path), filename=document.filename)

    return app
