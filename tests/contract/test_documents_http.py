"""HTTP on the paths of documents: paths, methods, tokens, and the order of errors."""

import pytest

from tests.clients.base import Client, Header
from tests.contract.actions import create_document
from tests.contract.answers import PROBLEM, check, check_faults, check_problem
from tests.contract.forms import MULTIPART, file_part, form, name_part
from tests.contract.operations import NO_DOCUMENT, allowed, protected
from tests.people import People, Person

ALLOW = allowed("documents")
PROTECTED = protected("documents")

TYPE: list[Header] = [("Content-Type", MULTIPART)]
JSON_TYPE: list[Header] = [("Content-Type", "application/json")]
UPLOAD_LIMIT = 10 * 1024 * 1024


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "OPTIONS"])
def test_a_path_that_no_document_has_is_404(client: Client, method: str) -> None:
    for path in (
        "/document",
        "/Documents",
        f"{NO_DOCUMENT}/Content",
        f"{NO_DOCUMENT}/contents",
        f"{NO_DOCUMENT}/content/report.txt",
    ):
        check_problem(client.request(method, path), "not-found")


@pytest.mark.strict
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "OPTIONS"])
def test_a_path_close_to_a_document_path_is_404(client: Client, method: str) -> None:
    identity = NO_DOCUMENT.removeprefix("/documents/")
    for path in (
        "/documents/",
        "//documents",
        "/documents/content",
        "/documents//content",
        "/documents/0",
        f"{NO_DOCUMENT}/",
        f"{NO_DOCUMENT}0",
        f"{NO_DOCUMENT}%0A",
        f"{NO_DOCUMENT}/content/",
        f"{NO_DOCUMENT}//content",
        f"/documents/{identity.replace('-', '')}",
        f"/documents/{identity.replace('-', '')}/content",
        f"/documents/{{{identity}}}/content",
        f"/documents/{identity.replace('7', 'A')}",
        f"/documents/{identity.replace('7', 'A')}/content",
    ):
        check_problem(client.request(method, path), "not-found")


@pytest.mark.strict
def test_a_document_path_may_escape_unreserved_characters(client: Client, create_user: People) -> None:
    owner = create_user()
    created = create_document(owner)
    escaped = "".join(f"%{ord(character):02X}" for character in created["id"])
    answer = client.call("GET", f"/%64ocuments/{escaped}/%63ontent", token=owner.token)
    assert (answer.status, answer.body) == (200, b"Hello, world")


@pytest.mark.strict
@pytest.mark.parametrize("path", ALLOW)
def test_document_paths_answer_only_their_own_methods(client: Client, path: str) -> None:
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} - set(ALLOW[path].split(", ")):
        check_problem(client.request(method, path), "method-not-allowed", {"Allow": ALLOW[path]})
    check(client.request("OPTIONS", path), 204, b"", None, {"Allow": ALLOW[path]})
    check(client.request("OPTIONS", f"{path}?x=1", body=b"{"), 204, b"", None, {"Allow": ALLOW[path]})


@pytest.mark.strict
def test_head_on_documents_returns_the_headers_of_get_without_a_body(client: Client, create_user: People) -> None:
    owner = create_user()
    path = f"/documents/{create_document(owner)['id']}"
    statuses = {
        path: 200,
        "/documents": 200,
        NO_DOCUMENT: 404,
        f"{NO_DOCUMENT}/content": 404,
        "/documents?x=1": 422,
        f"{path}/content?x=1": 422,
    }
    for target, status in statuses.items():
        get, head = (client.request(method, target, headers=owner.headers) for method in ("GET", "HEAD"))
        check(head, status, b"", get.one("content-type"), head_of=get.body)
        get, head = (client.request(method, target) for method in ("GET", "HEAD"))
        check(head, 401, b"", PROBLEM, {"WWW-Authenticate": "Bearer"}, head_of=get.body)


@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_document_operations_refuse_a_missing_or_bad_token_before_the_query(
    client: Client, method: str, path: str
) -> None:
    check_problem(client.request(method, path), "unauthenticated")
    basic = [("Authorization", "Basic YTpi")]
    check_problem(client.request(method, f"{path}?x=1", headers=basic, body=b"{"), "unauthenticated")
    bad = [("Authorization", "Bearer a.b.c")]
    check_problem(client.request(method, f"{path}?x=1", headers=bad, body=b"{"), "invalid-token")


@pytest.mark.strict
@pytest.mark.parametrize(("method", "path"), PROTECTED)
def test_document_operations_refuse_an_unknown_parameter(
    client: Client, superuser: Person, method: str, path: str
) -> None:
    answer = client.request(method, f"{path}?colour=red", headers=superuser.headers, body=b"{")
    check_faults(answer, ("?colour", "unknown", "Is not known here."))
    if (method, path) != ("GET", "/documents"):
        answer = client.request(method, f"{path}?limit=1", headers=superuser.headers)
        check_faults(answer, ("?limit", "unknown", "Is not known here."))


@pytest.mark.strict
@pytest.mark.default_setting("upload_limit")
def test_create_document_checks_declared_length_then_token_then_query_then_type_then_body(
    client: Client, create_user: People
) -> None:
    owner = create_user()
    known, large = owner.headers, b"x" * (UPLOAD_LIMIT + 1)
    path, fault = "/documents?x=1", ("?x", "unknown", "Is not known here.")
    whole = form(name_part(), file_part())
    check_problem(client.request("POST", path, body=large), "content-too-large")
    check_problem(client.request("POST", path, chunks=[whole]), "unauthenticated")
    check_faults(client.request("POST", path, headers=known, chunks=[whole]), fault)
    check_faults(client.request("POST", path, headers=[*known, *TYPE], body=whole), fault)
    check_problem(client.request("POST", "/documents", headers=known, chunks=[whole]), "unsupported-media-type")
    check_problem(client.request("POST", "/documents", headers=[*known, *TYPE], body=b"x"), "malformed-multipart")
    bare = form(name_part())
    check_faults(
        client.request("POST", "/documents", headers=[*known, *TYPE], body=bare), ("/file", "missing", "Must be given.")
    )


@pytest.mark.default_setting("json_limit")
def test_an_upload_may_be_larger_than_a_json_body(client: Client, create_user: People) -> None:
    owner, content = create_user(), bytes(range(256)) * 6000
    created = create_document(owner, content=content)
    assert created["size"] == len(content) > 1024 * 1024
    headers, large = [*owner.headers, *JSON_TYPE], b'{"name":"x"}'.ljust(1024 * 1024 + 1)
    answer = client.request("PATCH", f"/documents/{created['id']}", headers=headers, body=large)
    check_problem(answer, "content-too-large")


@pytest.mark.strict
def test_update_document_checks_its_media_type_before_the_document(client: Client, create_user: People) -> None:
    headers, body = create_user().headers, form(name_part(), file_part())
    check_problem(client.request("PATCH", NO_DOCUMENT, headers=[*headers, *TYPE], body=body), "unsupported-media-type")


def test_update_document_checks_its_body_before_the_document(client: Client, create_user: People) -> None:
    headers = [*create_user().headers, *JSON_TYPE]
    check_problem(client.request("PATCH", NO_DOCUMENT, headers=headers, body=b"{"), "malformed-json")
    fault = ("/name", "string", "Must be a string.")
    check_faults(client.request("PATCH", NO_DOCUMENT, headers=headers, body=b'{"name":1}'), fault)
    check_problem(client.request("PATCH", NO_DOCUMENT, headers=headers, body=b"{}"), "not-found")
