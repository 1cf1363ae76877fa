"""Documents: what is told of them, renaming, deleting, and to whom they exist at all."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.filing import NO_DOCUMENT, content_of, document, file, file_part, form, name_part, send
from tests.contract.writing import ids, listed
from tests.people import People, Person

STRING = "Must be a string."


def test_create_document_returns_the_document_and_its_location(client: Client, make_user: People) -> None:
    owner, content = make_user(), "Zoë 🦊\r\n".encode()
    answer = send(owner, form(name_part("Über uns".encode()), file_part(content, b"about.TXT", b"text/plain")))
    made = document(answer, owner, content, name="Über uns", filename="about.TXT")
    assert made["created_at"] == made["updated_at"]
    check(answer, 201, compact(made), headers={"Location": f"/documents/{made['id']}"})
    check(client.call("GET", f"/documents/{made['id']}", token=owner.token), 200, compact(made))
    assert content_of(owner, made) == content


def test_update_document_renames_it(client: Client, make_user: People) -> None:
    owner = make_user()
    before = file(owner)
    answer = client.call("PATCH", f"/documents/{before['id']}", {"name": " Zoë's \t"}, token=owner.token)
    changed = {**before, "name": "Zoë's", "updated_at": answer.json()["updated_at"]}
    assert changed["updated_at"] > before["updated_at"]
    check(answer, 200, compact(changed))
    check(client.call("GET", f"/documents/{before['id']}", token=owner.token), 200, compact(changed))
    assert content_of(owner, before) == b"Hello, world"


def test_update_document_without_a_change_keeps_updated_at(client: Client, make_user: People) -> None:
    owner = make_user()
    before = file(owner)
    for changes in ({}, {"name": "Report"}, {"name": " Report "}):
        answer = client.call("PATCH", f"/documents/{before['id']}", changes, token=owner.token)
        check(answer, 200, compact(before))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": None}, ("/name", "string", STRING)),
        ({"name": 3}, ("/name", "string", STRING)),
        ({"name": ""}, ("/name", "too_short", "Must be at least 1 characters long.")),
        ({"name": " \r\n\t "}, ("/name", "too_short", "Must be at least 1 characters long.")),
        ({"name": "n" * 201}, ("/name", "too_long", "Must be at most 200 characters long.")),
        ({"name": "a\u0000b"}, ("/name", "nul", "Must not contain the NUL character.")),
        ({"filename": "x"}, ("/filename", "unknown", "Is not known here.")),
        ({"content_type": "text/html"}, ("/content_type", "unknown", "Is not known here.")),
        ({"file": "x"}, ("/file", "unknown", "Is not known here.")),
    ],
    ids=lambda value: str(value)[:40],
)
def test_update_document_refuses_a_bad_body(
    client: Client, make_user: People, changes: dict[str, object], fault: tuple[str, str, str]
) -> None:
    owner = make_user()
    before = file(owner)
    check_faults(client.call("PATCH", f"/documents/{before['id']}", changes, token=owner.token), fault)
    check(client.call("GET", f"/documents/{before['id']}", token=owner.token), 200, compact(before))


def test_delete_document_removes_document_and_content(client: Client, make_user: People) -> None:
    owner = make_user()
    made, kept = file(owner), file(owner)
    check(client.call("DELETE", f"/documents/{made['id']}", token=owner.token), 204, b"", None)
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        check_problem(client.call(method, f"/documents/{made['id']}{path}", token=owner.token), "not-found")
    check_problem(client.call("PATCH", f"/documents/{made['id']}", {}, token=owner.token), "not-found")
    assert listed(client, owner, "/documents")["items"] == [kept]
    assert content_of(owner, kept) == b"Hello, world"


def test_a_document_does_not_exist_for_other_users(client: Client, make_user: People) -> None:
    owner, other = make_user(), make_user()
    made, own = file(owner), file(other)
    for path in (f"/documents/{made['id']}", NO_DOCUMENT):
        check_problem(client.call("GET", path, token=other.token), "not-found")
        check_problem(client.call("GET", f"{path}/content", token=other.token), "not-found")
        check_problem(client.call("PATCH", path, {"name": "X"}, token=other.token), "not-found")
        check_problem(client.call("DELETE", path, token=other.token), "not-found")
    for query in ({}, {"ids": f"{made['id']},{own['id']}"}, {"search": "Report"}, {"order_by": "name"}):
        page = listed(client, other, "/documents", **query)
        assert (page["items"], page["total"]) == ([own], 1)
    check(client.call("GET", f"/documents/{made['id']}", token=owner.token), 200, compact(made))


def test_a_superuser_reads_renames_and_deletes_any_document(
    client: Client, make_user: People, superuser: Person
) -> None:
    first, second, mark = make_user(), make_user(), make_user.letters(12)
    made = [file(person, f"{mark} {number}") for number, person in enumerate((first, second))]
    page = listed(client, superuser, "/documents", search=mark, sort="asc")
    assert (page["items"], page["total"]) == (made, 2)
    path = f"/documents/{made[0]['id']}"
    check(client.call("GET", path, token=superuser.token), 200, compact(made[0]))
    assert content_of(superuser, made[0]) == b"Hello, world"
    answer = client.call("PATCH", path, {"name": "Renamed"}, token=superuser.token)
    renamed = {**made[0], "name": "Renamed", "updated_at": answer.json()["updated_at"]}
    check(answer, 200, compact(renamed))
    check(client.call("DELETE", path, token=superuser.token), 204, b"", None)
    check_problem(client.call("GET", path, token=first.token), "not-found")
    check_problem(client.call("GET", NO_DOCUMENT, token=superuser.token), "not-found")


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_every_document_operation_refuses_a_deactivated_or_deleted_owner(
    client: Client, make_user: People, superuser: Person, how: str
) -> None:
    owner = make_user()
    made = file(owner)
    path = f"/documents/{made['id']}"
    if how == "deleted":
        client.call("DELETE", f"/users/{owner.id}", token=superuser.token)
    else:
        client.call("PATCH", f"/users/{owner.id}", {"is_active": False}, token=superuser.token)
    check_problem(send(owner, form(name_part(), file_part())), "invalid-token")
    check_problem(send(owner, b"garbage", content_type="text/plain"), "invalid-token")
    for target in ("/documents", path, f"{path}/content", NO_DOCUMENT):
        check_problem(client.call("GET", target, token=owner.token), "invalid-token")
    check_problem(client.call("PATCH", path, {"name": "X"}, token=owner.token), "invalid-token")
    check_problem(client.call("DELETE", path, token=owner.token), "invalid-token")
    answer = client.call("GET", path, token=superuser.token)
    if how == "deleted":
        check_problem(answer, "not-found")
    else:
        check(answer, 200, compact(made))


def test_deleting_a_user_deletes_their_documents(client: Client, make_user: People, superuser: Person) -> None:
    owner, other, mark = make_user(), make_user(), make_user.letters(12)
    made = [file(owner, f"{mark} {number}") for number in range(2)]
    kept = file(other, f"{mark} kept")
    check(client.call("DELETE", f"/users/{owner.id}", token=owner.token), 204, b"", None)
    for each in made:
        check_problem(client.call("GET", f"/documents/{each['id']}", token=superuser.token), "not-found")
        check_problem(client.call("GET", f"/documents/{each['id']}/content", token=superuser.token), "not-found")
    assert ids(listed(client, superuser, "/documents", search=mark)["items"]) == [kept["id"]]
    assert content_of(other, kept) == b"Hello, world"
