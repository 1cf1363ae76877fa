"""create_document refuses: media types, broken framing, and wrong parts."""

from collections.abc import Sequence

import pytest

from tests.clients.base import Client
from tests.contract.actions import get_page
from tests.contract.answers import check_faults, check_problem
from tests.contract.forms import BOUNDARY, MULTIPART, file_part, form, name_part, part, upload
from tests.people import People

WHOLE = form(name_part(), file_part())
END = b"--" + BOUNDARY + b"--\r\n"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "multipart/form-data",
        "multipart/form-data;",
        "multipart/form-data; boundary",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary=""',
        f'multipart/form-data; boundary="{BOUNDARY.decode()}',
        f"multipart/form-data; boundary={'x' * 71}",
        "multipart/form-data; boundary=a@b",
        "multipart/form-data; boundary=é",
        "multipart/form-data; charset=utf-8",
        MULTIPART.replace("form-data", "mixed"),
        MULTIPART.replace("form-data", "form-data-x"),
        MULTIPART.replace(";", ""),
        f"text/plain; {MULTIPART}",
        "",
    ],
)
def test_create_document_refuses_other_media_types(client: Client, create_user: People, content_type: str) -> None:
    owner = create_user()
    check_problem(upload(owner, WHOLE, content_type=content_type), "unsupported-media-type")
    check_problem(upload(owner, content_type=content_type, chunks=[WHOLE]), "unsupported-media-type")
    assert get_page(owner, "/documents")["total"] == 0


def test_create_document_refuses_a_missing_media_type(client: Client, create_user: People) -> None:
    headers = create_user().headers
    check_problem(client.request("POST", "/documents", headers=headers, body=WHOLE), "unsupported-media-type")
    check_problem(client.request("POST", "/documents", headers=headers), "unsupported-media-type")


