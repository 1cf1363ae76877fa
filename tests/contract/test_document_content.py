"""get_document_content: headers, conditional requests and ranges (RFC 9110, sections 13 and 14)."""

from random import Random
from typing import Any

import pytest

from tests.clients.base import Client, Header
from tests.clients.response import Response
from tests.contract.actions import create_document
from tests.contract.answers import check, check_problem
from tests.contract.operations import NO_DOCUMENT
from tests.people import People, Person

CONTENT = b"Hello, world"
# sha256 of the content
ETAG = '"4ae7c3b6ac0beff671efa8cf57386151c06e58ca53a78d83f36107316cec125f"'
EMPTY_ETAG = '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"'
NOT_MODIFIED = {"ETag": ETAG, "Cache-Control": "private, no-cache"}
WHOLE = {**NOT_MODIFIED, "Accept-Ranges": "bytes", "Content-Disposition": 'attachment; filename="report.txt"'}
PLAIN = "text/plain"


def download(
    person: Person, document: dict[str, Any], *headers: Header, method: str = "GET", caller: Person | None = None
) -> Response:
    target = f"/documents/{document['id']}/content"
    return person.client.request(method, target, headers=[*(caller or person).headers, *headers])


@pytest.fixture
def owner(create_user: People) -> Person:
    return create_user()


@pytest.fixture
def document(owner: Person) -> dict[str, Any]:
    return create_document(owner, content=CONTENT)


def test_get_document_content_returns_the_whole_content(owner: Person, document: dict[str, Any]) -> None:
    check(download(owner, document), 200, CONTENT, PLAIN, WHOLE)


def test_a_superuser_downloads_any_document_and_others_get_404(
    client: Client, owner: Person, document: dict[str, Any], superuser: Person, create_user: People
) -> None:
    check(download(owner, document, caller=superuser), 200, CONTENT, PLAIN, WHOLE)
    other = create_user()
    for headers in ([], [("Range", "bytes=0-0")], [("Range", "bytes=99-")], [("If-None-Match", ETAG)]):
        check_problem(download(owner, document, *headers, caller=other), "not-found")
        missing = client.request("GET", f"{NO_DOCUMENT}/content", headers=[*owner.headers, *headers])
        check_problem(missing, "not-found")


def test_renaming_a_document_does_not_change_its_download(
    client: Client, owner: Person, document: dict[str, Any]
) -> None:
    answer = client.call("PATCH", f"/documents/{document['id']}", {"name": "Other"}, token=owner.token)
    assert answer.status == 200, answer
    check(download(owner, document), 200, CONTENT, PLAIN, WHOLE)


def test_an_empty_document_can_be_downloaded(owner: Person) -> None:
    document = create_document(owner, content=b"")
    whole = {**WHOLE, "ETag": EMPTY_ETAG}
    check(download(owner, document), 200, b"", PLAIN, whole)
    for ignored in ("bytes=1-0", "bytes=-", "items=0-0"):
        check(download(owner, document, ("Range", ignored)), 200, b"", PLAIN, whole)
    for unsatisfiable in ("bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0", "bytes=5-9"):
        answer = download(owner, document, ("Range", unsatisfiable))
        check_problem(answer, "range-not-satisfiable", {"Content-Range": "bytes */0"})
    answer = download(owner, document, ("If-None-Match", EMPTY_ETAG))
    check(answer, 304, b"", None, {**NOT_MODIFIED, "ETag": EMPTY_ETAG})


TYPES = [
    ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
    *((f"text/{kind}", f"text/{kind}") for kind in ("plain", "html", "css")),
    *((f"application/{kind}",) * 2 for kind in ("xml", "javascript", "json", "problem+json", "x-ndjson")),
    ("image/svg+xml", "image/svg+xml"),
    ("nonsense", "application/octet-stream"),
]


