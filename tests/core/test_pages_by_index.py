"""A page reads its rows by an index, in every order that its list offers: no plan sorts the rows or reads them all."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID

import pytest
from advanced_alchemy.config import SQLAlchemySyncConfig
from sqlalchemy import Connection, event, text

from core import schemas
from core.database.engine import sync_config
from core.database.rows import CURSOR_ID, CURSOR_VALUE, Rows, page_statement
from core.services_sync.document import DOCUMENTS
from core.services_sync.post import POSTS
from core.services_sync.tag import TAGS
from core.services_sync.team import MEMBERS, TEAMS
from core.services_sync.user import POST_SUMMARIES, USERS
from core.settings import Settings

NO_ID = UUID(int=0)
# Of SQLite, then of PostgreSQL. One that is incremental sorts only rows of the same value.
BY_ALL_ROWS = re.compile(r"SCAN \w+$|TEMP B-TREE FOR ORDER BY|(?<!Incremental )Sort  \(|Seq Scan", re.MULTILINE)
LISTS: list[tuple[str, Rows[Any], type[schemas.PageQuery[Any]], tuple[str, ...]]] = [
    ("users", USERS, schemas.UserQuery, ()),
    ("posts", POSTS, schemas.PostQuery, ()),
    ("teams", TEAMS, schemas.TeamQuery, ()),
    ("members", MEMBERS, schemas.MemberQuery, ("team_id",)),
    ("tags", TAGS, schemas.TagQuery, ()),
    ("documents", DOCUMENTS, schemas.DocumentQuery, ()),
    ("own documents", DOCUMENTS, schemas.DocumentQuery, ("owner_id",)),
]


def orders_of(query: type[schemas.PageQuery[Any]]) -> tuple[str, ...]:
    return get_args(query.model_fields["order_by"].annotation)


CASES = [(f"{name} by {order}", rows, names, order) for name, rows, query, names in LISTS for order in orders_of(query)]
CASES.append(("newest posts of a user", POST_SUMMARIES, ("author_id",), "created_at"))


@pytest.fixture
def explaining(own_settings: Settings) -> Iterator[Connection]:
    """A connection whose statements return their plans."""
    engine = sync_config(SQLAlchemySyncConfig, own_settings).get_engine()
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # of an empty table it would else rather read all rows, and sort them
            connection.execute(text("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off"))

        @event.listens_for(connection, "before_cursor_execute", retval=True)
        def explain(connection: Connection, cursor: object, statement: str, parameters: Any, *rest: object) -> Any:
            keyword = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
            return statement if statement == "BEGIN" else f"{keyword} {statement}", parameters

        yield connection
    engine.dispose()


@pytest.mark.parametrize(("rows", "names", "order"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("sort", ["asc", "desc"])
@pytest.mark.parametrize("after", [False, True], ids=["first", "later"])
def test_a_page_is_read_by_an_index(
    explaining: Connection, rows: Rows[Any], names: tuple[str, ...], order: str, sort: Any, *, after: bool
) -> None:
    statement = page_statement(rows, names, order, sort, after=after, total=False)
    value = datetime.now(UTC) if order.endswith("_at") else "text"
    given = {CURSOR_VALUE: value, CURSOR_ID: NO_ID} if after else {}
    result: Any = explaining.execute(statement, {**given, **dict.fromkeys(names, NO_ID), "limit": 21, "offset": 0})
    # SQLite's steps have a parent, and those within the subquery for tags another one than the rest.
    plan = "\n".join(str(step[-1]) for step in result.cursor.fetchall() if len(step) == 1 or not step[1])
    assert not BY_ALL_ROWS.search(plan), plan
