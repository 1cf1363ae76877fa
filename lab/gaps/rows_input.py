"""Rows about input: queries, JSON, bodies that are too large, forms."""

from lab.gaps.row import BEARER, JSON, Ask, Row, get, kind, post, status
from tests.clients.response import Response

LIMIT = 1024 * 1024
TEAM = b'{"name": "Ada"}'
BOUNDARY = b"--gap\r\n"
MULTIPART = "multipart/form-data; boundary=gap"
NAME = b'Content-Disposition: form-data; name="name"\r\n\r\nReport\r\n'
FILE = b'Content-Disposition: form-data; name="file"; filename="%b"\r\nContent-Type: text/plain\r\n\r\nHello\r\n'
OTHER = b'Content-Disposition: form-data; name="colour"\r\n\r\nred\r\n'
MALFORMED = "test_json_bodies.py::test_malformed_json_is_400"
QUERIES_REFUSED = "test_user_queries.py::test_list_users_refuses_a_bad_query"
TEAM_REFUSED = "test_team_faults.py::test_create_team_and_update_team_refuse_a_bad_body"
PARTS = "test_document_upload_faults.py::test_create_document_refuses_wrong_missing_or_repeated_parts"


def limit(answer: Response) -> str:
    """The status and, if the query was accepted, the limit that was understood."""
    return f"200, limit {answer.json()['limit']}" if answer.status == 200 else str(answer.status)


def total(answer: Response) -> str:
    """The same for a boolean: without it, there is no total."""
    told = "false" if answer.status == 200 and answer.json()["total"] is None else "true"
    return f"200, {told}" if answer.status == 200 else str(answer.status)


def faults(answer: Response) -> str:
    found = sum(name in answer.body for name in (b"email", b"name", b"password"))
    return f"{found} of 3"


def filename(answer: Response) -> str:
    return str(answer.json()["filename"]) if answer.status == 201 else str(answer.status)


def upload(*parts: bytes, end: bytes = b"--gap--\r\n") -> Ask:
    return post("/documents", b"".join(BOUNDARY + part for part in parts) + end, MULTIPART)


def malformed(name: str, rule: str, body: bytes) -> Row:
    return Row(name, rule, MALFORMED, post("/teams", body), status, "400")


def refused(name: str, rule: str, body: bytes) -> Row:
    return Row(name, rule, TEAM_REFUSED, post("/teams", body), status, "422")


def query(name: str, rule: str, asked: str) -> Row:
    return Row(name, rule, QUERIES_REFUSED, get(f"/users?{asked}"), limit, "422")


QUERIES = (
    query("unknown-parameter", "An unknown query parameter is refused", "colour=red"),
    query("repeated-parameter", "A scalar given twice is refused", "limit=1&limit=2"),
    query("empty-parameter", "An empty value is refused", "limit="),
    query("out-of-bounds", "A number out of bounds is refused", "limit=101"),
    query("foreign-digits", "Only ASCII digits make a number", "limit=%D9%A3"),
    query("underscored", "`1_0` is not a number", "limit=1_0"),
    query("signed", "`+1` is not a number", "limit=%2B1"),
    Row(
        "boolean-words",
        "A boolean is `true` or `false`",
        QUERIES_REFUSED,
        get("/users?total=no"),
        total,
        "422",
    ),
)

