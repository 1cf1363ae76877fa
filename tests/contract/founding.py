"""Teams as tests found them, and as the contract tells of them."""

from typing import Any

from tests.contract.answers import TIME, UUID7
from tests.people import People, Person

NO_TEAM = "/teams/there-is-no-such-team"
NOBODY = "00000000-0000-7000-8000-000000000000"


def found(make_user: People, owner: Person, **fields: Any) -> str:
    """Found a team, named at random unless `name` is given, and return its slug."""
    document = {"name": make_user.letters(12), **fields}
    answer = owner.client.call("POST", "/teams", document, token=owner.token)
    assert answer.status == 201, answer
    return answer.json()["slug"]


def join(admin: Person, slug: str, *people: Person, role: str = "member") -> None:
    """Have an admin of the team add people to it."""
    for person in people:
        document = {"user_id": person.id, "role": role}
        answer = admin.client.call("POST", f"/teams/{slug}/members", document, token=admin.token)
        assert answer.status == 201, answer


def members(reader: Person, slug: str) -> dict[str, dict[str, Any]]:
    """The members by user id, in the order of joining; 100 at the most."""
    answer = reader.client.call("GET", f"/teams/{slug}/members?sort=asc&limit=100", token=reader.token)
    assert answer.status == 200, answer
    return {member["user_id"]: member for member in answer.json()["items"]}


def times(told: dict[str, Any]) -> dict[str, str]:
    """The times of what was told, which are all that a test cannot know; only their form is checked."""
    assert TIME.fullmatch(told["created_at"]), told["created_at"]
    assert TIME.fullmatch(told["updated_at"]), told["updated_at"]
    return {"created_at": told["created_at"], "updated_at": told["updated_at"]}


def team(told: dict[str, Any], slug: str, name: str, **fields: Any) -> dict[str, Any]:
    """The Team that must be told of: what the test knows, with its id and times; `tags` and `members` make a detail."""
    assert UUID7.fullmatch(told["id"]), told["id"]
    known = {"id": told["id"], "slug": slug, "name": name, "description": None, "seats": None}
    return {**known, **fields, **times(told)}


def member(told: dict[str, Any], person: Person, role: str = "member", *, is_owner: bool = False) -> dict[str, Any]:
    """The Member that must be told of, in the same way."""
    return {"user_id": person.id, "name": person.name, "role": role, "is_owner": is_owner, **times(told)}