MALFORMED = {
    "nothing": b"",
    "a line end": b"\r\n",
    "garbage": b"garbage",
    "JSON": b'{"name":"Report"}',
    "no last boundary": WHOLE.removesuffix(END),
    "half of the last boundary": WHOLE[:-8],
    "half of its hyphens": WHOLE.removesuffix(b"-\r\n"),
    "no boundary after the first": b"--" + BOUNDARY + b"\r\n" + name_part(),
    "the first boundary alone": b"--" + BOUNDARY + b"\r\n",
    "headers alone": b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="name"\r\n',
    "another boundary": WHOLE.replace(BOUNDARY, b"another"),
    "something before the first": b"x" + WHOLE,
    "something after a boundary": WHOLE.replace(BOUNDARY + b"\r\n", BOUNDARY + b"x\r\n"),
    "line feeds": WHOLE.replace(b"\r\n", b"\n"),
    "no disposition": form(b"Content-Type: text/plain\r\n\r\nx", name_part(), file_part()),
    "no headers": form(b"\r\nx", name_part(), file_part()),
    "another disposition": form(name_part(), file_part().replace(b"form-data", b"attachment")),
    "a header that is none": form(name_part(), b"x\r\n" + file_part()),
    "a header in Latin-1": form(name_part(), file_part(filename="é".encode("latin-1"))),
    "a header that is too long": form(name_part(), file_part(filename=b"x" * 10_000)),
    "a hundred headers": form(name_part(), b"X: 1\r\n" * 100 + file_part()),
    "a part without end": WHOLE.removesuffix(END) + b"--" + BOUNDARY + b"\r\n" + name_part(b"x" * 100_000),
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_create_document_refuses_broken_multipart_framing(client: Client, create_user: People, body: bytes) -> None:
    owner = create_user()
    check_problem(upload(owner, body), "malformed-multipart")
    check_problem(
        upload(owner, chunks=[body[start : start + 9000] for start in range(0, len(body), 9000)]), "malformed-multipart"
    )
    check_problem(upload(owner, chunks=[body[:1], body[1:50], body[50:]]), "malformed-multipart")
    assert get_page(owner, "/documents")["total"] == 0


NAME = ("/name", "missing", "Must be given.")
FILE = ("/file", "missing", "Must be given.")
FILENAME = ("/file", "filename", "Must have a filename.")
NAME_TWICE = ("/name", "repeated", "Must be given once.")
FILE_TWICE = ("/file", "repeated", "Must be given once.")
BLANK = ("/name", "too_short", "Must be at least 1 characters long.")
LONG = ("/name", "too_long", "Must be at most 200 characters long.")
NUL = ("/name", "nul", "Must not contain the NUL character.")
NOT_TEXT = ("/name", "encoding", "Must be UTF-8.")
NOT_A_STRING = ("/name", "string", "Must be a string.")


def unknown(pointer: str) -> tuple[str, str, str]:
    return (pointer, "unknown", "Is not known here.")


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        ([], [NAME, FILE]),
        ([name_part()], [FILE]),
        ([file_part()], [NAME]),
        ([name_part(), name_part(), file_part()], [NAME_TWICE]),
        ([name_part(), file_part(), file_part()], [FILE_TWICE]),
        ([file_part(), name_part(), file_part(), name_part(), name_part()], [NAME_TWICE, FILE_TWICE]),
        ([name_part(b""), file_part()], [BLANK]),
        ([name_part(b" \t\r\n"), file_part()], [BLANK]),
        ([name_part("\u3000\u00a0".encode()), file_part()], [BLANK]),
        ([name_part(b"x" * 201), file_part()], [LONG]),
        ([name_part("🦊".encode() * 201), file_part()], [LONG]),
        ([name_part(b"x" * 100_000), file_part()], [LONG]),
        ([name_part(b"a\x00b"), file_part()], [NUL]),
        ([name_part(b"\xff"), file_part()], [NOT_TEXT]),
        ([name_part("é".encode("latin-1")), file_part()], [NOT_TEXT]),
        ([name_part(b"\xed\xa0\x80"), file_part()], [NOT_TEXT]),
        ([part(b'name="name"; filename="x.txt"', b"Report"), file_part()], [NOT_A_STRING]),
        ([part(b'name="name"; filename=""', b"Report"), file_part()], [NOT_A_STRING]),
        ([name_part(), part(b'name="file"', b"x")], [FILENAME]),
        *[
            ([name_part(), file_part(filename=filename)], [FILENAME])
            for filename in (b"", b"/", b"\\", b"..", b".", b"a/..", b"C:\\", b"a/", b"  ", b"\x01\x7f", b"x/ . ")
        ],
        ([name_part(), file_part(), part(b'name="colour"', b"red")], [unknown("/colour")]),
        ([part(b'name="colour"', b"red"), name_part(), file_part()], [unknown("/colour")]),
        ([name_part(), file_part(), part(b'name="Name"', b"x"), part(b'name="files[]"', b"")],
         [unknown("/Name"), unknown("/files[]")]),
        ([name_part(), file_part(), *[part(b'name="b"', b"")] * 3, part(b'name="a"', b"")],
         [unknown("/b"), unknown("/a")]),
        ([name_part(), file_part(), part(b'name="a/b~c"; filename="x"', b"x")], [unknown("/a~1b~0c")]),
        ([name_part(), file_part(), part(b'name=""', b"x")], [unknown("/")]),
        ([name_part(), file_part(), part(b"x=y", b"x")], [unknown("/")]),
        ([name_part(), file_part(), part('name="Zoë"'.encode(), b"x")], [unknown("/Zoë")]),
        ([part(b'name="colour"', b"red"), file_part(filename=b".."), name_part(b" ")],
         [BLANK, FILENAME, unknown("/colour")]),
    ],
)  # fmt: skip
def test_create_document_refuses_wrong_missing_or_repeated_parts(
    client: Client, create_user: People, parts: Sequence[bytes], faults: Sequence[tuple[str, str, str]]
) -> None:
    owner = create_user()
    check_faults(upload(owner, form(*parts)), *faults)
    assert get_page(owner, "/documents")["total"] == 0


def test_create_document_returns_at_most_100_errors(create_user: People) -> None:
    owner = create_user()
    many = [part(b'name="part%d"' % number, b"") for number in range(500)]
    check_faults(upload(owner, form(*many)), NAME, FILE, *[unknown(f"/part{number}") for number in range(98)])
    check_faults(upload(owner, form(*many, name_part(), file_part())), *[unknown(f"/part{n}") for n in range(100)])
