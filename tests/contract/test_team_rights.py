"""Rights in a team, and the order of 404, 403 and 409."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.clients.base import NO_BODY, Client
from tests.clients.response import Response
from tests.contract.actions import add_members, create_team, get_members
from tests.contract.answers import check_problem
from tests.contract.operations import NO_TEAM, NOBODY
from tests.people import People, Person

ADMINS = ("admin", "owner", "superuser")
OWNERS = ("owner", "superuser")

# Act -> method, path, body, who may, and the status of success.
ACTS: dict[str, tuple[str, str, Any, tuple[str, ...], int]] = {
    "change": ("PATCH", "/teams/{slug}", {"description": "changed"}, ADMINS, 200),
    "change nothing": ("PATCH", "/teams/{slug}", {}, ADMINS, 200),
    "delete": ("DELETE", "/teams/{slug}", NO_BODY, OWNERS, 204),
    "add": ("POST", "/teams/{slug}/members", {"user_id": "{newcomer}"}, ADMINS, 201),
    "promote": ("PATCH", "/teams/{slug}/members/{target}", {"role": "admin"}, ADMINS, 200),
    "change nothing of a member": ("PATCH", "/teams/{slug}/members/{target}", {}, ADMINS, 200),
    "hand over": ("PATCH", "/teams/{slug}/members/{target}", {"is_owner": True}, OWNERS, 200),
    "remove": ("DELETE", "/teams/{slug}/members/{target}", NO_BODY, ADMINS, 204),
}


@dataclass
class Company:
    """People by their role in a team, which is created again after each change."""

    create_user: People
    people: dict[str, Person]

    def create_team(self) -> str:
        owner = self.people["owner"]
        slug = create_team(owner)
        for name, role in (("admin", "admin"), ("member", "member"), ("target", "member"), ("deactivated", "admin")):
            add_members(owner, slug, self.people[name], role=role)
        return slug

    def state(self, slug: str) -> tuple[bytes, object]:
        owner = self.people["owner"]
        return owner.client.call("GET", f"/teams/{slug}", token=owner.token).body, get_members(owner, slug)

    def act(self, act: str, slug: str, token: str | None) -> Response:
        method, path, document, _, _ = ACTS[act]
        if act == "add":
            document = {"user_id": self.people["newcomer"].id}
        target = path.format(slug=slug, target=self.people["target"].id)
        return self.people["owner"].client.call(method, target, document, token=token)


@pytest.fixture
def company(create_user: People, superuser: Person) -> Company:
    names = ("owner", "admin", "member", "target", "deactivated", "outsider", "newcomer")
    people = {name: create_user() for name in names}
    assert people["deactivated"].token, "log in before the account is gone"
    client = superuser.client
    client.call("PATCH", f"/users/{people['deactivated'].id}", {"is_active": False}, token=superuser.token)
    return Company(create_user, {**people, "superuser": superuser})


@pytest.mark.parametrize("act", ACTS)
def test_only_some_callers_may_change_a_team_and_its_members(company: Company, act: str) -> None:
    slug = company.create_team()
    before = company.state(slug)
    check_problem(company.act(act, slug, None), "unauthenticated")
    check_problem(company.act(act, slug, "no token"), "invalid-token")
    check_problem(company.act(act, slug, company.people["deactivated"].token), "invalid-token")
    allowed, status = ACTS[act][3:]
    for name in ("outsider", "member", "admin", "owner"):
        if name not in allowed:
            check_problem(company.act(act, slug, company.people[name].token), "forbidden")
    assert company.state(slug) == before
    for name in allowed:
        answer = company.act(act, slug if name == allowed[0] else company.create_team(), company.people[name].token)
        assert (name, answer.status) == (name, status), answer


def test_every_caller_may_read_teams_and_members(client: Client, company: Company) -> None:
    slug = company.create_team()
    for target in ("/teams", f"/teams/{slug}", f"/teams/{slug}/members"):
        check_problem(client.call("GET", target), "unauthenticated")
        check_problem(client.call("GET", target, token="no token"), "invalid-token")
        for person in company.people.values():
            assert client.call("GET", target, token=person.token).status == 200
    check_problem(client.call("GET", NO_TEAM), "unauthenticated")
    check_problem(client.call("GET", f"{NO_TEAM}/members"), "unauthenticated")


def test_every_active_user_may_create_a_team(client: Client, company: Company, create_user: People) -> None:
    gone = create_user()
    assert gone.token, "log in before the account is gone"
    client.call("DELETE", f"/users/{gone.id}", token=gone.token)
    document = {"name": create_user.letters(12)}
    check_problem(client.call("POST", "/teams", document), "unauthenticated")
    for person in (gone, company.people["deactivated"]):
        check_problem(client.call("POST", "/teams", document, token=person.token), "invalid-token")
    for name in ("outsider", "superuser"):
        assert client.call("POST", "/teams", document, token=company.people[name].token).status == 201


def test_a_change_of_role_takes_effect_at_once(client: Client, company: Company) -> None:
    slug, people = company.create_team(), company.people
    own = f"/teams/{slug}/members/{people['admin'].id}"
    check_problem(client.call("PATCH", f"/teams/{slug}", {}, token=people["member"].token), "forbidden")
    promoted = f"/teams/{slug}/members/{people['member'].id}"
    assert client.call("PATCH", promoted, {"role": "admin"}, token=people["admin"].token).status == 200
    assert client.call("PATCH", own, {"role": "member"}, token=people["member"].token).status == 200
    assert client.call("PATCH", f"/teams/{slug}", {}, token=people["member"].token).status == 200
    check_problem(client.call("PATCH", f"/teams/{slug}", {}, token=people["admin"].token), "forbidden")
    client.call("DELETE", promoted, token=people["member"].token)
    check_problem(client.call("PATCH", f"/teams/{slug}", {}, token=people["member"].token), "forbidden")


def test_a_missing_team_or_member_is_404_before_403(client: Client, company: Company) -> None:
    slug, outsider = company.create_team(), company.people["outsider"]
    for caller in ("outsider", "member", "owner", "superuser"):
        token = company.people[caller].token
        for method, target, document in (
            ("GET", NO_TEAM, NO_BODY),
            ("PATCH", NO_TEAM, {"name": "Other"}),
            ("DELETE", NO_TEAM, NO_BODY),
            ("GET", f"{NO_TEAM}/members", NO_BODY),
            ("POST", f"{NO_TEAM}/members", {"user_id": NOBODY}),
            ("PATCH", f"{NO_TEAM}/members/{outsider.id}", {"role": "admin"}),
            ("DELETE", f"{NO_TEAM}/members/{outsider.id}", NO_BODY),
            ("PATCH", f"/teams/{slug}/members/{outsider.id}", {"role": "admin"}),
            ("PATCH", f"/teams/{slug}/members/{NOBODY}", {"is_owner": True}),
            ("DELETE", f"/teams/{slug}/members/{outsider.id}", NO_BODY),
            ("DELETE", f"/teams/{slug}/members/{NOBODY}", NO_BODY),
        ):
            check_problem(client.call(method, target, document, token=token), "not-found")


def test_a_forbidden_change_of_a_team_is_403_before_409(client: Client, company: Company) -> None:
    slug, people = company.create_team(), company.people
    adding, owning = f"/teams/{slug}/members", f"/teams/{slug}/members/{people['owner'].id}"
    for caller in ("outsider", "member"):
        token = people[caller].token
        check_problem(client.call("POST", adding, {"user_id": people["owner"].id}, token=token), "forbidden")
        check_problem(client.call("POST", adding, {"user_id": NOBODY}, token=token), "forbidden")
        check_problem(client.call("PATCH", owning, {"role": "member"}, token=token), "forbidden")
        check_problem(client.call("PATCH", owning, {"is_owner": True}, token=token), "forbidden")
        check_problem(client.call("DELETE", owning, token=token), "forbidden")
        check_problem(client.call("PATCH", f"/teams/{slug}", {"seats": 1}, token=token), "forbidden")
