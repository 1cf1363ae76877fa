"""The sample data as it is committed: made by its seed, and by the rules that everybody keeps."""

import gzip
import re
import struct
import unicodedata
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from advanced_alchemy.utils.fixtures import open_fixture

from core import sample_data, schemas
from core.http.upload import MEDIA_TYPE, basename
from core.sample_data.make import make, render, write
from core.sample_data.reading import content_of
from core.schemas.fields import parse_time
from core.text import fold, slug_of

DIRECTORY = Path(sample_data.__path__[0])
SIZES = {"users": 1000, "tags": 200, "posts": 5000, "teams": 100, "documents": 50}

Rows = list[dict[str, Any]]


def rows(name: str) -> Rows:
    return open_fixture(DIRECTORY, name)


def test_the_files_are_what_the_seed_makes() -> None:
    # Not by the bytes: another zlib compresses otherwise.
    texts = {path.name.split(".")[0]: read(path) for path in DIRECTORY.glob("*.json*")}
    assert texts == {name: render(made) for name, made in make().items()}


def test_writing_twice_writes_the_same(tmp_path: Path) -> None:
    written: list[dict[str, bytes]] = []
    for _ in range(2):
        write(tmp_path)
        written.append({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    assert written[0] == written[1]
    assert {name: read(tmp_path / name) for name in written[0]} == {p.name: read(p) for p in DIRECTORY.glob("*.json*")}


def read(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()


@pytest.mark.parametrize("name", SIZES)
def test_ids_and_times_are_those_of_one_year(name: str) -> None:
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


def test_the_rules_of_posts() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    names = {tag["slug"]: tag["name"] for tag in rows("tags")}
    for post in rows("posts"):
        tags = [names[slug] for slug in post["tags"]]
        told = {name: post[name] for name in ("title", "body", "published_at")}
        valid = schemas.PostCreate.model_validate({**told, "tags": tags})
        assert (valid.title, valid.body) == (post["title"], post["body"])
        assert post["created_at"] > signed_up[post["author_id"]]
    assert any(post["published_at"] is None for post in rows("posts"))
    assert len({post["author_id"] for post in rows("posts")}) > 500
    assert len({post["body"] for post in rows("posts")}) > 4900


def test_the_rules_of_teams() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    names = {tag["slug"]: tag["name"] for tag in rows("tags")}
    for team in rows("teams"):
        told = {name: team[name] for name in ("name", "description", "seats")}
        valid = schemas.TeamCreate.model_validate({**told, "tags": [names[slug] for slug in team["tags"]]})
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


def test_the_rules_of_tags() -> None:
    used = {slug: row["created_at"] for name in ("posts", "teams") for row in rows(name) for slug in row["tags"]}
    assert len(used) > 150
    for row in [*rows("posts"), *rows("teams")]:
        for slug in row["tags"]:
            used[slug] = min(used[slug], row["created_at"])
    for tag in rows("tags"):
        assert schemas.TagCreate.model_validate({"name": tag["name"]}).name == tag["name"]
        assert tag["created_at"] == used.get(tag["slug"], tag["created_at"])
    assert len({fold(tag["name"]) for tag in rows("tags")}) == SIZES["tags"]


def test_the_rules_of_documents() -> None:
    signed_up = {user["id"]: user["created_at"] for user in rows("users")}
    for document in rows("documents"):
        assert schemas.DocumentCreate.model_validate({"name": document["name"]}).name == document["name"]
        assert basename(document["filename"]) == document["filename"]
        assert MEDIA_TYPE.fullmatch(document["content_type"])
        assert document["created_at"] > signed_up[document["owner_id"]]
        assert document.keys() & {"text", "base64"} == {"text" if "text" in document else "base64"}
    kinds = Counter(document["filename"].split(".")[-1] for document in rows("documents"))
    assert kinds == {"md": 16, "txt": 12, "csv": 10, "pdf": 6, "png": 6}


def test_pictures_and_pages_are_what_they_say() -> None:
    for document in rows("documents"):
        content = content_of(document)
        if document["content_type"] == "image/png":
            check_png(content)
        elif document["content_type"] == "application/pdf":
            check_pdf(content)
        else:
            assert content.decode().endswith("\n")


def check_png(content: bytes) -> None:
    """Whole chunks with right sums, and as many pixels as it says."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    place, chunks = 8, dict[bytes, bytes]()
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        chunks[kind] = content[place + 8 : place + 8 + length]
        assert content[place + 8 + length :][:4] == struct.pack(">I", zlib.crc32(kind + chunks[kind]))
        place += length + 12
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    assert len(zlib.decompress(chunks[b"IDAT"])) == (width + 1) * height


def check_pdf(content: bytes) -> None:
    """Its table tells where each object begins, and its end where the table does."""
    assert content.startswith(b"%PDF-1.4\n")
    match = re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)
    assert match is not None
    table = content[int(match[1]) :]
    assert table.startswith(b"xref\n0 7\n0000000000 65535 f \n")
    places = re.findall(rb"(\d{10}) 00000 n \n", table)
    assert all(content[int(place) :].startswith(b"%d 0 obj\n" % number) for number, place in enumerate(places, start=1))
    drawing = re.search(rb"<< /Length (\d+) >>\nstream\n(.*)\nendstream", content, re.DOTALL)
    assert drawing is not None
    assert len(drawing[2]) == int(drawing[1])


@pytest.mark.parametrize("name", ["tags", "teams"])
def test_slugs_are_those_that_core_would_have_given(name: str) -> None:
    given: set[str] = set()
    for row in rows(name):
        free = (slug for number in range(1, 100) if (slug := slug_of(row["name"], number)) not in given)
        assert row["slug"] == next(free)
        given.add(row["slug"])
    assert any(slug.endswith("-2") for slug in given)


@pytest.mark.parametrize(
    ("name", "member"), [("posts", "title"), ("posts", "body"), ("teams", "name"), ("tags", "name")]
)
def test_many_scripts(name: str, member: str) -> None:
    letters = {letter for row in rows(name) for letter in row[member] if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts >= {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "CJK"}
