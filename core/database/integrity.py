"""Recognizes constraint violations by the driver's own codes.

The class of an error does not suffice: Advanced Alchemy wraps every failed statement as an IntegrityError, so a missing
table would look like a conflict.
"""

import sqlite3
from enum import Enum

from sqlalchemy.exc import IntegrityError

# https://www.postgresql.org/docs/current/errcodes-appendix.html, class 23
UNIQUE_VIOLATION = "23505"
OTHER_VIOLATIONS = {"23502", "23503", "23514"}  # not null, foreign key, check

# https://www.sqlite.org/rescode.html
SQLITE_UNIQUE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
SQLITE_OTHER = {
    sqlite3.SQLITE_CONSTRAINT_NOTNULL,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY,
    sqlite3.SQLITE_CONSTRAINT_CHECK,
}


class Violation(Enum):
    """The kind of a constraint violation: of a unique constraint, or of another one."""

    DUPLICATE = "duplicate"
    OTHER = "other"


def violation(error: BaseException) -> Violation | None:
    """Return the kind of violation that caused an error; None for any other error."""
    cause = error if isinstance(error, IntegrityError) else error.__cause__
    if not isinstance(cause, IntegrityError):
        return None
    code = getattr(cause.orig, "sqlstate", None) or getattr(cause.orig, "sqlite_errorcode", None)
    if code == UNIQUE_VIOLATION or code in SQLITE_UNIQUE:
        return Violation.DUPLICATE
    return Violation.OTHER if code in OTHER_VIOLATIONS or code in SQLITE_OTHER else None
