"""The rows of the sample data, as they are committed: they keep the rules that requests must keep."""

import unicodedata
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from advanced_alchemy.utils.fixtures import open_fixture

from core import schemas
from core.http.upload import MEDIA_TYPE, basename
from core.sample_data.reading import DIRECTORY
from core.schemas.fields import parse_time
from core.services.slugs import slug_of
from core.text import fold

SIZES = {"users": 1000, "tags": 200, "posts": 5000, "teams": 100, "documents": 50}

Rows = list[dict[str, Any]]


def rows(name: str) -> Rows:
    """Read rows as they stand in the file: ids and times are text."""
    return open_fixture(DIRECTORY, name)


@pytest.mark.parametrize("name", SIZES)
def test_the_ids_and_times_of_sample_rows_agree_and_are_of_one_year(name: str) -> None:
    members = [member for team in rows("teams") for member in team["members"]] if name == "teams" else []
    assert len(rows(name)) == SIZES[name]
    assert len({row["id"] for row in rows(name)}) == SIZES[name]
    first_day = datetime(2025, 1, 1, tzinfo=UTC)
    for row in [*rows(name), *members]:
        created_at, identity = parse_time(row["created_at"]), UUID(row["id"])
        assert first_day <= created_at < first_day + timedelta(days=365)
        assert (identity.version, identity.int >> 80) == (7, round(created_at.timestamp() * 1000))
        assert parse_time(row.get("updated_at", row["created_at"])) >= created_at
    months = Counter(row["created_at"][:7] for row in rows(name))
    assert len(months) >= (10 if name == "tags" else 11)  # most tags are as old as the first posts


def test_sample_posts_are_valid_and_younger_than_their_authors() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    names = {tag["slug"]: tag["name"] for tag in rows("tags")}
    for post in rows("posts"):
        tags = [names[slug] for slug in post["tags"]]
        body = {name: post[name] for name in ("title", "body", "published_at")}
        valid = schemas.PostCreate.model_validate({**body, "tags": tags})
        assert (valid.title, valid.body) == (post["title"], post["body"])
        assert post["created_at"] > signed_up[post["author_id"]]
    assert any(post["published_at"] is None for post in rows("posts"))
    assert len({post["author_id"] for post in rows("posts")}) > 500
    assert len({post["body"] for post in rows("posts")}) > 4900


def test_sample_teams_are_valid_and_have_one_owner_and_enough_seats() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    names = {tag["slug"]: tag["name"] for tag in rows("tags")}
    for team in rows("teams"):
        body = {name: team[name] for name in ("name", "description", "seats")}
        valid = schemas.TeamCreate.model_validate({**body, "tags": [names[slug] for slug in team["tags"]]})
        assert valid.name == team["name"]
        members = team["members"]
        assert [member["role"] for member in members if member["is_owner"]] == ["admin"]
        assert members[0]["is_owner"]
        assert members[0]["created_at"] == team["created_at"]
        assert len({member["user_id"] for member in members}) == len(members) <= (team["seats"] or 1000)
        assert all(member["created_at"] >= signed_up[member["user_id"]] for member in members)
        assert all(one["created_at"] <= other["created_at"] for one, other in pairwise(members))
    assert {member["role"] for team in rows("teams") for member in team["members"]} == {"admin", "member"}
    assert any(team["seats"] is None for team in rows("teams"))
    assert any(team["seats"] == len(team["members"]) for team in rows("teams"))


def test_sample_tags_are_valid_and_as_old_as_the_first_row_that_has_them() -> None:
    first_use = {slug: row["created_at"] for name in ("posts", "teams") for row in rows(name) for slug in row["tags"]}
    assert len(first_use) > 150
    for row in [*rows("posts"), *rows("teams")]:
        for slug in row["tags"]:
            first_use[slug] = min(first_use[slug], row["created_at"])
    for tag in rows("tags"):
        assert schemas.TagCreate.model_validate({"name": tag["name"]}).name == tag["name"]
        assert tag["created_at"] == first_use.get(tag["slug"], tag["created_at"])
    assert len({fold(tag["name"]) for tag in rows("tags")}) == SIZES["tags"]


def test_sample_documents_are_valid_and_younger_than_their_owners() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    for document in rows("documents"):
        assert schemas.DocumentCreate.model_validate({"name": document["name"]}).name == document["name"]
        assert basename(document["filename"]) == document["filename"]
        assert MEDIA_TYPE.fullmatch(document["content_type"])
        assert document["created_at"] > signed_up[document["owner_id"]]


@pytest.mark.parametrize("name", ["tags", "teams"])
def test_sample_slugs_are_those_that_core_would_give(name: str) -> None:
    taken: set[str] = set()
    for row in rows(name):
        free = (slug for number in range(1, 100) if (slug := slug_of(row["name"], number)) not in taken)
        assert row["slug"] == next(free)
        taken.add(row["slug"])
    assert any(slug.endswith("-2") for slug in taken)


@pytest.mark.parametrize(
    ("name", "member"), [("posts", "title"), ("posts", "body"), ("teams", "name"), ("tags", "name")]
)
def test_sample_text_is_written_in_many_scripts(name: str, member: str) -> None:
    letters = {letter for row in rows(name) for letter in row[member] if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts >= {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "CJK"}
