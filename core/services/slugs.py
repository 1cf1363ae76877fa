"""Slugs that nobody has yet: the name's own, else the first of `-2`, `-3`, … that is free."""

from collections.abc import Sequence
from itertools import count

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from ..database.unit_of_work import AnySession
from ..text import slug_of

# Each time, somebody else was faster; this often, something is wrong.
MOST_ATTEMPTS = 100


async def free_slugs(session: AnySession, column: InstrumentedAttribute[str], names: Sequence[str]) -> list[str]:
    """A free slug for each name, in one statement.

    Not Advanced Alchemy's `get_available_slug`: it drops what is not Latin, and tells namesakes apart at random.
    Two who ask at once get the same answer; the column's unique constraint decides between them.
    """
    own = {slug_of(name) for name in names}
    # A long name is cut shorter the longer its number is.
    stems = {slug_of(name, 2 * 10**digits).rpartition("-")[0] for name in names for digits in range(7)} - {""}
    numbered = (and_(column.like(f"{stem}-%"), column.not_like(f"{stem}-%-%")) for stem in own | stems)
    taken = set(await session.scalars(select(column).where(or_(column.in_(own), *numbered))))
    slugs: list[str] = []
    for name in names:
        slugs.append(next(slug for number in count(1) if (slug := slug_of(name, number)) not in taken))
        taken.add(slugs[-1])
    return slugs
