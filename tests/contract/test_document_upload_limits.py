"""create_document: the limit of an upload's size. White box: the limit is small."""

from collections.abc import Callable
from random import Random

import pytest

from tests.clients.response import Response
from tests.contract.actions import get_page
from tests.contract.answers import check, check_faults, check_problem, compact
from tests.contract.forms import MULTIPART, file_part, form, name_part, part, upload
from tests.contract.shapes import expected_document
from tests.contract.test_document_upload_faults import WHOLE
from tests.deployment import Deployment
from tests.people import People


@pytest.fixture
def limited(deploy: Callable[..., Deployment]) -> Deployment:
    return deploy(upload_limit=len(WHOLE))


def too_large(answer: Response) -> None:
    check_problem(answer, "content-too-large")


def test_an_upload_may_have_its_limit_and_not_a_byte_more(limited: Deployment, random: Random) -> None:
    owner = People(limited.client, random)()
    for body in (WHOLE, form(name_part(b"R"), file_part(b"Hello, world12345"))):
        assert len(body) == len(WHOLE)
        for answer in (upload(owner, body), upload(owner, chunks=[body]), upload(owner, chunks=[body[:9], body[9:]])):
            assert answer.status == 201, answer
    answer = upload(owner, WHOLE)
    created = expected_document(answer.json(), owner)
    check(answer, 201, compact(created), headers={"Location": f"/documents/{created['id']}"})
    larger = form(name_part(), file_part(b"Hello, world!"))
    too_large(upload(owner, larger))
    too_large(upload(owner, chunks=[larger]))
    too_large(upload(owner, chunks=[larger[:-1], larger[-1:]]))
    too_large(upload(owner, chunks=[WHOLE, b"x"]))
    too_large(upload(owner, chunks=[larger[start : start + 7] for start in range(0, len(larger), 7)]))
    assert get_page(owner, "/documents")["total"] == 7


def test_an_upload_that_is_bad_and_too_large_is_413(limited: Deployment, random: Random) -> None:
    owner = People(limited.client, random)()
    for body in (
        b"x" * (len(WHOLE) + 1),
        b"x" + WHOLE,
        b"x" * 300_000,
        form(file_part(b"x" * 300)),
        form(name_part(), file_part(b"x", filename=b".."), part(b'name="colour"', b"x" * 300)),
        WHOLE + b"an epilogue",
        form() + WHOLE,
    ):
        too_large(upload(owner, body))
        too_large(upload(owner, chunks=[body[:10], body[10:]]))
    assert get_page(owner, "/documents")["total"] == 0


def test_a_malformed_upload_is_read_up_to_the_limit(deploy: Callable[..., Deployment], random: Random) -> None:
    application = deploy(upload_limit=200_000)
    owner = People(application.client, random)()
    for malformed in (b"x" + WHOLE, form(b"nonsense"), form(name_part()).replace(b"form-data", b"attachment")):
        for length, name in ((150_000, "malformed-multipart"), (300_000, "content-too-large")):
            body = malformed + b"x" * length
            answer = upload(owner, chunks=[body[start : start + 30_000] for start in range(0, len(body), 30_000)])
            check_problem(answer, name)
    assert get_page(owner, "/documents")["total"] == 0


@pytest.mark.strict
def test_create_document_checks_token_query_and_type_before_an_undeclared_length(
    limited: Deployment, random: Random
) -> None:
    owner = People(limited.client, random)()
    client, many = limited.client, [b"x" * 1000] * 300
    headers = [*owner.headers, ("Content-Type", MULTIPART)]
    check_problem(client.request("POST", "/documents", headers=headers[1:], chunks=many), "unauthenticated")
    answer = client.request("POST", "/documents?x=1", headers=headers, chunks=many)
    check_faults(answer, ("?x", "unknown", "Is not known here."))
    check_problem(upload(owner, content_type="text/plain", chunks=many), "unsupported-media-type")
    too_large(upload(owner, chunks=many))
    too_large(client.request("POST", "/documents?x=1", body=b"x" * (len(WHOLE) + 1)))
    assert get_page(owner, "/documents")["total"] == 0


def test_the_upload_limit_does_not_apply_to_json(deploy: Callable[..., Deployment], random: Random) -> None:
    application = deploy(upload_limit=2000, json_limit=1000)
    owner = People(application.client, random)()
    answer = upload(owner, form(name_part(), file_part(b"x" * 1200)))
    assert answer.status == 201, answer
    answer = application.client.call(
        "PATCH", f"/documents/{answer.json()['id']}", {"name": "x" * 1200}, token=owner.token
    )
    too_large(answer)
