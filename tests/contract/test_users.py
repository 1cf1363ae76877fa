"""create_user, get_user, update_user, delete_user: answers and rights."""

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.operations import NO_USER
from tests.contract.shapes import expected_user
from tests.people import People, Person

pytestmark = pytest.mark.each_database

MISSING = "Must be given."
UNKNOWN = "Is not known here."
STRING = "Must be a string."


def new_email(create_user: People) -> str:
    return f"{create_user.letters(10)}@example.com"


def test_create_user_returns_the_user_and_its_location(client: Client, create_user: People) -> None:
    email = new_email(create_user)
    answer = client.call("POST", "/users", {"email": email, "name": "Zoë 🦊", "password": "12345678"})
    created = expected_user(answer.json(), email, "Zoë 🦊")
    assert created["created_at"] == created["updated_at"]
    check(answer, 201, compact(created), headers={"Location": f"/users/{created['id']}"})


def test_create_user_normalises_the_email_and_trims_the_name(client: Client, create_user: People) -> None:
    local = create_user.letters(10)
    document = {"email": f"{local.upper()}@EXAMPLE.com", "name": "  Ada \t", "password": " spaces stay "}
    answer = client.call("POST", "/users", document)
    check_created = expected_user(answer.json(), f"{local}@example.com", "Ada")
    check(answer, 201, compact(check_created), headers={"Location": f"/users/{check_created['id']}"})
    for password, status in ((" spaces stay ", 200), ("spaces stay", 401)):
        login = client.call("POST", "/auth/login", {"email": f"{local}@example.com", "password": password})
        assert login.status == status


@pytest.mark.parametrize(
    ("domain", "stored"),
    [
        ("xn--mller-kva.example.com", "müller.example.com"),
        ("\uff25\uff38\uff21\uff2d\uff30\uff2c\uff25.com", "example.com"),
        ("example。com", "example.com"),
        ("Office.LOCAL", "office.local"),
        ("a.b.test", "a.b.test"),
        ("mail.internal", "mail.internal"),
        ("nas.lan", "nas.lan"),
        ("box.home.arpa", "box.home.arpa"),
    ],
    ids=ascii,
)
def test_an_email_logs_in_in_the_spelling_it_signed_up_with(
    client: Client, create_user: People, domain: str, stored: str
) -> None:
    local = new_email(create_user).partition("@")[0]
    document = {"email": f"{local}@{domain}", "name": "Ada", "password": "12345678"}
    answer = client.call("POST", "/users", document)
    assert (answer.status, answer.json()["email"]) == (201, f"{local}@{stored}")
    for spelling in (domain, stored):
        login = {"email": f"{local}@{spelling}", "password": "12345678"}
        assert client.call("POST", "/auth/login", login).status == 200


def test_a_password_is_the_same_however_its_letters_are_composed(client: Client, create_user: People) -> None:
    email = new_email(create_user)
    document = {"email": email, "name": "Ada", "password": "p\u00e4sswo\u0308rtchen \ufb01"}
    assert client.call("POST", "/users", document).status == 201
    for password in ("pa\u0308ssw\u00f6rtchen fi", "p\u00e4ssw\u00f6rtchen \ufb01"):
        assert client.call("POST", "/auth/login", {"email": email, "password": password}).status == 200
    assert client.call("POST", "/auth/login", {"email": email, "password": "passwortchen fi"}).status == 401


