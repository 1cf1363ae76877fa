"""Documents in an S3-compatible store: the same answers, and the bucket has their contents and nothing else.

White box: the bucket is a directory that the tests read. Database and server make no difference.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from tests.contract.actions import create_document, get_content, get_page
from tests.contract.answers import check, check_problem, compact
from tests.contract.failing import failing_commits
from tests.contract.forms import file_part, form, name_part, upload
from tests.contract.storing import LARGE, Store
from tests.deployment import Deployment
from tests.objectstore import BUCKET, KEY_ID, SECRET_KEY, S3Server

pytestmark = pytest.mark.only(database="sqlite", transport="process")

PART = 5 * 1024 * 1024  # the smallest part that S3 accepts

Deploy = Callable[..., Deployment]
Logged = Callable[[Deployment], str]


def store_on(server: S3Server, deploy: Deploy, random: Random) -> Store:
    """An application that keeps its documents under a prefix of its own."""
    prefix = f"documents/{uuid4().hex}"
    application = deploy(storage=f"s3://{BUCKET}/{prefix}", upload_limit=LARGE + 1024)
    return Store(application, server.bucket / prefix, random)


@pytest.fixture
def store(s3: S3Server, deploy: Deploy, random: Random) -> Store:
    return store_on(s3, deploy, random)


@pytest.mark.parametrize("size", [0, 12, PART, LARGE])
def test_a_document_in_s3_is_downloaded_as_it_was_uploaded(
    store: Store, s3: S3Server, random: Random, size: int
) -> None:
    content = random.randbytes(size)
    created = create_document(store.owner, content=content)
    assert store.contents() == [content]
    assert s3.unfinished() == []
    assert get_content(store.owner, created) == content
    path = f"/documents/{created['id']}"
    for start, stop in ((0, 1), (size - 1, size), (PART - 7, PART + 7), (0, size)):
        if not 0 <= start < stop <= size:
            continue
        headers = [*store.owner.headers, ("Range", f"bytes={start}-{stop - 1}")]
        answer = store.client.request("GET", f"{path}/content", headers=headers)
        assert (answer.status, answer.header("content-range")) == (206, [f"bytes {start}-{stop - 1}/{size}"])
        assert answer.body == content[start:stop]
    check(store.client.call("DELETE", path, token=store.owner.token), 204, b"", None)
    assert store.files() == []
    check_problem(store.client.call("GET", f"{path}/content", token=store.owner.token), "not-found")


def test_a_refused_upload_leaves_nothing_in_s3(store: Store, s3: S3Server) -> None:
    for content in (b"small", b"x" * LARGE):
        assert upload(store.owner, form(name_part(b" "), file_part(content))).status == 422
        assert upload(store.owner, form(name_part(), file_part(content))[:-4]).status == 400
        with failing_commits(store.application.database, "document"):
            check_problem(upload(store.owner, form(name_part(), file_part(content))), "conflict")
        assert (store.files(), s3.unfinished()) == ([], [])
    too_large = form(name_part(), file_part(bytes(LARGE + 1024)))
    pieces = [too_large[start : start + 100_000] for start in range(0, len(too_large), 100_000)]
    assert upload(store.owner, chunks=pieces).status == 413
    assert (store.files(), s3.unfinished()) == ([], [])
    assert get_page(store.owner, "/documents")["total"] == 0


def test_deleting_a_user_deletes_their_objects_in_s3(store: Store) -> None:
    other = store.people()
    for person, content in ((store.owner, b"1"), (other, b"2"), (store.owner, b"3")):
        create_document(person, content=content)
    check(store.client.call("DELETE", f"/users/{store.owner.id}", token=store.owner.token), 204, b"", None)
    assert store.contents() == [b"2"]


@pytest.mark.long
def test_documents_without_their_s3_store_fail_and_recover(
    stoppable_s3: S3Server, deploy: Deploy, random: Random, logged: Logged
) -> None:
    store = store_on(stoppable_s3, deploy, random)
    client, token = store.client, store.owner.token
    kept, deleted = (create_document(store.owner, content=content) for content in (b"kept", b"deleted"))
    stoppable_s3.stop()
    for content in (b"small", b"x" * LARGE):
        check_problem(upload(store.owner, form(name_part(), file_part(content))), "internal-error")
    check_problem(client.call("GET", f"/documents/{kept['id']}/content", token=token), "internal-error")
    check(client.call("GET", f"/documents/{kept['id']}", token=token), 200, compact(kept))
    check(client.call("GET", "/health/ready"), 200, b'{"status":"ok"}')
    # The row is deleted, and the document with it; the log names the object that is left.
    check(client.call("DELETE", f"/documents/{deleted['id']}", token=token), 204, b"", None)
    assert get_page(store.owner, "/documents")["items"] == [kept]
    log = logged(store.application)
    (left,) = [path.name for path in store.files() if path.read_bytes() == b"deleted"]
    assert left in log
    assert SECRET_KEY not in log
    stoppable_s3.start()
    assert sorted(store.contents()) == [b"deleted", b"kept"]
    assert get_content(store.owner, kept) == b"kept"
    assert get_content(store.owner, create_document(store.owner, content=b"new")) == b"new"


@pytest.mark.parametrize("wrong", ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"])
def test_wrong_s3_credentials_are_500_and_never_logged(
    s3: S3Server, deploy: Deploy, random: Random, logged: Logged, wrong: str
) -> None:
    os.environ[wrong] = "wrong-one-3KD8"  # the fixture `s3` undoes it
    store = store_on(s3, deploy, random)
    answer = upload(store.owner, form(name_part(), file_part()))
    check_problem(answer, "internal-error")
    assert (store.files(), s3.unfinished()) == ([], [])
    log = logged(store.application)
    assert "403" in log
    for credential in (KEY_ID, SECRET_KEY, "wrong-one-3KD8"):
        assert credential not in log


def test_a_missing_s3_bucket_is_500(s3: S3Server, deploy: Deploy, random: Random, tmp_path: Path) -> None:
    application = deploy(storage="s3://nowhere", upload_limit=LARGE + 1024)
    store = Store(application, tmp_path, random)
    check_problem(upload(store.owner, form(name_part(), file_part())), "internal-error")
    assert get_page(store.owner, "/documents")["total"] == 0
