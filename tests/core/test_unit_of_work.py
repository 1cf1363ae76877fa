"""Services compose: several in one unit of work commit together, and a read before a write does no harm."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Never

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from core import schemas, services, services_sync
from core.database.engine import async_config, sync_config
from core.database.unit_of_work import reading, sync_unit_of_work, unit_of_work
from core.errors import EmailTaken, NotFound
from core.models import Event, User
from core.security import Caller
from core.settings import Settings

Open = Callable[[], Any]


def no_analytics() -> Never:
    raise AssertionError("no test here reads analytics")


@contextmanager
def opened(settings: Settings) -> Generator[services_sync.Services]:
    config = sync_config(SQLAlchemySyncConfig, settings)
    with config.get_session() as session:
        yield services_sync.Services(session, services_sync.Resources(settings), no_analytics)
    config.get_engine().dispose()


@asynccontextmanager
async def async_opened(settings: Settings) -> AsyncGenerator[services.Services]:
    config = async_config(SQLAlchemyAsyncConfig, settings)
    async with config.get_session() as session:
        yield services.Services(session, services.Resources(settings), no_analytics)
    await config.get_engine().dispose()


def new_user(name: str = "ada") -> schemas.UserCreate:
    return schemas.UserCreate(email=f"{name}@example.com", name=name, password="12345678")


def describe() -> schemas.FileDescription:
    return schemas.FileDescription("Notes", "notes.txt", "text/plain")


def commits_of(session: Session) -> list[object]:
    """A list that grows by one with every COMMIT of the session's engine."""
    found: list[object] = []
    event.listen(session.get_bind(), "commit", found.append)
    return found


def emails(settings: Settings) -> set[str]:
    with opened(settings) as other:
        return set(other.session.scalars(select(User.email))) - {"root@example.com"}


def stored(services: Any, caller: Caller) -> list[str]:
    return [document.name for document in services.documents.list_documents(schemas.DocumentQuery(), caller).items]


def test_a_write_follows_a_read_in_one_session(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        before = len(services.users.list_users(schemas.UserQuery()).items)
        ada = services.users.create_user(new_user())
        assert services.users.get_user(ada.id).name == "ada"
        assert len(services.users.list_users(schemas.UserQuery()).items) == before + 1
        caller = services.users.current(Caller(ada.id, is_superuser=False))
        assert services.teams.create_team(schemas.TeamCreate(name="Team"), caller).slug == "team"


def test_several_services_in_one_unit_of_work_commit_once_at_its_end(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        commits = commits_of(services.session)
        with sync_unit_of_work(services.session):
            ada = services.users.create_user(new_user())
            caller = services.users.current(Caller(ada.id, is_superuser=False))
            services.teams.create_team(schemas.TeamCreate(name="Team", tags=["new"]), caller)
            services.documents.create_document([b"text"], describe, caller)
            assert commits == []
        assert len(commits) == 1
        assert services.teams.get_team("team").tags[0].slug == "new"
        assert stored(services, caller) == ["Notes"]
    assert "ada@example.com" in emails(own_settings)


def test_several_services_in_one_unit_of_work_that_fails_leave_nothing(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        before = emails(own_settings)
        ada = services.users.create_user(new_user())
        caller = Caller(ada.id, is_superuser=False)
        kept = services.documents.create_document([b"kept"], describe, caller)

        def fail() -> None:
            with sync_unit_of_work(services.session):
                services.users.create_user(new_user("grace"))
                services.documents.create_document([b"undone"], describe, caller)
                services.documents.delete_document(kept.id, caller)
                raise NotFound

        with pytest.raises(NotFound):
            fail()
        content = services.documents.get_document_content(kept.id, caller)
        assert b"".join(content.read(0, 4)) == b"kept"
        assert services.session.scalars(select(Event.kind)).all().count("document_created") == 1
    assert emails(own_settings) == before | {"ada@example.com"}
    assert [path.read_bytes() for path in objects_of(own_settings)] == [b"kept"]


def objects_of(settings: Settings) -> list[Any]:
    return [path for path in Path(settings.storage).rglob("*") if path.is_file()]


def test_a_unit_inside_that_fails_undoes_itself_alone(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        services.users.create_user(new_user())
        with sync_unit_of_work(services.session):
            services.users.create_user(new_user("grace"))
            with pytest.raises(EmailTaken):
                services.users.create_user(new_user())
            services.users.create_user(new_user("edsger"))
    assert {"ada@example.com", "grace@example.com", "edsger@example.com"} <= emails(own_settings)


def test_an_error_of_a_unit_inside_keeps_its_kind(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        services.users.create_user(new_user())
        with pytest.raises(EmailTaken), sync_unit_of_work(services.session):
            services.users.create_user(new_user())


def test_steps_run_after_the_outermost_commit(own_settings: Settings) -> None:
    steps: list[str] = []
    with opened(own_settings) as services:
        with sync_unit_of_work(services.session):
            with sync_unit_of_work(services.session, undo=lambda: steps.append("undone")) as unit:
                unit.after_commit(lambda: steps.append("done"))
            assert steps == []
        assert steps == ["done"]

        def fail() -> None:
            with sync_unit_of_work(services.session):
                with sync_unit_of_work(services.session, undo=lambda: steps.append("undone")) as unit:
                    unit.after_commit(lambda: steps.append("never"))
                raise NotFound

        with pytest.raises(NotFound):
            fail()
    assert steps == ["done", "undone"]


def test_a_unit_of_work_refuses_changes_from_before(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        services.session.add(User(email="early@example.com", name="Early"))
        with pytest.raises(RuntimeError, match="Make them inside it"):
            services.users.create_user(new_user())
    assert emails(own_settings).isdisjoint({"early@example.com", "ada@example.com"})


def test_reading_inside_a_transaction_leaves_it_open(own_settings: Settings) -> None:
    with opened(own_settings) as services:
        with reading(services.session):
            services.users.get_one_or_none(email="ada@example.com")
        assert not services.session.in_transaction()
        services.users.get_one_or_none(email="ada@example.com")
        with reading(services.session):
            services.users.get_one_or_none(email="ada@example.com")
        assert services.session.in_transaction()


def run(scenario: Callable[[services.Services], Awaitable[None]], settings: Settings) -> None:
    async def whole() -> None:
        async with async_opened(settings) as opened:
            await scenario(opened)

    asyncio.run(whole())


async def one_chunk(chunk: bytes) -> AsyncGenerator[bytes]:
    yield chunk


def test_async_services_compose_too(own_settings: Settings) -> None:
    async def scenario(services: services.Services) -> None:
        await services.users.list_users(schemas.UserQuery())
        commits = commits_of(services.session.sync_session)
        async with unit_of_work(services.session):
            ada = await services.users.create_user(new_user())
            caller = await services.users.current(Caller(ada.id, is_superuser=False))
            with pytest.raises(EmailTaken):
                await services.users.create_user(new_user())
            await services.teams.create_team(schemas.TeamCreate(name="Team"), caller)
            kept = await services.documents.create_document(one_chunk(b"kept"), describe, caller)
            assert len(commits) == 0
        assert len(commits) == 1

        async def fail() -> None:
            async with unit_of_work(services.session):
                await services.documents.create_document(one_chunk(b"undone"), describe, caller)
                await services.documents.delete_document(kept.id, caller)
                raise NotFound

        with pytest.raises(NotFound):
            await fail()
        content = await services.documents.get_document_content(kept.id, caller)
        assert [chunk async for chunk in await content.read(0, 4)] == [b"kept"]

    run(scenario, own_settings)
    assert [path.read_bytes() for path in objects_of(own_settings)] == [b"kept"]
