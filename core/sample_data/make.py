"""Makes the sample data: `python -m core.sample_data.make` writes the same files every time."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from .documents import make_documents
from .people import USERS, make_people
from .posts import make_posts
from .tags import make_tags, refer_by_slug
from .teams import make_teams
from .words import LANGUAGES

SEED = 20260101
COMPRESSED = ("posts",)
"""Whatever would be over 300 kB."""


def make() -> dict[str, list[dict[str, Any]]]:
    """The rows of each file; each has random numbers of its own, so that a change of one leaves the others alone."""
    shares = [language.share for language in LANGUAGES]
    languages = numbers("languages").choices(LANGUAGES, shares, k=USERS)
    people = make_people(Random(SEED), languages)  # noqa: S311 -- sample data, no key
    posts = make_posts(people, numbers("posts"))
    teams = make_teams(people, numbers("teams"))
    tags = make_tags([*posts, *teams], numbers("tags"))
    refer_by_slug([*posts, *teams], tags)
    documents = make_documents(people, numbers("documents"))
    users = [person.row for person in people]
    return {"users": users, "tags": tags, "posts": posts, "teams": teams, "documents": documents}


def numbers(purpose: str) -> Random:
    return Random(f"{SEED} {purpose}")  # noqa: S311 -- as above


def render(rows: Sequence[dict[str, Any]]) -> str:
    """A file's text, a row a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n"


def write(directory: Path) -> None:
    """Write all files."""
    for name, rows in make().items():
        content = render(rows).encode()
        if name in COMPRESSED:
            (directory / f"{name}.json.gz").write_bytes(gzip.compress(content, mtime=0))
        else:
            (directory / f"{name}.json").write_bytes(content)


if __name__ == "__main__":
    write(Path(__file__).parent)
