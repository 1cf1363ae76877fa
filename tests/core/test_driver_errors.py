"""The errors of the drivers, by their own codes: which are violations, and which are the loss of the database."""

import sqlite3
from types import SimpleNamespace
from typing import Any

import pytest
from advanced_alchemy.exceptions import DuplicateKeyError
from sqlalchemy.exc import IntegrityError, OperationalError

from core.database.integrity import Violation, violation
from core.database.outage import convert_outage
from core.errors import Busy, NotReady


class PostgresqlError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


class SqliteError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.sqlite_errorcode = code


VIOLATIONS = [
    (PostgresqlError("23505"), Violation.DUPLICATE),  # unique
    (PostgresqlError("23502"), Violation.OTHER),  # not null
    (PostgresqlError("23503"), Violation.OTHER),  # foreign key
    (PostgresqlError("23514"), Violation.OTHER),  # check
    (PostgresqlError("42P01"), None),  # a table that does not exist
    (SqliteError(2067), Violation.DUPLICATE),  # unique
    (SqliteError(1555), Violation.DUPLICATE),  # primary key
    (SqliteError(1299), Violation.OTHER),  # not null
    (SqliteError(787), Violation.OTHER),  # foreign key
    (SqliteError(275), Violation.OTHER),  # check
    (SqliteError(sqlite3.SQLITE_ERROR), None),
    (Exception(), None),
]


@pytest.mark.parametrize(("driver", "expected"), VIOLATIONS)
def test_a_violation_is_recognized_by_the_code_of_the_driver(driver: Exception, expected: Violation | None) -> None:
    error = IntegrityError("INSERT", {}, driver)
    assert violation(error) is expected
    wrapped = DuplicateKeyError()
    assert violation(wrapped) is None
    wrapped.__cause__ = error
    assert violation(wrapped) is expected


def test_an_error_of_another_class_is_no_violation_whatever_its_code() -> None:
    assert violation(OperationalError("INSERT", {}, PostgresqlError("23505"))) is None
    assert violation(PostgresqlError("23505")) is None


def context(error: BaseException, *, lost: bool = False, ping: bool = False) -> Any:
    return SimpleNamespace(original_exception=error, is_disconnect=lost, is_pre_ping=ping)


@pytest.mark.parametrize(
    "error", [*map(PostgresqlError, ("57P01", "57P02", "57P03", "25006")), OSError(), ConnectionError()]
)
def test_a_shutdown_and_an_error_of_the_network_are_the_loss_of_the_connection(error: Exception) -> None:
    found = context(error)
    assert isinstance(convert_outage(found), NotReady)
    assert found.is_disconnect
    pinged = context(error, ping=True)  # the pool opens a new connection
    assert convert_outage(pinged) is None
    assert pinged.is_disconnect


def test_a_connection_that_the_dialect_calls_lost_is_not_ready_unless_the_request_was_cancelled() -> None:
    assert isinstance(convert_outage(context(ValueError(), lost=True)), NotReady)
    assert convert_outage(context(KeyboardInterrupt(), lost=True)) is None


@pytest.mark.parametrize(
    "error", [*map(PostgresqlError, ("40P01", "55P03", "57014")), *map(SqliteError, (5, 261, 517))]
)
def test_a_lock_or_a_statement_that_takes_too_long_is_busy_and_loses_no_connection(error: Exception) -> None:
    found = context(error)
    assert isinstance(convert_outage(found), Busy)
    assert not found.is_disconnect


@pytest.mark.parametrize("error", [PostgresqlError("40001"), SqliteError(1), ValueError()])
def test_the_connection_survives_any_other_error(error: Exception) -> None:
    found = context(error)
    assert convert_outage(found) is None
    assert not found.is_disconnect
