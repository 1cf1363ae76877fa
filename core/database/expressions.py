"""SQL expressions that both databases understand, and that are read without detours: for statements of tables."""

from datetime import UTC, datetime
from typing import Any

from advanced_alchemy.types import GUID, DateTimeUTC
from sqlalchemy import JSON, ColumnElement, Dialect, literal_column, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, NullType, TypeEngine


class Moment(TypeEngine[datetime]):
    """A stored time, read in fewer steps than by the column's own type."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return the function that reads a value of the driver."""
        return read_text if dialect.name == "sqlite" else read_datetime


class Contains(FunctionElement[bool]):
    """Whether a text contains another, compared by character: LIKE takes seconds for some patterns."""

    type = Boolean()
    inherit_cache = True


class ObjectList(FunctionElement[Any]):
    """A JSON array of one object for each row, in the order of the rows; the arguments are names and values in turn."""

    type = JSON()
    inherit_cache = True


@compiles(Contains, "sqlite")
def contains_in_sqlite(element: Contains, compiler: Any, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)}) > 0"


@compiles(Contains, "postgresql")
def contains_in_postgresql(element: Contains, compiler: Any, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)}) > 0"


@compiles(ObjectList, "sqlite")
def object_list_in_sqlite(element: ObjectList, compiler: Any, **options: Any) -> str:
    return f"json_group_array(json_object({compiler.process(element.clauses, **options)}))"


@compiles(ObjectList, "postgresql")
def object_list_in_postgresql(element: ObjectList, compiler: Any, **options: Any) -> str:
    return f"coalesce(json_agg(json_build_object({compiler.process(element.clauses, **options)})), '[]')"


def readable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column that is read faster: ids as the driver has them, which Pydantic reads too, and times."""
    if isinstance(column.type, GUID):
        return type_coerce(column, NullType())
    return type_coerce(column, Moment()) if isinstance(column.type, DateTimeUTC) else column


def read_text(stored: str | None) -> datetime | None:
    """Read a time as SQLite has it: text, in UTC."""
    return None if stored is None else datetime.fromisoformat(f"{stored}+00:00")


def read_datetime(stored: datetime | None) -> datetime | None:
    """Read a time of PostgreSQL: asyncpg gives the first and the last moment that there are without their zone."""
    return stored.replace(tzinfo=UTC) if stored is not None and stored.tzinfo is None else stored


def contains(text: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a text contains another."""
    return Contains(text, part)


def objects(**members: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the JSON array of the rows' objects with these members."""
    parts: list[ColumnElement[Any]] = []
    for name, value in members.items():
        parts += [literal_column(f"'{name}'"), value]
    return ObjectList(*parts)
