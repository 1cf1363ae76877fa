"""An application mounted below a path: it answers there, and its links lead there."""

from collections.abc import Iterator

import pytest

from core.settings import Settings
from tests.clients.base import Client
from tests.contract.answers import NDJSON, check, check_problem
from tests.contract.operations import NO_USER
from tests.people import People
from tests.variants import Variant

pytestmark = pytest.mark.only(transport="process")


@pytest.fixture
def mounted(variant: Variant, settings: Settings) -> Iterator[Client]:
    with variant.adapter.start(settings, "/api/v1") as client:
        yield client


def test_a_mounted_application_answers_below_its_path(mounted: Client, create_user: People) -> None:
    document = {"email": f"{create_user.letters(9)}@example.com", "name": "Mounted", "password": "12345678"}
    created = mounted.call("POST", "/api/v1/users", document)
    location = created.one("Location")
    assert location == f"/api/v1/users/{created.json()['id']}"
    assert mounted.call("GET", location, token=create_user().token).json()["name"] == "Mounted"
    answer = mounted.call("PUT", "/api/v1/users")
    check_problem(answer, "method-not-allowed", {"Allow": answer.one("Allow")})
    check_problem(mounted.call("GET", f"/api/v1{NO_USER}"), "unauthenticated")
    for path in ("/api/v1", "/api/v1/", "/api/v1/nowhere"):
        check_problem(mounted.call("GET", path), "not-found")


@pytest.mark.strict
def test_a_mounted_application_is_strict_below_its_path(mounted: Client) -> None:
    allow = {"Allow": "GET, HEAD, OPTIONS, POST"}
    check(mounted.call("OPTIONS", "/api/v1/users"), 204, b"", None, allow)
    check_problem(mounted.call("PUT", "/api/v1/users"), "method-not-allowed", allow)
    check_problem(mounted.call("GET", "/api/v1//users"), "not-found")


def test_a_post_created_below_a_mount_is_found_there(mounted: Client, create_user: People) -> None:
    person = create_user()
    answer = mounted.call("POST", "/api/v1/posts", {"title": "Mounted", "body": "b"}, token=person.token)
    assert answer.one("Location") == f"/api/v1/posts/{answer.json()['id']}"
    check(mounted.call("GET", answer.one("Location"), token=person.token), 200, answer.body)
    target = f"/api/v1/posts/export?author_id={person.id}"
    check(mounted.call("GET", target, token=person.token), 200, answer.body + b"\n", NDJSON, streamed=True)


@pytest.mark.resource("tags")
def test_a_tag_created_below_two_mounts_is_found_there(variant: Variant, mounted: Client, create_user: People) -> None:
    person, path = create_user(), f"/api/v1{variant.under}/tags"
    answer = mounted.call("POST", path, {"name": "Mounted"}, token=person.token)
    assert answer.one("Location") == f"{path}/mounted"
    check(mounted.call("GET", answer.one("Location"), token=person.token), 200, answer.body)
