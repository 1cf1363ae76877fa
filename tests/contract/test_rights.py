"""Every cell of the table of rights; a refused request changes nothing."""

from typing import Any

import pytest

from tests.clients.base import NO_BODY, Client
from tests.clients.response import Response
from tests.contract.actions import add_members, create_document, create_post, create_tag, create_team
from tests.contract.answers import check_problem
from tests.contract.forms import MULTIPART, file_part, form, name_part
from tests.contract.operations import ACCESS, OPEN, OPERATIONS, ROLES
from tests.people import People, Person

pytestmark = pytest.mark.each_database

NAMED = {operation.name: operation for operation in OPERATIONS}
# `(operation, part, {role: status})`; `part` is what of it is changed, or "".
ROWS = [
    (each.name, part, {role: each.statuses[0] if cell == "ok" else int(cell) for role, cell in ACCESS[access].items()})
    for each in OPERATIONS
    for part, access in each.access.items()
]
# The first part of every path that has an operation with a token; "" stands for the rest, which is open.
AREAS = (*dict.fromkeys(each.resource for each in OPERATIONS if each.name not in OPEN), "")

BODIES: dict[tuple[str, str], Any] = {
    ("update_user", ""): {"name": "Changed"},
    ("update_user", "is_active"): {"is_active": False},
    ("create_post", ""): {"title": "T", "body": "B"},
    ("update_post", ""): {"title": "Changed"},
    ("create_team", ""): {"name": "New"},
    ("update_team", ""): {"description": "changed"},
    ("update_member", "role"): {"role": "admin"},
    ("update_member", "is_owner"): {"is_owner": True},
    ("update_document", ""): {"name": "Changed"},
}
REFUSALS = {403: "forbidden", 404: "not-found", 409: "owner-stays"}


class Scene:
    """People by their roles, and the resources they act on, which are created again after each change."""

    def __init__(self, client: Client, create_user: People, superuser: Person) -> None:
        self.client, self.create_user, self.superuser = client, create_user, superuser
        self.people = {role: create_user() for role in (*ROLES[1:], "target")} | {"superuser": superuser}
        self.tokens = {role: person.token for role, person in self.people.items()}
        client.call("PATCH", self.user_path("deactivated"), {"is_active": False}, token=superuser.token)
        client.call("DELETE", self.user_path("deleted"), token=superuser.token)
        self.created: dict[str, str] = {}

    def user_path(self, role: str) -> str:
        return f"/users/{self.people[role].id}"

    def place(self, name: str) -> str:
        """The value of a path parameter; its resource is created at the first use."""
        if name not in self.created:
            self.created[name] = getattr(self, f"make_{name}")()
        return self.created[name]

    def make_user_id(self) -> str:
        self.people["user"] = self.create_user()
        self.tokens["user"] = self.people["user"].token
        return self.people["user"].id

    def make_post_id(self) -> str:
        return create_post(self.people["user"])["id"]

    def make_document_id(self) -> str:
        return create_document(self.people["user"])["id"]

    def make_tag(self) -> str:
        return create_tag(self.people["user"], self.create_user.letters(12))["slug"]

    def make_team(self) -> str:
        owner = self.people["owner"]
        slug = create_team(owner)
        for role in ("admin", "member", "target", "deactivated"):
            add_members(owner, slug, self.people[role], role="admin" if role in {"admin", "deactivated"} else "member")
        return slug

    def path(self, operation: str, part: str, role: str) -> str:
        """The path of the operation: on resources of `user` and `owner`, and in the team on the member `target`."""
        path = NAMED[operation].path
        if path.startswith("/teams"):
            member = self.people.get(role if part == "oneself" else "target", self.people["target"])
            path = path.replace("{user_id}", member.id)
        path = path.replace("{slug}", f"{{{path.split('/')[1][:-1]}}}")
        for name in ("user_id", "post_id", "document_id", "tag", "team"):
            if f"{{{name}}}" in path:
                path = path.replace(f"{{{name}}}", self.place(name))
        return path

    def body(self, operation: str, part: str, role: str) -> Any:
        letters = self.create_user.letters(12)
        match operation:
            case "login":
                person = self.people.get(role, Person(self.client, f"{letters}@example.com", "Nobody", letters))
                return {"email": person.email, "password": person.password}
            case "create_user":
                return {"email": f"{letters}@example.com", "name": "New", "password": letters}
            case "create_tag" | "update_tag":
                return {"name": letters}
            case "add_member":
                return {"user_id": self.people["other"].id}
            case _:
                return BODIES.get((operation, part), NO_BODY)

    def act(self, operation: str, part: str, role: str) -> Response:
        method, path = NAMED[operation].method, self.path(operation, part, role)
        token = self.tokens.get(role)
        if operation != "create_document":
            return self.client.call(method, path, self.body(operation, part, role), token=token)
        headers = [("Content-Type", MULTIPART)] + ([("Authorization", f"Bearer {token}")] if token else [])
        return self.client.request(method, path, headers=headers, body=form(name_part(), file_part()))

    def state(self, operation: str, part: str) -> list[bytes]:
        """The bodies of GET on the path of the operation and on its parent."""
        path = self.path(operation, part, "target")
        parents = [path, path.rpartition("/")[0]]
        return [self.client.call("GET", each, token=self.superuser.token).body for each in parents]

    def forget(self, created: Response) -> None:
        """Delete what the superuser has created: all tests of a server share the superuser."""
        answer = self.client.call("DELETE", created.one("Location"), token=self.superuser.token)
        assert answer.status == 204, answer


@pytest.fixture
def scene(client: Client, create_user: People, superuser: Person) -> Scene:
    return Scene(client, create_user, superuser)


def check_refusal(answer: Response, operation: str, role: str, status: int) -> None:
    if operation == "login":
        check_problem(answer, {401: "invalid-credentials", 403: "account-inactive"}[status])
    elif status == 401:
        check_problem(answer, "unauthenticated" if role == "nobody" else "invalid-token")
    else:
        check_problem(answer, REFUSALS[status])


def check_every_cell(scene: Scene, area: str) -> None:
    for operation, part, cells in ROWS:
        mine = NAMED[operation].resource
        if (mine if mine in AREAS else "") != area:
            continue
        changes = NAMED[operation].method in {"PATCH", "DELETE"} or operation == "add_member"
        before = scene.state(operation, part) if changes else []
        for role, status in cells.items():
            if status >= 400:
                answer = scene.act(operation, part, role)
                assert (operation, part, role, answer.status) == (operation, part, role, status), answer
                check_refusal(answer, operation, role, status)
        assert not changes or scene.state(operation, part) == before, f"a refused {operation} has changed something"
        for role, status in cells.items():
            if status < 400:
                answer = scene.act(operation, part, role)
                assert (operation, part, role, answer.status) == (operation, part, role, status), answer
                if changes:
                    scene.created.clear()
                if operation.startswith("create_") and role == "superuser":
                    scene.forget(answer)


@pytest.mark.only(transport="process")
@pytest.mark.parametrize("area", AREAS)
def test_every_kind_of_caller_gets_the_status_of_the_rights_table(scene: Scene, area: str) -> None:
    check_every_cell(scene, area)


@pytest.mark.long
@pytest.mark.only(transport="socket")
@pytest.mark.parametrize("area", AREAS)
def test_every_kind_of_caller_gets_the_status_of_the_rights_table_from_a_server(scene: Scene, area: str) -> None:
    check_every_cell(scene, area)