BODIES = (
    Row(
        "other-type",
        "A content type other than application/json is a 415",
        "test_json_bodies.py::test_a_json_operation_refuses_another_content_type",
        post("/teams", TEAM, "text/plain"),
        status,
        "415",
    ),
    Row(
        "no-type",
        "A body without a type is a 415",
        "test_json_bodies.py::test_a_json_operation_refuses_another_content_type",
        post("/teams", TEAM, None),
        status,
        "415",
    ),
    malformed("malformed", "Malformed JSON is a 400", b"{"),
    malformed("empty", "An empty body is malformed", b""),
    malformed("byte-order-mark", "A byte order mark is malformed", b"\xef\xbb\xbf" + TEAM),
    malformed("utf-16", "UTF-16 is malformed", TEAM.decode().encode("utf-16")),
    malformed("invalid-utf-8", "Invalid UTF-8 is malformed", b'{"name": "\xff"}'),
    malformed("lone-surrogate", "A lone surrogate is malformed", b'{"name": "\\ud800"}'),
    malformed("nan", "NaN is malformed", b'{"name": "Ada", "seats": NaN}'),
    malformed("nesting", "Absurd nesting is malformed", b"[" * 100_000),
    malformed("repeated-member", "A member given twice is malformed", b'{"name": "Ada", "name": "Eve"}'),
    refused("no-object", "JSON that is not an object is a 422", b"[]"),
    refused("unknown-member", "An unknown member is a 422", b'{"name": "Ada", "colour": "red"}'),
    refused("number-as-text", '`"3"` is not an integer', b'{"name": "Ada", "seats": "3"}'),
    refused("number-with-point", "`3.0` is not an integer", b'{"name": "Ada", "seats": 3.0}'),
    refused("number-as-boolean", "`true` is not an integer", b'{"name": "Ada", "seats": true}'),
    refused("huge-number", "`1e400` is not an integer", b'{"name": "Ada", "seats": 1e400}'),
    refused("bounds", "A number out of bounds is a 422", b'{"name": "Ada", "seats": 0}'),
    refused("nul", "NUL in a text is a 422", b'{"name": "A\\u0000da"}'),
    Row(
        "number-as-time",
        "A time is RFC 3339, not a number",
        "test_post_faults.py::test_create_post_and_update_post_refuse_a_bad_body",
        post("/posts", b'{"title": "x", "body": "x", "published_at": "1700000000"}'),
        status,
        "422",
    ),
    Row(
        "every-fault",
        "The answer lists every fault of a body",
        "test_users.py::test_a_422_lists_every_error_in_the_order_of_the_fields",
        post("/users", b'{"email": "x", "name": "", "password": "x"}'),
        faults,
        "3 of 3",
    ),
    Row(
        "faults-shape",
        "A 422 is a problem",
        "test_users.py::test_create_user_refuses_a_bad_body",
        post("/teams", b'{"name": 1}'),
        kind,
        "422 application/problem+json",
    ),
)

LENGTHS = (
    Row(
        "too-large",
        "A declared length over the limit is a 413",
        "test_json_bodies.py::test_a_json_body_one_byte_too_large_is_413",
        post("/teams", TEAM.ljust(LIMIT + 1)),
        kind,
        "413 application/problem+json",
    ),
    Row(
        "too-large-first",
        "The declared length is checked before the token",
        "test_users_http.py::test_a_declared_length_is_checked_before_the_token",
        post("/teams", TEAM.ljust(LIMIT + 1), token=False),
        status,
        "413",
    ),
    Row(
        "too-large-in-chunks",
        "A body that turns out too large is a 413; it is never cut short and accepted",
        "test_json_bodies.py::test_a_json_body_is_never_cut_short_and_accepted",
        Ask("POST", "/teams", [BEARER, ("Content-Type", JSON)], chunks=[TEAM.ljust(LIMIT), b" "]),
        status,
        "413",
        kind="defect",
    ),
)

FORMS = (
    Row(
        "wrong-part",
        "A wrong part name is a 422",
        PARTS,
        upload(NAME, FILE.replace(b'file"', b'image"') % b"a.txt"),
        status,
        "422",
    ),
    Row(
        "other-part",
        "An unknown part is a 422",
        PARTS,
        upload(NAME, FILE % b"a.txt", OTHER),
        status,
        "422",
    ),
    Row("double-part", "A part given twice is a 422", PARTS, upload(NAME, NAME, FILE % b"a.txt"), status, "422"),
    Row("empty-filename", "An empty filename is a 422", PARTS, upload(NAME, FILE % b""), status, "422"),
    Row(
        "broken-framing",
        "A form without its closing boundary is a 400",
        "test_document_upload_faults.py::test_create_document_refuses_broken_multipart_framing",
        upload(NAME, FILE % b"a.txt", end=b""),
        status,
        "400",
    ),
    Row(
        "filename-path",
        "A filename is reduced to its last part",
        "test_document_filenames.py::test_a_filename_is_reduced_to_a_basename_without_controls",
        upload(NAME, FILE % b"../../etc/passwd"),
        filename,
        "passwd",
    ),
)
