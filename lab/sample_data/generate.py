"""Generates the rows from a fixed seed, and writes them as JSON."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from .people import USERS, make_people
from .posts import make_posts
from .tags import make_tags, refer_by_slug
from .teams import make_teams
from .words import LANGUAGES

SEED = 20260101
COMPRESSED = ("posts",)
"""The files that would be larger than 300 kB."""


def generate() -> dict[str, list[dict[str, Any]]]:
    """Generate the rows of each file."""
    shares = [language.share for language in LANGUAGES]
    languages = random_source("languages").choices(LANGUAGES, shares, k=USERS)
    people = make_people(Random(SEED), languages)
    posts = make_posts(people, random_source("posts"))
    teams = make_teams(people, random_source("teams"))
    tags = make_tags([*posts, *teams], random_source("tags"))
    refer_by_slug([*posts, *teams], tags)
    return {"users": [person.row for person in people], "tags": tags, "posts": posts, "teams": teams}


def random_source(purpose: str) -> Random:
    """Return random numbers for one purpose, so that a change to the posts leaves the teams as they are."""
    return Random(f"{SEED} {purpose}")


def render(rows: Sequence[dict[str, Any]]) -> str:
    """Render a file's text, with one row on a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n"


def write(directory: Path) -> None:
    """Write the files into a directory."""
    for name, rows in generate().items():
        content = render(rows).encode()
        if name in COMPRESSED:
            (directory / f"{name}.json.gz").write_bytes(gzip.compress(content, mtime=0))
        else:
            (directory / f"{name}.json").write_bytes(content)
