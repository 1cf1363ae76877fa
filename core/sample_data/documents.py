"""Sample documents: notes, tables, pages and charts, each with its content."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from .files import chart, page
from .moments import DAY, FIRST_DAY, YEAR, after, time_of, uuid7
from .people import Person, known
from .posts import lower, make_body

DOCUMENTS = 50
# What a document is, and the shares.
KINDS = {"md": 16, "txt": 12, "csv": 10, "pdf": 6, "png": 6}
CONTENT_TYPES = {
    "md": "text/markdown",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "png": "image/png",
}


def make_documents(people: Sequence[Person], source: Random) -> list[dict[str, Any]]:
    """Documents over the year but its first weeks, of each kind as many as its share says."""
    kinds = [kind for kind, share in KINDS.items() for _ in range(share)]
    source.shuffle(kinds)
    moments = sorted(source.randrange(14 * DAY, YEAR) for _ in range(DOCUMENTS))
    return [make_document(moment, kind, people, source) for moment, kind in zip(moments, kinds, strict=True)]


def make_document(moment: int, kind: str, people: Sequence[Person], source: Random) -> dict[str, Any]:
    """A row with its content: as `text`, or in base64 where it is none."""
    owners = known(people, moment)
    if kind == "pdf":  # its fonts know Latin letters alone
        owners = [person for person in owners if is_latin("".join(person.language.middles + person.language.topics))]
    owner = owners[lower(len(owners), source)]
    language = owner.language
    topic = language.topics[lower(len(language.topics), source)]
    title = language.fill(source.choice(language.titles), topic, source)
    changed = moment if source.random() < 0.7 else after(moment, 30 * DAY, source)
    row = {
        "id": uuid7(moment, source),
        "owner_id": owner.id,
        "name": title,
        "filename": f"{title.replace('/', '-').rstrip('?. ')}.{kind}",
        "content_type": CONTENT_TYPES[kind],
        "created_at": time_of(moment),
        "updated_at": time_of(changed),
    }
    match kind:
        case "md":
            return row | {"text": f"# {title}\n\n{make_body(language, topic, source)}\n"}
        case "txt":
            return row | {"text": make_body(language, topic, source) + "\n"}
        case "csv":
            return row | {"text": make_table(moment, source)}
        case "pdf":
            return row | {"base64": b64encode(page(title, make_body(language, topic, source))).decode()}
        case _:
            bars = [source.randint(4, 44) for _ in range(12)]
            return row | {"base64": b64encode(chart(bars)).decode()}


def is_latin(text: str) -> bool:
    """Whether all letters are in the encoding that PDF calls WinAnsi."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def make_table(moment: int, source: Random) -> str:
    """Twelve weeks that end then; lines end as RFC 4180 has them."""
    last = (FIRST_DAY + timedelta(milliseconds=moment)).date()
    weeks = (last - timedelta(weeks=ago) for ago in range(11, -1, -1))
    rows = (f"{week},{source.randint(3, 40)},{source.randint(0, 9000) / 100:.2f}" for week in weeks)
    return "".join(f"{row}\r\n" for row in ("week,people,cost", *rows))
