"""Plain Litestar with bodies that are msgspec's structs, as its documentation has them beside Pydantic's models."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig
from litestar import Litestar, Request, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.security.jwt import Token
from msgspec import Meta, Struct, structs

from compare.documented import litestar
from compare.documented.domain import document_of
from compare.documented.services import DocumentService, PostService, UserService

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Email = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+$")]


class UserCreate(Struct):
    email: Email
    name: Name
    password: Annotated[str, Meta(min_length=8, max_length=128)]


class User(Struct):
    id: UUID
    email: str
    name: str


class TeamCreate(Struct):
    name: Name
    seats: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None


class PostCreate(Struct):
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    body: str
    published_at: datetime | None = None


class Post(PostCreate, kw_only=True):
    id: UUID


class Document(Struct):
    id: UUID
    name: str
    filename: str | None


class Upload(Struct):
    name: str
    file: UploadFile


@post("/users", exclude_from_auth=True)
async def create_user(data: UserCreate, users_service: NamedDependency[UserService]) -> User:
    return users_service.to_schema(await users_service.create(data), schema_type=User)


@post("/teams")
async def create_team(data: TeamCreate) -> TeamCreate:
    return data


@post("/posts")
async def create_post(
    data: PostCreate, request: Request[str, Token, Any], posts_service: NamedDependency[PostService]
) -> Post:
    post = await posts_service.create({**structs.asdict(data), "author_id": UUID(request.user)})
    return posts_service.to_schema(post, schema_type=Post)


@post("/documents", exclude_from_auth=True)
async def create_document(
    data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)],
    documents_service: NamedDependency[DocumentService],
) -> Document:
    made = document_of(data.name, data.file.filename, data.file.content_type, await data.file.read())
    return documents_service.to_schema(await documents_service.create(made), schema_type=Document)


def create_app(config: SQLAlchemyAsyncConfig | None = None) -> Litestar:
    own = (create_user, create_team, create_post, create_document)
    names = {each.handler_name for each in own}
    others = [each for each in litestar.HANDLERS if each.handler_name not in names]
    return litestar.create_app(config, handlers=[*own, *others])
