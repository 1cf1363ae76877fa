"""Plain FastAPI: annotated parameters and dependencies, Advanced Alchemy's extension in autocommit mode, OAuth2."""

from typing import Annotated
from uuid import UUID

import jwt
from advanced_alchemy.extensions.fastapi import AdvancedAlchemy, SQLAlchemyAsyncConfig
from fastapi import Depends, FastAPI, Form, HTTPException, Query, Request, UploadFile, status
from fastapi.responses import FileResponse
from fastapi.security import OAuth2PasswordBearer
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


def create_app() -> FastAPI:
    app = FastAPI(max_body_size=LIMIT)
    alchemy = AdvancedAlchemy(
        SQLAlchemyAsyncConfig(connection_string=database_url("sqlite+aiosqlite"), commit_mode="autocommit"), app
    )
    shelf = Shelf()

    def session(request: Request) -> AsyncSession:
        return alchemy.get_async_session(request)

    def caller(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl="token"))]) -> str:
        try:
            return jwt.decode(token, SECRET, algorithms=["HS256"])["sub"]
        except jwt.InvalidTokenError:
            raise HTTPException(
                status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"}
            ) from None

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/auth/me")
    async def get_me(caller: Annotated[str, Depends(caller)]) -> dict[str, str]:
        return {"id": caller}

    @app.post("/users", status_code=201)
    async def create_user(data: UserCreate, session: Annotated[AsyncSession, Depends(session)]) -> User:
        account = Account(**data.model_dump())
        session.add(account)
        await session.flush()
        return User.model_validate(account)

    @app.get("/users")
    async def list_users(
        session: Annotated[AsyncSession, Depends(session)],
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        *,
        total: bool = True,
    ) -> Users:
        accounts = await session.scalars(select(Account).limit(limit))
        return Users(items=[User.model_validate(account) for account in accounts], limit=limit, total=total)

    @app.get("/users/{user_id}")
    async def get_user(user_id: UUID, session: Annotated[AsyncSession, Depends(session)]) -> User:
        account = await session.get(Account, user_id)
        if account is None:
            raise HTTPException(404)
        return User.model_validate(account)

    @app.delete("/users/{user_id}", status_code=204)
    async def delete_user(user_id: UUID, session: Annotated[AsyncSession, Depends(session)]) -> None:
        await session.delete(await session.get_one(Account, user_id))

    @app.post("/teams", status_code=201, dependencies=[Depends(caller)])
    async def create_team(data: TeamCreate) -> TeamCreate:
        return data

    @app.post("/posts", status_code=201, dependencies=[Depends(caller)])
    async def create_post(data: PostCreate) -> PostCreate:
        return data

    @app.post("/documents", status_code=201)
    async def create_document(name: Annotated[str, Form()], file: UploadFile) -> Document:
        return shelf.keep(name, file.filename, await file.read())

    @app.get("/documents/{document_id}/content")
    async def get_document_content(document_id: UUID) -> FileResponse:
        return FileResponse(shelf.path(document_id), filename=shelf.filenames[document_id])

    return app
