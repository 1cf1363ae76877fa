"""What Advanced Alchemy's documentation shows and its release does not do, as docs/patterns.md says.

A test that fails here is good news: correct the page.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig
from advanced_alchemy.exceptions import DuplicateKeyError, ImproperConfigurationError
from advanced_alchemy.extensions.fastapi import AdvancedAlchemy as FastAPIExtension
from advanced_alchemy.extensions.fastapi import SQLAlchemyAsyncConfig as FastAPIConfig
from advanced_alchemy.extensions.flask import AdvancedAlchemy as FlaskExtension
from advanced_alchemy.extensions.flask import SQLAlchemySyncConfig as FlaskConfig
from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig as LitestarConfig
from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin
from advanced_alchemy.extensions.sanic import AdvancedAlchemy as SanicExtension
from advanced_alchemy.extensions.sanic import SQLAlchemyAsyncConfig as SanicConfig
from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.repository.memory import SQLAlchemyAsyncMockRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from advanced_alchemy.types import FileObject
from fastapi import FastAPI
from flask import Flask
from litestar import Litestar, get
from litestar.dto import DataclassDTO
from litestar.testing import TestClient
from sanic import HTTPResponse, Request, Sanic, json
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession

from compare.documented import models as m
from compare.documented.domain import register_storage
from tests.clients.asgi import AsgiClient
from tests.compare.test_documented import MEMORY, create_tables
from tests.guests.sanic import isolated

DUCKDB = "duckdb:///analytics.db"


class TagService(SQLAlchemyAsyncRepositoryService[m.Tag]):
    """As the playbook writes a service: `match_fields` is the service's."""

    class Repo(SQLAlchemyAsyncRepository[m.Tag]):
        model_type = m.Tag

    repository_type = Repo
    match_fields = ["name"]  # noqa: RUF012 -- as documented


# As the documentation calls them, which pyright refuses.
Config: Any = SQLAlchemyAsyncConfig
Plugin: Any = SQLAlchemyPlugin


def with_session(work: Callable[[AsyncSession], Any]) -> Any:
    """Run work on a new database."""

    async def run() -> Any:
        config = SQLAlchemyAsyncConfig(connection_string=MEMORY)
        await create_tables(config)
        try:
            async with config.get_session() as session:
                return await work(session)
        finally:
            await config.get_engine().dispose()

    return asyncio.run(run())


def two_databases() -> Litestar:
    configs = [LitestarConfig(connection_string=MEMORY, session_dependency_key=key) for key in ("one", "two")]
    return Litestar(plugins=[SQLAlchemyPlugin(configs)])


def filters_of_fastapi() -> Any:
    extension = FastAPIExtension(FastAPIConfig(connection_string=MEMORY), FastAPI())
    return extension.provide_filters({"pagination_type": "limit_offset", "search": "name"})


def session_of_flask() -> Any:
    extension: Any = FlaskExtension(FlaskConfig(connection_string="sqlite://"), Flask("documented"))
    return extension.session()


def repository_in_memory() -> Any:
    class Repo(SQLAlchemyAsyncMockRepository[m.Tag]):
        model_type = m.Tag

    repository: Any = Repo
    return cast("Any", TagService)(repository=repository(session=None))


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        (lambda: Config(connection_string=MEMORY, pool_size=20), TypeError),
        (lambda: Plugin(LitestarConfig(connection_string=MEMORY)).engine, AttributeError),
        (lambda: Config(connection_string=DUCKDB).get_engine(), InvalidRequestError),
        (two_databases, ImproperConfigurationError),
        (filters_of_fastapi, TypeError),
        (session_of_flask, AttributeError),
        (repository_in_memory, TypeError),
    ],
    ids=[
        "pool size",
        "engine of the plugin",
        "DuckDB",
        "two databases",
        "filters of FastAPI",
        "session of Flask",
        "mock",
    ],
)
def test_what_the_documentation_writes_raises(attempt: Callable[[], Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        attempt()


def test_upsert_does_not_look_at_the_match_fields_of_a_service() -> None:
    async def upsert_twice(session: AsyncSession) -> None:
        service = TagService(session)
        await service.upsert({"name": "a", "colour": "red"})
        await service.upsert({"name": "a", "colour": "blue"})

    with pytest.raises(DuplicateKeyError):
        with_session(upsert_twice)


def test_list_and_count_is_deprecated() -> None:
    with pytest.deprecated_call(match="get_many_and_count"):
        assert with_session(lambda session: TagService(session).list_and_count()) == ([], 0)


@pytest.mark.parametrize(("filename", "stored"), [("a.txt", ["a.txt"]), ("../a.txt", [])])
def test_a_commit_succeeds_whether_the_store_takes_the_file_or_not(
    filename: str, stored: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLAIN_FOLDER", str(tmp_path))
    register_storage()

    async def upload(session: AsyncSession) -> None:
        file = FileObject(backend=m.STORAGE, filename=filename, content=b"Hello")
        session.add(m.Document(name="Notes", filename=filename, file=file))
        await session.commit()
        # The task that stores the file, if it has not ended.
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task is not asyncio.current_task()))

    with_session(upload)
    assert [path.name for path in tmp_path.rglob("*.txt")] == stored


@dataclass
class UserPublic:
    id: UUID
    email: str


@get("/users", return_dto=DataclassDTO[UserPublic])
async def list_users() -> list[m.User]:
    return [m.User(email="ada@example.com", name="Ada", hashed_password="")]


def test_a_dto_of_another_class_than_the_answer_is_a_500() -> None:
    with TestClient(Litestar([list_users]), raise_server_exceptions=False) as client:
        assert client.get("/users").status_code == 500


def test_the_extension_of_sanic_has_no_session() -> None:
    with isolated():
        app: Sanic[Any, Any] = Sanic("documented")
        config = SanicConfig(connection_string=MEMORY)
        alchemy = SanicExtension(sqlalchemy_config=config)
        alchemy.register(app)

        @app.get("/")
        async def show(request: Request, session: AsyncSession) -> HTTPResponse:
            return json([str(session), type(alchemy.get_async_session(request)).__name__])

        with AsgiClient(app) as client:
            assert client.request("GET", "/").json() == ["None", "_AsyncGeneratorContextManager"]
