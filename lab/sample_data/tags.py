"""Generates the sample tags. A tag is as old as the first post or team that has it."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from .moments import YEAR, moment_of, time_of, uuid7
from .teams import free_slug
from .words import TAG_NAMES


def make_tags(tagged: Iterable[dict[str, Any]], source: Random) -> list[dict[str, Any]]:
    """Make a tag for each name. `tagged` are posts and teams; a tag that none of them has gets a random moment."""
    first: dict[str, int] = {}
    for row in tagged:
        for name in row["tags"]:
            moment = moment_of(row["created_at"])
            first[name] = min(moment, first.get(name, moment))
    slugs: set[str] = set()
    moments = sorted((first.get(name, source.randrange(YEAR)), name) for name in TAG_NAMES)
    return [
        {
            "id": uuid7(moment, source),
            "slug": free_slug(name, slugs),
            "name": name,
            "created_at": time_of(moment),
        }
        for moment, name in moments
    ]


def refer_by_slug(tagged: Iterable[dict[str, Any]], tags: Sequence[dict[str, Any]]) -> None:
    """Replace the names of tags in posts and teams by slugs."""
    slugs = {tag["name"]: tag["slug"] for tag in tags}
    for row in tagged:
        row["tags"] = sorted(slugs[name] for name in row["tags"])
