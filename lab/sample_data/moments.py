"""Times and ids of the sample data. A moment is a number of milliseconds since 1 January 2025."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from core.schemas.fields import format_time, parse_time

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
HOUR = 3600 * 1000
DAY = 24 * HOUR
YEAR = 365 * DAY


def time_of(moment: int) -> str:
    return format_time(FIRST_DAY + timedelta(milliseconds=moment))


def moment_of(time: str) -> int:
    return (parse_time(time) - FIRST_DAY) // timedelta(milliseconds=1)


def uuid7(moment: int, source: Random) -> str:
    """Return a UUIDv7 (RFC 9562, section 5.7) for a moment, with random bits from `source`."""
    milliseconds = int(FIRST_DAY.timestamp()) * 1000 + moment
    value = milliseconds << 80 | 0x7 << 76 | source.getrandbits(12) << 64
    return str(UUID(int=value | 0b10 << 62 | source.getrandbits(62)))


def growing(start: int, source: Random) -> int:
    """Return a moment between `start` and the end of the year. Later moments are more likely."""
    return max(source.randrange(start, YEAR), source.randrange(start, YEAR))


def after(moment: int, at_most: int, source: Random) -> int:
    """Return a later moment of the same year."""
    return min(moment + source.randrange(1, at_most), YEAR - 1)
