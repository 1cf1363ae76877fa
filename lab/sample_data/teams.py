"""Generates the sample teams, with their members and the names of their tags."""

from collections.abc import Sequence
from random import Random
from typing import Any

from core.services.slugs import slug_of

from .moments import DAY, YEAR, growing, time_of, uuid7
from .people import Person, signed_up_by
from .posts import low_index

TEAMS = 100
MOST_MEMBERS = 36


def make_teams(people: Sequence[Person], source: Random) -> list[dict[str, Any]]:
    """Make teams, none of them in the last month of the year."""
    teams: list[dict[str, Any]] = []
    slugs: set[str] = set()
    for moment in sorted(source.randrange(14 * DAY, YEAR - 30 * DAY) for _ in range(TEAMS)):
        team = make_team(moment, people, source)
        team["slug"] = free_slug(team["name"], slugs)
        teams.append(team)
    return teams


def make_team(moment: int, people: Sequence[Person], source: Random) -> dict[str, Any]:
    """Make a team whose members share one language. The first member owns it."""
    owner = source.choice([person for person in signed_up_by(people, moment) if person.row["is_active"]])
    language = owner.language
    topic = language.topics[low_index(len(language.topics), source)]
    others = [person for person in people if person.language is language and person is not owner]
    joining = source.sample(others, min(len(others), low_index(MOST_MEMBERS, source)))
    members = [make_member(moment, owner, source, is_owner=True)]
    joined = sorted((growing(max(moment, person.moment), source), person.id, person) for person in joining)
    members.extend(make_member(when, person, source) for when, _, person in joined)
    seats = source.choice([seats for seats in (len(members), 20, 50, 100) if seats >= len(members)])
    return {
        "id": uuid7(moment, source),
        "slug": "",
        "name": language.fill(source.choice(language.teams), topic, source),
        "description": language.fill(source.choice(language.descriptions), topic, source)
        if source.random() < 0.8
        else None,
        "seats": seats if source.random() < 0.3 else None,
        "tags": sorted({topic, source.choice(language.topics)} if source.random() < 0.5 else {topic}),
        "members": members,
        "created_at": time_of(moment),
    }


def make_member(moment: int, person: Person, source: Random, *, is_owner: bool = False) -> dict[str, Any]:
    return {
        "id": uuid7(moment, source),
        "user_id": person.id,
        "role": "admin" if is_owner or source.random() < 0.1 else "member",
        "is_owner": is_owner,
        "created_at": time_of(moment),
    }


def free_slug(name: str, taken: set[str]) -> str:
    """Return the first free slug of a name, and add it to the taken ones."""
    number = 1
    while (slug := slug_of(name, number)) in taken:
        number += 1
    taken.add(slug)
    return slug