def test_create_user_refuses_a_known_email_in_any_spelling(client: Client, create_user: People) -> None:
    person = create_user()
    for email in (person.email, person.email.upper()):
        answer = client.call("POST", "/users", {"email": email, "name": "Other", "password": "12345678"})
        check_problem(answer, "email-taken")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"email": "ada"}, ("/email", "email", "Must be an email address.")),
        ({"email": "a@b@example.com"}, ("/email", "email", "Must be an email address.")),
        ({"email": "ada@example"}, ("/email", "email", "Must be an email address.")),
        ({"email": "ada@localhost"}, ("/email", "email", "Must be at a domain that is not reserved.")),
        ({"email": "ada@nowhere.invalid"}, ("/email", "email", "Must be at a domain that is not reserved.")),
        ({"email": "ada@hidden.onion"}, ("/email", "email", "Must be at a domain that is not reserved.")),
        ({"email": "ada@.local"}, ("/email", "email", "Must be at a domain that is not reserved.")),
        ({"email": ""}, ("/email", "email", "Must be an email address.")),
        ({"email": "a" * 243 + "@example.com"}, ("/email", "too_long", "Must be at most 254 characters long.")),
        ({"email": None}, ("/email", "string", STRING)),
        ({"email": ["a@example.com"]}, ("/email", "string", STRING)),
        ({"name": ""}, ("/name", "too_short", "Must be at least 1 characters long.")),
        ({"name": " \n\t "}, ("/name", "too_short", "Must be at least 1 characters long.")),
        ({"name": "n" * 101}, ("/name", "too_long", "Must be at most 100 characters long.")),
        ({"name": "Ada\u0000"}, ("/name", "nul", "Must not contain the NUL character.")),
        ({"name": 3}, ("/name", "string", STRING)),
        ({"name": True}, ("/name", "string", STRING)),
        ({"name": {}}, ("/name", "string", STRING)),
        ({"password": "1234567"}, ("/password", "too_short", "Must be at least 8 characters long.")),
        ({"password": "p" * 129}, ("/password", "too_long", "Must be at most 128 characters long.")),
        ({"password": "12345678\u0000"}, ("/password", "nul", "Must not contain the NUL character.")),
        ({"password": 12345678}, ("/password", "string", STRING)),
        ({"is_superuser": True}, ("/is_superuser", "unknown", UNKNOWN)),
        ({"id": "00000000-0000-7000-8000-000000000000"}, ("/id", "unknown", UNKNOWN)),
        ({"a/b~c": 1}, ("/a~1b~0c", "unknown", UNKNOWN)),
        ({"users": 1}, ("/users", "unknown", UNKNOWN)),  # names that parameters of a handler may have
        ({"caller": 1}, ("/caller", "unknown", UNKNOWN)),
    ],
    ids=lambda value: str(value)[:40],
)
def test_create_user_refuses_a_bad_body(
    client: Client, changes: dict[str, object], fault: tuple[str, str, str]
) -> None:
    document = {"email": "refused@example.com", "name": "Refused", "password": "12345678", **changes}
    check_faults(client.call("POST", "/users", document), fault)


def test_a_422_lists_every_error_in_the_order_of_the_fields(client: Client) -> None:
    answer = client.call("POST", "/users", {"colour": 1, "password": "short", "email": 5})
    check_faults(
        answer,
        ("/email", "string", STRING),
        ("/name", "missing", MISSING),
        ("/password", "too_short", "Must be at least 8 characters long."),
        ("/colour", "unknown", UNKNOWN),
    )


def test_a_422_lists_at_most_100_errors(client: Client) -> None:
    document = {f"member{number}": 0 for number in range(500)}
    answer = client.call("POST", "/users", document)
    assert len(answer.json()["errors"]) == 100


def test_get_user_returns_the_user_to_any_caller(client: Client, create_user: People) -> None:
    person, reader = create_user(), create_user()
    answer = client.call("GET", f"/users/{person.id}", token=reader.token)
    check(answer, 200, compact(expected_user(answer.json(), person.email, person.name, posts=[])))
    assert answer.json()["id"] == person.id


def test_a_user_who_does_not_exist_is_404(client: Client, superuser: Person) -> None:
    check_problem(client.call("GET", NO_USER, token=superuser.token), "not-found")
    check_problem(client.call("PATCH", NO_USER, {}, token=superuser.token), "not-found")
    check_problem(client.call("DELETE", NO_USER, token=superuser.token), "not-found")