@pytest.mark.parametrize(("kept", "returned"), TYPES)
def test_a_download_has_the_stored_content_type(owner: Person, kept: str, returned: str) -> None:
    document = create_document(owner, content=CONTENT, content_type=kept.encode())
    check(download(owner, document), 200, CONTENT, returned, WHOLE)
    answer = download(owner, document, ("Range", "bytes=0-0"))
    check(answer, 206, b"H", returned, {**WHOLE, "Content-Range": "bytes 0-0/12"})


@pytest.mark.parametrize(
    ("filename", "disposition"),
    [
        ("it's (1) ~!.txt", """attachment; filename="it's (1) ~!.txt\""""),
        ("Zoë 🦊.txt", """attachment; filename="Zoe _.txt"; filename*=UTF-8''Zo%C3%AB%20%F0%9F%A6%8A.txt"""),
        ("日本.txt", """attachment; filename="__.txt"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt"""),
        ("½.txt", """attachment; filename="1_2.txt"; filename*=UTF-8''%C2%BD.txt"""),
        ("naïve*'().txt", """attachment; filename="naive*'().txt"; filename*=UTF-8''na%C3%AFve%2A%27%28%29.txt"""),
        ("50%.txt", """attachment; filename="50_.txt"; filename*=UTF-8''50%25.txt"""),
        ("a%22b.txt", """attachment; filename="a_b.txt"; filename*=UTF-8''a%22b.txt"""),
        ("why?.txt", """attachment; filename="why_.txt"; filename*=UTF-8''why%3F.txt"""),
        ("a;b=c,d.txt", """attachment; filename="a;b=c,d.txt\""""),
        ("é?!#$&+-.^_`|~", """attachment; filename="e_!#$&+-.^_`|~"; filename*=UTF-8''%C3%A9%3F!#$&+-.^_`|~"""),
    ],
)
def test_a_download_names_its_file_in_content_disposition(owner: Person, filename: str, disposition: str) -> None:
    document = create_document(owner, content=CONTENT, filename=filename.encode())
    check(download(owner, document), 200, CONTENT, PLAIN, {**WHOLE, "Content-Disposition": disposition})


MATCHING = [
    [ETAG],
    ["*"],
    [" * "],
    [f"W/{ETAG}"],
    [f'"other", {ETAG}'],
    [f'"other",W/{ETAG},"another"'],
    [f'"a,b", W/"", {ETAG}'],
    ['"other"', ETAG],
    [ETAG, '"other"'],
]


@pytest.mark.parametrize("sent", MATCHING)
def test_a_matching_if_none_match_is_304(owner: Person, document: dict[str, Any], sent: list[str]) -> None:
    headers = [("If-None-Match", value) for value in sent]
    check(download(owner, document, *headers), 304, b"", None, NOT_MODIFIED)
    ranged = download(owner, document, *headers, ("Range", "bytes=99-"), ("If-Range", ETAG))
    check(ranged, 304, b"", None, NOT_MODIFIED)


@pytest.mark.parametrize(
    "sent",
    [
        "",
        '"other"',
        ETAG.strip('"'),
        ETAG.upper(),
        f'w/{ETAG[:-2]}"',
        ETAG[:-2] + '"',
        f'"x{ETAG[1:]}',
        "**",
        f'"{ETAG}"x',
    ],
)
def test_an_if_none_match_that_does_not_match_returns_the_content(
    owner: Person, document: dict[str, Any], sent: str
) -> None:
    check(download(owner, document, ("If-None-Match", sent)), 200, CONTENT, PLAIN, WHOLE)


