"""The object store has the content of each document and nothing else, whatever fails.

White box: the store is a directory that the tests read.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.clients.socket import SocketClient
from tests.contract.actions import create_document, get_content, get_page
from tests.contract.answers import check, check_problem, compact
from tests.contract.failing import execute, failing_commits
from tests.contract.forms import BOUNDARY, MULTIPART, file_part, form, name_part, part, upload
from tests.contract.storing import LARGE, Store
from tests.contract.waiting import SECONDS_TO_WAIT
from tests.deployment import Deployment
from tests.people import SUPERUSER, Person

END = b"--" + BOUNDARY + b"--\r\n"


@pytest.fixture
def store(deploy: Callable[..., Deployment], tmp_path: Path, random: Random) -> Store:
    directory = tmp_path / "objects"
    return Store(deploy(storage=str(directory), upload_limit=LARGE + 1024), directory, random)


def test_the_first_upload_creates_the_storage_directory(store: Store) -> None:
    for target in ("/openapi.json", "/documents"):
        assert store.client.call("GET", target, token=store.owner.token).status == 200
    assert not store.directory.exists()
    create_document(store.owner)
    assert store.directory.exists()


def test_each_document_has_one_object_with_a_name_nobody_can_guess(store: Store) -> None:
    created = [create_document(store.owner, content=b"same", filename=b"../same.txt") for _ in range(2)]
    assert store.contents() == [b"same", b"same"]
    for path in store.files():
        assert path.parent == store.directory
        assert "same" not in path.name
        assert all(each["id"] not in path.name for each in created), "the key of an object can be guessed"
    empty = create_document(store.owner, content=b"")
    assert sorted(store.contents()) == [b"", b"same", b"same"]
    client, token = store.client, store.owner.token
    check(
        client.call("PATCH", f"/documents/{created[0]['id']}", {"name": "Other"}, token=token),
        200,
        get_body(store, created[0]),
    )
    assert sorted(store.contents()) == [b"", b"same", b"same"]
    for left, each in ([b"", b"same"], created[0]), ([b"same"], empty), ([], created[1]):
        check(client.call("DELETE", f"/documents/{each['id']}", token=token), 204, b"", None)
        assert sorted(store.contents()) == left


def get_body(store: Store, document: dict[str, Any]) -> bytes:
    answer = store.client.call("GET", f"/documents/{document['id']}", token=store.owner.token)
    assert answer.status == 200, answer
    return answer.body


def test_deleting_a_user_deletes_their_objects(store: Store) -> None:
    other = store.people()
    for person, content in ((store.owner, b"1"), (other, b"2"), (store.owner, b"3")):
        create_document(person, content=content)
    check(store.client.call("DELETE", f"/users/{store.owner.id}", token=store.owner.token), 204, b"", None)
    assert store.contents() == [b"2"]


REFUSED: dict[str, tuple[int, bytes]] = {
    "nothing": (400, b""),
    "garbage": (400, b"garbage"),
    "no end": (400, form(name_part(), file_part()).removesuffix(END)),
    "no end of a large file": (400, form(name_part(), file_part(b"x" * LARGE)).removesuffix(END)),
    "nonsense after the file": (400, form(file_part(), name_part(), b"nonsense")),
    "no name": (422, form(file_part())),
    "a blank name after the file": (422, form(file_part(), name_part(b" "))),
    "a blank name after a large file": (422, form(file_part(b"x" * LARGE), name_part(b" "))),
    "no filename": (422, form(name_part(), file_part(filename=b""))),
    "two files": (422, form(name_part(), file_part(b"1"), file_part(b"2"))),
    "another part": (422, form(name_part(), file_part(), part(b'name="x"', b""))),
    "too large": (413, form(name_part(), file_part(b"x" * (LARGE + 1024)))),
}


def test_a_refused_upload_leaves_no_object(store: Store) -> None:
    for what, (status, body) in REFUSED.items():
        pieces = [body[start : start + 100_000] for start in range(0, len(body), 100_000)]
        for answer in (upload(store.owner, body), upload(store.owner, chunks=pieces)):
            assert (answer.status, store.files()) == (status, []), what
    assert get_page(store.owner, "/documents")["total"] == 0


def test_an_upload_refused_before_its_body_leaves_no_object(store: Store, random: Random) -> None:
    body = form(name_part(), file_part())
    kind = ("Content-Type", MULTIPART)
    superuser = Person(store.client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)
    assert store.client.request("POST", "/documents", headers=[kind], body=body).status == 401
    assert upload(store.owner, body, content_type="application/json").status == 415
    answer = store.client.call("PATCH", f"/users/{store.owner.id}", {"is_active": False}, token=superuser.token)
    assert answer.status == 200, answer
    assert upload(store.owner, body).status == 401
    assert store.files() == []


@pytest.mark.strict
def test_an_upload_refused_for_its_query_leaves_no_object(store: Store) -> None:
    headers = [*store.owner.headers, ("Content-Type", MULTIPART)]
    answer = store.client.request("POST", "/documents?x=1", headers=headers, body=form(name_part(), file_part()))
    assert (answer.status, store.files()) == (422, [])


def test_a_failed_commit_leaves_objects_and_rows_in_step(store: Store) -> None:
    created = create_document(store.owner)
    client, token, path = store.client, store.owner.token, f"/documents/{created['id']}"
    with failing_commits(store.application.database, "document"):
        check_problem(upload(store.owner, form(name_part(), file_part(b"new"))), "conflict")
        check_problem(upload(store.owner, form(name_part(), file_part(b"x" * LARGE))), "conflict")
        assert store.contents() == [b"Hello, world"]
        check_problem(client.call("PATCH", path, {"name": "New"}, token=token), "conflict")
        check_problem(client.call("DELETE", path, token=token), "conflict")
        check_problem(client.call("DELETE", f"/users/{store.owner.id}", token=token), "conflict")
    check(client.call("GET", path, token=token), 200, compact(created))
    assert get_content(store.owner, created) == b"Hello, world"
    assert get_page(store.owner, "/documents")["items"] == [created]


def test_an_upload_that_fails_in_the_database_leaves_no_object(store: Store) -> None:
    execute(store.application.database, "ALTER TABLE document RENAME TO elsewhere")
    check_problem(upload(store.owner, form(name_part(), file_part())), "internal-error")
    assert store.files() == []


def test_a_missing_object_is_500_before_any_content_is_sent(store: Store) -> None:
    created = create_document(store.owner)
    for path in store.files():
        path.unlink()
    answer = store.client.call("GET", f"/documents/{created['id']}/content", token=store.owner.token)
    check_problem(answer, "internal-error")
    check(store.client.call("DELETE", f"/documents/{created['id']}", token=store.owner.token), 204, b"", None)


BODY = form(name_part(), file_part(b"x" * LARGE))


@pytest.mark.only(transport="socket")
def test_an_upload_broken_off_leaves_no_object(store: Store) -> None:
    leave(store, f"Content-Length: {len(BODY)}", BODY[:-100])
    leave(store, "Transfer-Encoding: chunked", b"%x\r\n%b" % (len(BODY), BODY[:-100]))
    assert get_page(store.owner, "/documents")["total"] == 0


@pytest.mark.strict
@pytest.mark.only(transport="socket")
def test_an_upload_broken_off_behind_its_file_leaves_no_object(store: Store) -> None:
    leave(store, f"Content-Length: {len(BODY)}", BODY[:-1])
    leave(store, f"Content-Length: {len(BODY) + 1}", BODY)
    assert get_page(store.owner, "/documents")["total"] == 0


@pytest.mark.only(transport="socket", interface="asgi")
def test_an_upload_without_its_last_chunk_leaves_no_object(store: Store) -> None:
    # Under WSGI the body seems to end as usual, and the multipart message is complete.
    leave(store, "Transfer-Encoding: chunked", b"%x\r\n%b\r\n" % (len(BODY), BODY))
    assert get_page(store.owner, "/documents")["total"] == 0


@pytest.mark.only(transport="socket", interface="wsgi")  # under ASGI, Sanic's own server cancels the handler instead
def test_an_upload_broken_off_is_counted_as_malformed(store: Store) -> None:
    before = malformed_uploads(store)
    leave(store, f"Content-Length: {len(BODY)}", BODY[:-100])
    wait_until(store, lambda: malformed_uploads(store) == before + 1)


def malformed_uploads(store: Store) -> float:
    """How many malformed uploads the metrics count, answered or not."""
    metrics = store.client.call("GET", "/metrics").body.decode()
    return sum(map(float, re.findall(r'^likewise_errors_total\{type="malformed-multipart"\} (\S+)$', metrics, re.M)))


def leave(store: Store, framing: str, sent: bytes) -> None:
    """Begin an upload, hang up once the server has begun to store it, and return when nothing of it is left."""
    assert isinstance(store.client, SocketClient)
    about = [f"Authorization: Bearer {store.owner.token}", f"Content-Type: {MULTIPART}", framing]
    with store.client.connect() as connection:
        connection.send(store.client.head("POST /documents", *about) + sent)
        wait_until(store, lambda: store.files() != [])
    wait_until(store, lambda: store.files() == [])


def wait_until(store: Store, reached: Callable[[], bool]) -> None:
    """Send requests until `reached()` is true: a server may notice the hang-up only when it works."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not reached():
        assert time.monotonic() < deadline, f"still in the store: {store.files()}"
        check(store.client.call("GET", "/health/live"), 200, b'{"status":"ok"}')
