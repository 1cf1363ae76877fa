"""Makes the slugs of teams and tags: from the name, and with a number where the plain slug is taken."""

from collections.abc import Sequence
from itertools import count

from slugify import slugify
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from ..database.unit_of_work import AnySession

MAX_LENGTH = 100
# Somebody else took the slug each time. After this many attempts something else is wrong.
MAX_ATTEMPTS = 100


def slug_of(name: str, number: int = 1) -> str:
    """Return the slug of a name: ASCII `[a-z0-9-]`, transliterated, at most 100 characters.

    From the second on, `number` is the suffix: `-2`. The slug is empty if no character of the name can be kept; the
    schemas refuse such names.
    """
    suffix = f"-{number}" if number > 1 else ""
    return slugify(name, max_length=MAX_LENGTH - len(suffix)) + suffix


async def free_slugs(session: AnySession, column: InstrumentedAttribute[str], names: Sequence[str]) -> list[str]:
    """Return a free slug for each name, found in one statement: the plain one, or the first free of `-2`, `-3`, ….

    Two transactions that ask at once get the same slugs; the column's unique constraint then refuses one of them, which
    must try again. Advanced Alchemy's `get_available_slug` does not fit: it drops characters that are not Latin, and
    its suffixes are random.
    """
    plain = {slug_of(name) for name in names}
    # A longer number leaves less of a long name.
    stems = {slug_of(name, 2 * 10**digits).rpartition("-")[0] for name in names for digits in range(7)} - {""}
    numbered = (and_(column.like(f"{stem}-%"), column.not_like(f"{stem}-%-%")) for stem in plain | stems)
    taken = set(await session.scalars(select(column).where(or_(column.in_(plain), *numbered))))
    slugs: list[str] = []
    for name in names:
        slugs.append(next(slug for number in count(1) if (slug := slug_of(name, number)) not in taken))
        taken.add(slugs[-1])
    return slugs
