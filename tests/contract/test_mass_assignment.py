"""Bodies cannot set stored fields that are not theirs to set: each is refused by name."""

import re
from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.actions import (
    add_members,
    create_document,
    create_post,
    create_tag,
    create_team,
    get_json,
    get_page,
)
from tests.contract.answers import check_faults
from tests.contract.forms import MULTIPART, file_part, form, name_part, part
from tests.contract.operations import NOBODY, OPERATIONS
from tests.contract.page import table
from tests.people import People, Person

pytestmark = pytest.mark.only(transport="process")  # no server looks into a body

LATER = "2030-01-01T00:00:00Z"
EVERYWHERE: dict[str, Any] = {"id": NOBODY, "created_at": LATER, "updated_at": LATER, "_sentinel": 1}
TEXTS = {"search_text": "found"}

# Stored fields that no body may set, by resource, and names that look like them in answers and in code.
STORED: dict[str, dict[str, Any]] = {
    "user": {**EVERYWHERE, **TEXTS, "hashed_password": "$argon2id$", "is_superuser": True, "posts": []},
    "post": {**EVERYWHERE, **TEXTS, "author_id": NOBODY, "author": NOBODY},
    "team": {**EVERYWHERE, **TEXTS, "slug": "other", "members": [], "owner": NOBODY, "owner_id": NOBODY},
    "member": {**EVERYWHERE, "team_id": NOBODY, "team": "other", "user": NOBODY, "name": "Other"},
    "tag": {**EVERYWHERE, **TEXTS, "slug": "other", "folded_name": "other", "posts": [], "teams": []},
    "document": {
        **EVERYWHERE,
        **TEXTS,
        "owner_id": NOBODY,
        "filename": "other.txt",
        "content_type": "text/html",
        "size": 1,
        "sha256": "0" * 64,
        "key": "0" * 32,
    },
}
BODIES = {
    body: set(re.findall(r"`(\w+)`", members))
    for bodies, members in table("body", 'members; "=" gives the value of an absent one')
    for body in bodies.split(", ")
}
# The fields that each operation with a body may set.
SETTABLE = {each.name: BODIES[each.body] for each in OPERATIONS if each.body and each.name != "login"}
# Fields that only the other operation of the resource may set.
ELSEWHERE = {
    "create_user": {"is_active": False},
    "add_member": {"is_owner": True},
    "update_member": {"user_id": NOBODY},
}


def refused(operation: str) -> dict[str, Any]:
    """Every field that this operation must refuse, with a value that would have an effect."""
    return STORED[operation.partition("_")[2]] | ELSEWHERE.get(operation, {})


def faults(fields: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(f"/{field}", "unknown", "Is not known here.") for field in fields]


def check_refused(caller: Person, operation: str, method: str, path: str, document: dict[str, Any]) -> None:
    """Send each field beside a good body, then all of them."""
    fields = refused(operation)
    for chosen in (*({name: value} for name, value in fields.items()), fields):
        answer = caller.client.call(method, path, {**document, **chosen}, token=caller.token)
        check_faults(answer, *faults(chosen))


def test_user_bodies_cannot_set_other_fields(client: Client, create_user: People, superuser: Person) -> None:
    person = create_user()
    before = get_json(person, f"/users/{person.id}")
    email = f"{create_user.letters(12)}@example.com"
    new = {"email": email, "name": "New", "password": "12345678"}
    for caller in (person, superuser):
        check_refused(caller, "create_user", "POST", "/users", new)
        check_refused(caller, "update_user", "PATCH", f"/users/{person.id}", {"name": "Changed"})
    assert get_page(person, "/users", search=email)["total"] == 0
    assert get_json(person, f"/users/{person.id}") == before


def test_post_bodies_cannot_set_other_fields(client: Client, create_user: People, superuser: Person) -> None:
    author = create_user()
    post = create_post(author)
    for caller in (author, superuser):
        check_refused(caller, "create_post", "POST", "/posts", {"title": "T", "body": "B"})
        check_refused(caller, "update_post", "PATCH", f"/posts/{post['id']}", {"title": "Changed"})
        assert get_page(author, "/posts", author_id=caller.id)["total"] == (1 if caller is author else 0)
    assert get_json(author, f"/posts/{post['id']}") == post


def test_team_and_member_bodies_cannot_set_other_fields(client: Client, create_user: People, superuser: Person) -> None:
    owner, member, other = create_user(), create_user(), create_user()
    slug = create_team(owner)
    add_members(owner, slug, member)
    before = get_json(owner, f"/teams/{slug}")
    name = create_user.letters(12)
    for caller in (owner, superuser):
        check_refused(caller, "create_team", "POST", "/teams", {"name": name})
        check_refused(caller, "update_team", "PATCH", f"/teams/{slug}", {"name": "Changed"})
        check_refused(caller, "add_member", "POST", f"/teams/{slug}/members", {"user_id": other.id})
        check_refused(caller, "update_member", "PATCH", f"/teams/{slug}/members/{member.id}", {"role": "admin"})
    assert get_page(owner, "/teams", search=name)["total"] == 0
    assert get_json(owner, f"/teams/{slug}") == before


def test_tag_bodies_cannot_set_other_fields(client: Client, create_user: People, superuser: Person) -> None:
    name = create_user.letters(12)
    tag = create_tag(create_user(), create_user.letters(12))
    check_refused(superuser, "create_tag", "POST", "/tags", {"name": name})
    check_refused(superuser, "update_tag", "PATCH", f"/tags/{tag['slug']}", {"name": name})
    assert get_page(superuser, "/tags", search=name)["total"] == 0
    assert get_json(superuser, f"/tags/{tag['slug']}") == tag


def test_document_bodies_cannot_set_other_fields(client: Client, create_user: People, superuser: Person) -> None:
    owner = create_user()
    document = create_document(owner)
    headers = [*owner.headers, ("Content-Type", MULTIPART)]
    for field, value in refused("create_document").items():
        body = form(name_part(), part(f'name="{field}"'.encode(), str(value).encode()), file_part())
        check_faults(client.request("POST", "/documents", headers=headers, body=body), *faults({field: value}))
    for caller in (owner, superuser):
        check_refused(caller, "update_document", "PATCH", f"/documents/{document['id']}", {"name": "Changed"})
    assert get_page(owner, "/documents")["items"] == [document]
