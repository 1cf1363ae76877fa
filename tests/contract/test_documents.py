"""create_document, get_document, update_document, delete_document: answers and rights."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_document, get_content, get_page, ids
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.operations import NO_DOCUMENT
from tests.contract.shapes import expected_document
from tests.people import People, Person

pytestmark = pytest.mark.each_database

STRING = "Must be a string."


def test_create_document_returns_the_document_and_its_location(client: Client, create_user: People) -> None:
    owner, content = create_user(), "Zoë 🦊\r\n".encode()
    answer = upload(owner, form(name_part("Über uns".encode()), file_part(content, b"about.TXT", b"text/plain")))
    created = expected_document(answer.json(), owner, content, name="Über uns", filename="about.TXT")
    assert created["created_at"] == created["updated_at"]
    check(answer, 201, compact(created), headers={"Location": f"/documents/{created['id']}"})
    check(client.call("GET", f"/documents/{created['id']}", token=owner.token), 200, compact(created))
    assert get_content(owner, created) == content


def test_update_document_renames_it(client: Client, create_user: People) -> None:
    owner = create_user()
    before = create_document(owner)
    answer = client.call("PATCH", f"/documents/{before['id']}", {"name": " Zoë's \t"}, token=owner.token)
    changed = {**before, "name": "Zoë's", "updated_at": answer.json()["updated_at"]}
    assert changed["updated_at"] > before["updated_at"]
    check(answer, 200, compact(changed))
    check(client.call("GET", f"/documents/{before['id']}", token=owner.token), 200, compact(changed))
    assert get_content(owner, before) == b"Hello, world"


def test_update_document_without_a_change_keeps_updated_at(client: Client, create_user: People) -> None:
    owner = create_user()
    before = create_document(owner)
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
    client: Client, create_user: People, changes: dict[str, object], fault: tuple[str, str, str]
) -> None:
    owner = create_user()
    before = create_document(owner)
    check_faults(client.call("PATCH", f"/documents/{before['id']}", changes, token=owner.token), fault)
    check(client.call("GET", f"/documents/{before['id']}", token=owner.token), 200, compact(before))


def test_delete_document_removes_document_and_content(client: Client, create_user: People) -> None:
    owner = create_user()
    created, kept = create_document(owner), create_document(owner)
    check(client.call("DELETE", f"/documents/{created['id']}", token=owner.token), 204, b"", None)
    for method, path in (("GET", ""), ("GET", "/content"), ("DELETE", "")):
        check_problem(client.call(method, f"/documents/{created['id']}{path}", token=owner.token), "not-found")
    check_problem(client.call("PATCH", f"/documents/{created['id']}", {}, token=owner.token), "not-found")
    assert get_page(owner, "/documents")["items"] == [kept]
    assert get_content(owner, kept) == b"Hello, world"


def test_a_document_does_not_exist_for_other_users(client: Client, create_user: People) -> None:
    owner, other = create_user(), create_user()
    created, own = create_document(owner), create_document(other)
    for path in (f"/documents/{created['id']}", NO_DOCUMENT):
        check_problem(client.call("GET", path, token=other.token), "not-found")
        check_problem(client.call("GET", f"{path}/content", token=other.token), "not-found")
        check_problem(client.call("PATCH", path, {"name": "X"}, token=other.token), "not-found")
        check_problem(client.call("DELETE", path, token=other.token), "not-found")
    for query in ({}, {"ids": f"{created['id']},{own['id']}"}, {"search": "Report"}, {"order_by": "name"}):
        page = get_page(other, "/documents", **query)
        assert (page["items"], page["total"]) == ([own], 1)
    check(client.call("GET", f"/documents/{created['id']}", token=owner.token), 200, compact(created))


def test_a_superuser_reads_renames_and_deletes_any_document(
    client: Client, create_user: People, superuser: Person
) -> None:
    first, second, mark = create_user(), create_user(), create_user.letters(12)
    created = [create_document(person, f"{mark} {number}") for number, person in enumerate((first, second))]
    page = get_page(superuser, "/documents", search=mark, sort="asc")
    assert (page["items"], page["total"]) == (created, 2)
    path = f"/documents/{created[0]['id']}"
    check(client.call("GET", path, token=superuser.token), 200, compact(created[0]))
    assert get_content(superuser, created[0]) == b"Hello, world"
    answer = client.call("PATCH", path, {"name": "Renamed"}, token=superuser.token)
    renamed = {**created[0], "name": "Renamed", "updated_at": answer.json()["updated_at"]}
    check(answer, 200, compact(renamed))
    check(client.call("DELETE", path, token=superuser.token), 204, b"", None)
    check_problem(client.call("GET", path, token=first.token), "not-found")
    check_problem(client.call("GET", NO_DOCUMENT, token=superuser.token), "not-found")


@pytest.mark.parametrize("how", ["deactivated", "deleted"])
def test_every_document_operation_refuses_a_deactivated_or_deleted_owner(
    client: Client, create_user: People, superuser: Person, how: str
) -> None:
    owner = create_user()
    created = create_document(owner)
    path = f"/documents/{created['id']}"
    if how == "deleted":
        client.call("DELETE", f"/users/{owner.id}", token=superuser.token)
    else:
        client.call("PATCH", f"/users/{owner.id}", {"is_active": False}, token=superuser.token)
    check_problem(upload(owner, form(name_part(), file_part())), "invalid-token")
    check_problem(upload(owner, b"garbage", content_type="text/plain"), "invalid-token")
    for target in ("/documents", path, f"{path}/content", NO_DOCUMENT):
        check_problem(client.call("GET", target, token=owner.token), "invalid-token")
    check_problem(client.call("PATCH", path, {"name": "X"}, token=owner.token), "invalid-token")
    check_problem(client.call("DELETE", path, token=owner.token), "invalid-token")
    answer = client.call("GET", path, token=superuser.token)
    if how == "deleted":
        check_problem(answer, "not-found")
    else:
        check(answer, 200, compact(created))


def test_deleting_a_user_deletes_their_documents(client: Client, create_user: People, superuser: Person) -> None:
    owner, other, mark = create_user(), create_user(), create_user.letters(12)
    created = [create_document(owner, f"{mark} {number}") for number in range(2)]
    kept = create_document(other, f"{mark} kept")
    check(client.call("DELETE", f"/users/{owner.id}", token=owner.token), 204, b"", None)
    for each in created:
        check_problem(client.call("GET", f"/documents/{each['id']}", token=superuser.token), "not-found")
        check_problem(client.call("GET", f"/documents/{each['id']}/content", token=superuser.token), "not-found")
    assert ids(get_page(superuser, "/documents", search=mark)["items"]) == [kept["id"]]
    assert get_content(other, kept) == b"Hello, world"
