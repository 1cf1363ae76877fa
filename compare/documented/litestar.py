"""Plain Litestar: handlers with typed parameters, Advanced Alchemy's plugin in autocommit mode, JWTAuth."""

from typing import Annotated, Any
from uuid import UUID

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, Request, delete, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, Parameter
from litestar.response import File
from litestar.security.jwt import JWTAuth, Token
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from compare.documented import SECRET
from compare.documented.domain import (
    LIMIT,
    Account,
    Document,
    PostCreate,
    Shelf,
    TeamCreate,
    User,
    UserCreate,
    Users,
    database_url,
)


class Upload(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str
    file: UploadFile


@get("/health/live", exclude_from_auth=True)
async def live() -> dict[str, str]:
    return {"status": "ok"}


@get("/auth/me")
async def get_me(request: Request[str, Token, Any]) -> dict[str, str]:
    return {"id": request.user}


@post("/users", exclude_from_auth=True)
async def create_user(data: UserCreate, db_session: NamedDependency[AsyncSession]) -> User:
    account = Account(**data.model_dump())
    db_session.add(account)
    await db_session.flush()
    return User.model_validate(account)


@get("/users", exclude_from_auth=True)
async def list_users(
    db_session: NamedDependency[AsyncSession],
    limit: Annotated[int, Parameter(ge=1, le=100)] = 20,
    *,
    total: bool = True,
) -> Users:
    accounts = await db_session.scalars(select(Account).limit(limit))
    return Users(items=[User.model_validate(account) for account in accounts], limit=limit, total=total)


@get("/users/{user_id:uuid}", exclude_from_auth=True)
async def get_user(user_id: UUID, db_session: NamedDependency[AsyncSession]) -> User:
    account = await db_session.get(Account, user_id)
    if account is None:
        raise NotFoundException
    return User.model_validate(account)


@delete("/users/{user_id:uuid}", exclude_from_auth=True)
async def delete_user(user_id: UUID, db_session: NamedDependency[AsyncSession]) -> None:
    await db_session.delete(await db_session.get_one(Account, user_id))


@post("/teams")
async def create_team(data: TeamCreate) -> TeamCreate:
    return data


@post("/posts")
async def create_post(data: PostCreate) -> PostCreate:
    return data


@post("/documents", exclude_from_auth=True)
async def create_document(
    request: Request[Any, Any, Any], data: Annotated[Upload, Body(media_type=RequestEncodingType.MULTI_PART)]
) -> Document:
    return request.app.state.shelf.keep(data.name, data.file.filename, await data.file.read())


@get("/documents/{document_id:uuid}/content", exclude_from_auth=True)
async def get_document_content(request: Request[Any, Any, Any], document_id: UUID) -> File:
    shelf: Shelf = request.app.state.shelf
    return File(shelf.path(document_id), filename=shelf.filenames[document_id])


async def retrieve_user(token: Token, _connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    return token.sub


def create_app() -> Litestar:
    config = SQLAlchemyAsyncConfig(connection_string=database_url("sqlite+aiosqlite"), before_send_handler="autocommit")
    app = Litestar(
        [
            live,
            get_me,
            create_user,
            list_users,
            get_user,
            delete_user,
            create_team,
            create_post,
            create_document,
            get_document_content,
        ],
        plugins=[SQLAlchemyPlugin(config)],
        on_app_init=[JWTAuth[str](token_secret=SECRET, retrieve_user_handler=retrieve_user).on_app_init],
        request_max_body_size=LIMIT,
    )
    app.state.shelf = Shelf()
    return app