@pytest.mark.parametrize(
    ("sent", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-4", 0, 5),
        ("bytes=4-7", 4, 8),
        ("bytes=11-11", 11, 12),
        ("bytes=0-11", 0, 12),
        ("bytes=0-12", 0, 12),
        ("bytes=5-99999999999999999999999999", 5, 12),
        ("bytes=0-", 0, 12),
        ("bytes=7-", 7, 12),
        ("bytes=11-", 11, 12),
        ("bytes=-1", 11, 12),
        ("bytes=-5", 7, 12),
        ("bytes=-12", 0, 12),
        ("bytes=-13", 0, 12),
        ("bytes=-99999999999999999999999999", 0, 12),
        ("bytes=007-008", 7, 9),
        ("BYTES=0-0", 0, 1),
    ],
)
def test_one_satisfiable_range_is_206(
    owner: Person, document: dict[str, Any], sent: str, start: int, stop: int
) -> None:
    headers = {**WHOLE, "Content-Range": f"bytes {start}-{stop - 1}/12"}
    check(download(owner, document, ("Range", sent)), 206, CONTENT[start:stop], PLAIN, headers)
    check(download(owner, document, ("Range", sent), ("If-Range", ETAG)), 206, CONTENT[start:stop], PLAIN, headers)


@pytest.mark.parametrize("sent", ["bytes=12-", "bytes=12-12", "bytes=99999999999999999999-", "bytes=-0", "bytes=13-20"])
def test_a_range_past_the_end_is_416(owner: Person, document: dict[str, Any], sent: str) -> None:
    past = {"Content-Range": "bytes */12"}
    check_problem(download(owner, document, ("Range", sent)), "range-not-satisfiable", past)
    check_problem(download(owner, document, ("Range", sent), ("If-Range", ETAG)), "range-not-satisfiable", past)
    check_problem(download(owner, document, ("Range", sent), ("If-None-Match", '"x"')), "range-not-satisfiable", past)
    check(download(owner, document, ("Range", sent), ("If-Range", '"other"')), 200, CONTENT, PLAIN, WHOLE)


@pytest.mark.parametrize(
    "sent",
    [
        ["bytes=0-0,2-3"],
        ["bytes=0-0, -1"],
        ["bytes=0-0", "bytes=2-3"],
        ["bytes=0-0", "bytes=0-0"],
        ["bytes"],
        ["bytes 0-1"],
        *([f"bytes={value}"] for value in ("5-2", "-", "", "a-b", "0x1-2", "+1-2", "1--2", "--2", "1_0-11", "\xb2-3")),
        ["items=0-1"],
        ["0-1"],
        [""],
    ],
)
def test_several_ranges_and_malformed_ones_are_ignored(
    owner: Person, document: dict[str, Any], sent: list[str]
) -> None:
    answer = download(owner, document, *[("Range", value) for value in sent])
    check(answer, 200, CONTENT, PLAIN, WHOLE)


@pytest.mark.parametrize(
    "validator",
    ['"other"', f"W/{ETAG}", "*", "", ETAG.strip('"'), f'{ETAG}, "other"', "Wed, 21 Oct 2026 07:28:00 GMT"],
)
def test_an_if_range_that_does_not_match_returns_the_whole_content(
    owner: Person, document: dict[str, Any], validator: str
) -> None:
    answer = download(owner, document, ("Range", "bytes=0-0"), ("If-Range", validator))
    check(answer, 200, CONTENT, PLAIN, WHOLE)


def test_an_if_range_without_a_range_returns_the_whole_content(owner: Person, document: dict[str, Any]) -> None:
    check(download(owner, document, ("If-Range", ETAG)), 200, CONTENT, PLAIN, WHOLE)


def test_ranges_of_a_large_document_are_exact(owner: Person, random: Random) -> None:
    content = random.randbytes(900 * 1024 + 3)
    document = create_document(owner, content=content)
    size = len(content)
    headers = {**WHOLE, "ETag": f'"{document["sha256"]}"'}
    check(download(owner, document), 200, content, PLAIN, headers)
    for start, stop in ((0, 262_145), (262_143, 524_289), (1, size - 1), (size - 300_000, size)):
        returned = {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{size}"}
        check(
            download(owner, document, ("Range", f"bytes={start}-{stop - 1}")), 206, content[start:stop], PLAIN, returned
        )
