"""Which database errors mean that a constraint refused: by the driver's own codes, never by an error's class alone.

Advanced Alchemy wraps any failed statement as an IntegrityError; a missing table would become a conflict.
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


class Refusal(Enum):
    DUPLICATE = "duplicate"
    OTHER = "other"


def refusal(error: BaseException) -> Refusal | None:
    """What a constraint refused, or None for an error of any other kind."""
    cause = error if isinstance(error, IntegrityError) else error.__cause__
    if not isinstance(cause, IntegrityError):
        return None
    code = getattr(cause.orig, "sqlstate", None) or getattr(cause.orig, "sqlite_errorcode", None)
    if code == UNIQUE_VIOLATION or code in SQLITE_UNIQUE:
        return Refusal.DUPLICATE
    return Refusal.OTHER if code in OTHER_VIOLATIONS or code in SQLITE_OTHER else None
