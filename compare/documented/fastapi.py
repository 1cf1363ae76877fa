"""Plain FastAPI: annotated parameters and dependencies, Advanced Alchemy's services in autocommit mode, OAuth2."""

from typing import Annotated
from uuid import UUID

import jwt
from advanced_alchemy.extensions.fastapi import (
    AdvancedAlchemy,
    AsyncSessionConfig,
    SQLAlchemyAsyncConfig,
    filters,
    service,
)
from fastapi import Depends, FastAPI, Form, HTTPException, Query, UploadFile, status
from fastapi.responses import FileResponse
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import selectinload

from compare.documented import SECRET, schemas
from compare.documented import models as m
from compare.documented.domain import LIMIT, database_url, document_of, path_of, register_storage
from compare.documented.services import DocumentService, PostService, TagService, UserService


def caller(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl="token"))]) -> str:
    try:
        return jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"}
        ) from None


Caller = Annotated[str, Depends(caller)]


def create_app(config: SQLAlchemyAsyncConfig | None = None) -> FastAPI:
    config = config or SQLAlchemyAsyncConfig(
        connection_string=database_url("sqlite+aiosqlite"),
        session_config=AsyncSessionConfig(expire_on_commit=False),
        commit_mode="autocommit",
    )
    register_storage()
    app = FastAPI(max_body_size=LIMIT)
    alchemy = AdvancedAlchemy(config, app)
    users = Depends(alchemy.provide_service(UserService))
    posts = Depends(alchemy.provide_service(PostService))
    tags = Depends(alchemy.provide_service(TagService))
    documents = Depends(alchemy.provide_service(DocumentService))

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/auth/me")
    async def get_me(caller: Caller) -> dict[str, str]:
        return {"id": caller}

    @app.post("/users", status_code=201)
    async def create_user(data: schemas.UserCreate, users_service: Annotated[UserService, users]) -> schemas.User:
        user = await users_service.create(data)
        return users_service.to_schema(user, schema_type=schemas.User)

    @app.get("/users")
    async def list_users(
        users_service: Annotated[UserService, users],
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        *,
        total: bool = True,
    ) -> schemas.Users:
        found, count = await users_service.get_many_and_count(filters.LimitOffset(limit, 0))
        items = [users_service.to_schema(user, schema_type=schemas.User) for user in found]
        return schemas.Users(items=items, limit=limit, total=count if total else None)

    @app.get("/users/{user_id}")
    async def get_user(user_id: UUID, users_service: Annotated[UserService, users]) -> schemas.UserDetail:
        user = await users_service.get_one(id=user_id, load=[selectinload(m.User.posts)])
        return users_service.to_schema(user, schema_type=schemas.UserDetail)

    @app.patch("/users/{user_id}", dependencies=[Depends(caller)])
    async def update_user(
        user_id: UUID, data: schemas.UserUpdate, users_service: Annotated[UserService, users]
    ) -> schemas.User:
        user = await users_service.update(data, item_id=user_id)
        return users_service.to_schema(user, schema_type=schemas.User)

    @app.delete("/users/{user_id}", status_code=204)
    async def delete_user(user_id: UUID, users_service: Annotated[UserService, users]) -> None:
        await users_service.delete(user_id)

    @app.post("/teams", status_code=201, dependencies=[Depends(caller)])
    async def create_team(data: schemas.TeamCreate) -> schemas.TeamCreate:
        return data

    @app.post("/posts", status_code=201)
    async def create_post(
        data: schemas.PostCreate, caller: Caller, posts_service: Annotated[PostService, posts]
    ) -> schemas.Post:
        post = await posts_service.create({**data.model_dump(), "author_id": UUID(caller)})
        return posts_service.to_schema(post, schema_type=schemas.Post)

    @app.get("/tags", dependencies=[Depends(caller)])
    async def list_tags(
        tags_service: Annotated[TagService, tags],
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> service.OffsetPagination[schemas.Tag]:
        page = filters.LimitOffset(limit, offset)  # not `provide_filters`, which raises TypeError here
        found, total = await tags_service.get_many_and_count(page)
        return tags_service.to_schema(found, total, filters=[page], schema_type=schemas.Tag)

    @app.put("/tags", dependencies=[Depends(caller)])
    async def put_tag(data: schemas.TagCreate, tags_service: Annotated[TagService, tags]) -> schemas.Tag:
        tag = await tags_service.upsert(data)
        return tags_service.to_schema(tag, schema_type=schemas.Tag)

    @app.post("/documents", status_code=201)
    async def create_document(
        name: Annotated[str, Form()], file: UploadFile, documents_service: Annotated[DocumentService, documents]
    ) -> schemas.Document:
        made = document_of(name, file.filename, file.content_type, await file.read())
        document = await documents_service.create(made)
        return documents_service.to_schema(document, schema_type=schemas.Document)

    @app.get("/documents/{document_id}/content")
    async def get_document_content(
        document_id: UUID, documents_service: Annotated[DocumentService, documents]
    ) -> FileResponse:
        document = await documents_service.get(document_id)
        return FileResponse(path_of(document.file.path), filename=document.filename)

    return app