def test_a_user_updates_themselves(client: Client, create_user: People) -> None:
    person, email = create_user(), new_email(create_user)
    before = client.call("GET", f"/users/{person.id}", token=person.token).json()
    document = {"email": email, "name": "New", "password": "a new password"}
    answer = client.call("PATCH", f"/users/{person.id}", document, token=person.token)
    changed = expected_user(answer.json(), email, "New", id=person.id, created_at=before["created_at"])
    assert changed["updated_at"] > before["updated_at"]
    check(answer, 200, compact(changed))
    for password, status in ((person.password, 401), ("a new password", 200)):
        login = client.call("POST", "/auth/login", {"email": email, "password": password})
        assert login.status == status


def test_update_user_without_a_change_keeps_updated_at(client: Client, create_user: People) -> None:
    person = create_user()
    before = client.call("GET", f"/users/{person.id}", token=person.token).json()
    for document in ({}, {"name": before["name"]}):
        answer = client.call("PATCH", f"/users/{person.id}", document, token=person.token)
        check(answer, 200, compact({name: value for name, value in before.items() if name != "posts"}))


@pytest.mark.parametrize("member", ["email", "name", "password", "is_active"])
def test_update_user_refuses_null(client: Client, create_user: People, member: str) -> None:
    person = create_user()
    answer = client.call("PATCH", f"/users/{person.id}", {member: None}, token=person.token)
    fault = (
        (f"/{member}", "boolean", "Must be true or false.")
        if member == "is_active"
        else (f"/{member}", "string", STRING)
    )
    check_faults(answer, fault)


@pytest.mark.parametrize("value", ["true", 1, 0, "yes"])
def test_is_active_must_be_true_or_false(client: Client, superuser: Person, create_user: People, value: object) -> None:
    answer = client.call("PATCH", f"/users/{create_user().id}", {"is_active": value}, token=superuser.token)
    check_faults(answer, ("/is_active", "boolean", "Must be true or false."))


def test_update_user_refuses_a_known_email(client: Client, create_user: People) -> None:
    person, other = create_user(), create_user()
    answer = client.call("PATCH", f"/users/{person.id}", {"email": other.email}, token=person.token)
    check_problem(answer, "email-taken")
    assert client.call("GET", f"/users/{person.id}", token=person.token).json()["email"] == person.email


def test_other_users_may_not_change_or_delete_a_user(client: Client, create_user: People) -> None:
    person, other = create_user(), create_user()
    check_problem(client.call("PATCH", f"/users/{person.id}", {"name": "X"}, token=other.token), "forbidden")
    check_problem(client.call("DELETE", f"/users/{person.id}", token=other.token), "forbidden")
    assert client.call("GET", f"/users/{person.id}", token=other.token).json()["name"] == person.name


def test_only_a_superuser_sets_is_active(client: Client, create_user: People, superuser: Person) -> None:
    person = create_user()
    for value in (True, False):
        answer = client.call("PATCH", f"/users/{person.id}", {"is_active": value}, token=person.token)
        check_problem(answer, "forbidden")
    answer = client.call("PATCH", f"/users/{person.id}", {"is_active": False}, token=superuser.token)
    check(answer, 200, compact(expected_user(answer.json(), person.email, person.name, is_active=False)))


def test_delete_user_removes_the_user(client: Client, create_user: People) -> None:
    person, reader = create_user(), create_user()
    token = person.token
    check(client.call("DELETE", f"/users/{person.id}", token=token), 204, b"", None)
    check_problem(client.call("GET", f"/users/{person.id}", token=reader.token), "not-found")
    check_problem(client.call("DELETE", f"/users/{person.id}", token=token), "invalid-token")


def test_a_superuser_deletes_any_user(client: Client, create_user: People, superuser: Person) -> None:
    person = create_user()
    check(client.call("DELETE", f"/users/{person.id}", token=superuser.token), 204, b"", None)
    check_problem(client.call("DELETE", f"/users/{person.id}", token=superuser.token), "not-found")
