"""HEAD on the content of a document: the headers of GET, whatever it asks for, and no body."""

from typing import Any

import pytest

from tests.contract.actions import create_document
from tests.contract.answers import check
from tests.contract.test_document_content import (
    CONTENT,
    EMPTY_ETAG,
    ETAG,
    MATCHING,
    NOT_MODIFIED,
    PLAIN,
    TYPES,
    WHOLE,
    download,
)
from tests.people import People, Person

pytestmark = pytest.mark.strict


@pytest.fixture
def owner(create_user: People) -> Person:
    return create_user()


@pytest.fixture
def document(owner: Person) -> dict[str, Any]:
    return create_document(owner, content=CONTENT)


@pytest.mark.parametrize(("kept", "returned"), TYPES)
def test_head_on_a_document_returns_the_headers_of_get(owner: Person, kept: str, returned: str) -> None:
    document = create_document(owner, content=CONTENT, content_type=kept.encode())
    check(download(owner, document, method="HEAD"), 200, b"", returned, WHOLE, head_of=CONTENT)


def test_head_on_an_empty_document_returns_the_headers_of_get(owner: Person) -> None:
    document = create_document(owner, content=b"")
    check(download(owner, document, method="HEAD"), 200, b"", PLAIN, {**WHOLE, "ETag": EMPTY_ETAG})


@pytest.mark.parametrize("sent", MATCHING)
def test_head_with_a_matching_if_none_match_is_304(owner: Person, document: dict[str, Any], sent: list[str]) -> None:
    headers = [("If-None-Match", value) for value in sent]
    check(download(owner, document, *headers, method="HEAD"), 304, b"", None, NOT_MODIFIED)
    ranged = download(owner, document, *headers, ("Range", "bytes=99-"), ("If-Range", ETAG), method="HEAD")
    check(ranged, 304, b"", None, NOT_MODIFIED)


@pytest.mark.parametrize("sent", ["bytes=0-4", "bytes=7-", "bytes=-5", "BYTES=0-0", "bytes=12-", "bytes=-0"])
def test_a_range_has_no_effect_on_head(owner: Person, document: dict[str, Any], sent: str) -> None:
    check(download(owner, document, ("Range", sent), method="HEAD"), 200, b"", PLAIN, WHOLE, head_of=CONTENT)
