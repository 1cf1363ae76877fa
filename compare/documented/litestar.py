"""Plain Litestar: handlers with typed parameters, Advanced Alchemy's services in autocommit mode, JWTAuth."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from advanced_alchemy.extensions.litestar import (
    AsyncSessionConfig,
    SQLAlchemyAsyncConfig,
    SQLAlchemyPlugin,
    filters,
    providers,
    service,
)
from litestar import Litestar, Request, delete, get, patch, post, put
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.dto import DTOConfig, DTOData
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler
from litestar.params import Body, Parameter, SkipValidation
from litestar.plugins.pydantic import PydanticDTO
from litestar.response import File
from litestar.security.jwt import JWTAuth, Token
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import selectinload

from compare.documented import SECRET, schemas
from compare.documented import models as m
from compare.documented.domain import LIMIT, database_url, document_of, path_of, register_storage
from compare.documented.services import DocumentService, PostService, TagService, UserService


class Upload(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str
    file: UploadFile


class UserPatch(PydanticDTO[schemas.UserUpdate]):
    config = DTOConfig(partial=True)


@get("/health/live", exclude_from_auth=True)
async def live() -> dict[str, str]:
    return {"status": "ok"}


@get("/auth/me")
async def get_me(request: Request[str, Token, Any]) -> dict[str, str]:
    return {"id": request.user}


@post("/users", exclude_from_auth=True)
async def create_user(data: schemas.UserCreate, users_service: NamedDependency[UserService]) -> schemas.User:
    user = await users_service.create(data)
    return users_service.to_schema(user, schema_type=schemas.User)


@get("/users", exclude_from_auth=True)
async def list_users(
    users_service: NamedDependency[UserService],
    limit: Annotated[int, Parameter(ge=1, le=100)] = 20,
    *,
    total: bool = True,
) -> schemas.Users:
    users, count = await users_service.get_many_and_count(filters.LimitOffset(limit, 0))
    items = [users_service.to_schema(user, schema_type=schemas.User) for user in users]
    return schemas.Users(items=items, limit=limit, total=count if total else None)


@get("/users/{user_id:uuid}", exclude_from_auth=True)
async def get_user(user_id: UUID, users_service: NamedDependency[UserService]) -> schemas.UserDetail:
    user = await users_service.get_one(id=user_id, load=[selectinload(m.User.posts)])
    return users_service.to_schema(user, schema_type=schemas.UserDetail)


@patch("/users/{user_id:uuid}", dto=UserPatch, return_dto=None)
async def update_user(
    user_id: UUID, data: DTOData[schemas.UserUpdate], users_service: NamedDependency[UserService]
) -> schemas.User:
    user = await users_service.update(data.as_builtins(), item_id=user_id)
    return users_service.to_schema(user, schema_type=schemas.User)


@delete("/users/{user_id:uuid}", exclude_from_auth=True)
async def delete_user(user_id: UUID, users_service: NamedDependency[UserService]) -> None:
    await users_service.delete(user_id)


@post("/teams")
async def create_team(data: schemas.TeamCreate) -> schemas.TeamCreate:
    return data


@post("/posts")
async def create_post(
    data: schemas.PostCreate, request: Request[str, Token, Any], posts_service: NamedDependency[PostService]
) -> schemas.Post:
    post = await posts_service.create({**data.model_dump(), "author_id": UUID(request.user)})
    return posts_service.to_schema(post, schema_type=schemas.Post)


@get(
    "/tags",
    dependencies=providers.create_service_dependencies(
        TagService, "tags_service", filters={"pagination_type": "limit_offset", "search": "name"}
    ),
)
async def list_tags(
    tags_service: NamedDependency[TagService],
    filters: NamedDependency[SkipValidation[list[filters.FilterTypes]]],
) -> service.OffsetPagination[schemas.Tag]:
    tags, total = await tags_service.get_many_and_count(*filters)
    return tags_service.to_schema(tags, total, filters=filters, schema_type=schemas.Tag)


@put("/tags")
async def put_tag(data: schemas.TagCreate, tags_service: NamedDependency[TagService]) -> schemas.Tag:
    tag = await tags_service.upsert(data)
    return tags_service.to_schema(tag, schema_type=schemas.Tag)


@post("/documents", exclude_from_auth=True)
async def create_document(
    data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)],
    documents_service: NamedDependency[DocumentService],
) -> schemas.Document:
    file = data.file
    document = await documents_service.create(
        document_of(data.name, file.filename, file.content_type, await file.read())
    )
    return documents_service.to_schema(document, schema_type=schemas.Document)


@get("/documents/{document_id:uuid}/content", exclude_from_auth=True)
async def get_document_content(document_id: UUID, documents_service: NamedDependency[DocumentService]) -> File:
    document = await documents_service.get(document_id)
    return File(path_of(document.file.path), filename=document.filename)


async def retrieve_user(token: Token, _connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    return token.sub


HANDLERS: list[HTTPRouteHandler] = [
    *(live, get_me, create_user, list_users, get_user, update_user, delete_user, create_team, create_post),
    *(list_tags, put_tag, create_document, get_document_content),
]


def create_app(
    config: SQLAlchemyAsyncConfig | None = None, handlers: Sequence[HTTPRouteHandler] = HANDLERS
) -> Litestar:
    config = config or SQLAlchemyAsyncConfig(
        connection_string=database_url("sqlite+aiosqlite"),
        session_config=AsyncSessionConfig(expire_on_commit=False),
        before_send_handler="autocommit",
    )
    register_storage()
    return Litestar(
        handlers,
        dependencies={
            **providers.create_service_dependencies(UserService, "users_service"),
            **providers.create_service_dependencies(PostService, "posts_service"),
            **providers.create_service_dependencies(TagService, "tags_service"),
            **providers.create_service_dependencies(DocumentService, "documents_service"),
        },
        plugins=[SQLAlchemyPlugin(config)],
        on_app_init=[JWTAuth[str](token_secret=SECRET, retrieve_user_handler=retrieve_user).on_app_init],
        request_max_body_size=LIMIT,
    )
