"""Rows about output: JSON, and the content of documents."""

import re

from lab.gaps.row import Row, get, header, holds, post, status
from tests.clients.response import Response

POST = b'{"title": "caf\xc3\xa9", "body": "x", "published_at": "2026-01-02T03:04:05+02:00"}'
CONTENT = "/documents/<document>/content"


def published(answer: Response) -> str:
    return str(answer.json()["published_at"]) if answer.status == 201 else str(answer.status)


def order(answer: Response) -> str:
    names = [name for name in answer.json() if name in {"title", "body", "published_at"}]
    return ", ".join(names) if answer.status == 201 else str(answer.status)


def compact(answer: Response) -> str:
    spaces = b" " in re.sub(rb'"[^"]*"', b"", answer.body)  # not those within texts
    newline = answer.body.endswith(b"\n")
    return {(False, False): "compact", (False, True): "a newline at the end"}.get((spaces, newline), "white space")


def tag(answer: Response) -> str:
    value = "".join(answer.header("etag"))
    return "none" if not value else "weak" if value.startswith("W/") else "strong"


def disposition(answer: Response) -> str:
    kind, _, rest = "".join(answer.header("content-disposition")).partition(";")
    return f"{kind or 'none'}{', filename*' if 'filename*=' in rest else ''}"


JSON_OUT = (
    Row(
        "time",
        "Times are UTC with six digits and `Z`",
        "test_posts.py::test_published_at_is_returned_in_utc",
        post("/posts", POST),
        published,
        "2026-01-02T01:04:05.000000Z",
    ),
    Row(
        "unescaped",
        "JSON is UTF-8, unescaped",
        "test_posts.py::test_create_post_returns_the_post_and_its_location",
        post("/posts", POST),
        holds(b"caf\xc3\xa9", "unescaped", "escaped"),
        "unescaped",
    ),
    Row(
        "order",
        "Members keep the order of the schema",
        "test_posts.py::test_create_post_returns_the_post_and_its_location",
        post("/posts", POST),
        order,
        "title, body, published_at",
    ),
    Row(
        "compact",
        "JSON is compact, without a newline at the end",
        "test_posts.py::test_create_post_returns_the_post_and_its_location",
        post("/posts", POST),
        compact,
        "compact",
    ),
)

DOWNLOADS = (
    Row(
        "etag",
        "A strong `ETag`",
        "test_document_content.py::test_get_document_content_returns_the_whole_content",
        get(CONTENT),
        tag,
        "strong",
    ),
    Row(
        "not-modified",
        "`If-None-Match` is answered 304 (RFC 9110)",
        "test_document_content.py::test_a_matching_if_none_match_is_304",
        get(CONTENT, ("If-None-Match", "*")),
        status,
        "304",
        kind="defect",
    ),
    Row(
        "range",
        "One range is a 206",
        "test_document_content.py::test_one_satisfiable_range_is_206",
        get(CONTENT, ("Range", "bytes=0-1")),
        header("Content-Range"),
        "206, Content-Range: bytes 0-1/5",
    ),
    Row(
        "ranges",
        "Several ranges get the whole content",
        "test_document_content.py::test_several_ranges_and_malformed_ones_are_ignored",
        get(CONTENT, ("Range", "bytes=0-0,2-2")),
        status,
        "200",
    ),
    Row(
        "range-past-the-end",
        "A range past the end is a 416",
        "test_document_content.py::test_a_range_past_the_end_is_416",
        get(CONTENT, ("Range", "bytes=99-")),
        header("Content-Range"),
        "416, Content-Range: bytes */5",
    ),
    Row(
        "disposition",
        "`Content-Disposition: attachment`, with `filename*` (RFC 6266)",
        "test_document_content.py::test_a_download_names_its_file_in_content_disposition",
        get(CONTENT),
        disposition,
        "attachment, filename*",
        kind="defect",
    ),
)
