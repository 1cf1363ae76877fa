"""create_document accepts: any content, filename and content type, whole or in chunks."""

from random import Random

import pytest

from tests.clients.base import Client
from tests.contract.actions import check_upload, get_content
from tests.contract.answers import check, compact
from tests.contract.forms import BOUNDARY, MULTIPART, file_part, form, name_part, part, upload
from tests.contract.shapes import expected_document
from tests.people import People

CRLF = b"\r\n"
# The block that core parses at once; a boundary may lie across two blocks. The tests hold for any size.
BLOCK = 64 * 1024

CONTENTS = {
    "nothing": b"",
    "one byte": b"\x00",
    "every byte": bytes(range(256)),
    "line ends": b"\r\n",
    "line ends at both ends": b"\r\n\r\nx\r\n\r\n",
    "half a line end": b"x\r",
    "line feeds": b"\nx\n",
    "hyphens": b"--",
    "hyphens on a line": b"\r\n--\r\n--",
    "most of the boundary": CRLF + b"--" + BOUNDARY[:-1],
    "most of the boundary, again and again": (CRLF + b"--" + BOUNDARY[:-1]) * 3 + b"\r\n-",
    "the boundary in capitals": CRLF + b"--" + BOUNDARY.upper() + CRLF,
    "the boundary within a line": b"x--" + BOUNDARY + b"--\r\nx",
    "the boundary after a line feed alone": b"x\n--" + BOUNDARY + b"--\n",
    "the boundary without its hyphens": CRLF + BOUNDARY + CRLF,
    "a part": CRLF + name_part(b"Other") + CRLF,
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_create_document_keeps_any_content_byte_for_byte(client: Client, create_user: People, content: bytes) -> None:
    owner = create_user()
    check_upload(client, owner, content, [name_part(), file_part(content)])
    check_upload(client, owner, content, [file_part(content), name_part()])


def test_create_document_keeps_large_random_content(client: Client, create_user: People, random: Random) -> None:
    content = random.randbytes(300 * 1024 + 7)
    check_upload(client, create_user(), content, [name_part(), file_part(content)])


def test_a_boundary_across_two_blocks_is_recognised(client: Client, create_user: People) -> None:
    owner, before = (
        create_user(),
        len(form(name_part(), file_part(b"")).removesuffix(CRLF + b"--" + BOUNDARY + b"--\r\n")),
    )
    for overlap in (1, 2, 3, 4, 5, 12, len(BOUNDARY) + 3, len(BOUNDARY) + 4, len(BOUNDARY) + 5, len(BOUNDARY) + 6):
        for end in (b"", CRLF + b"--" + BOUNDARY[:-1]):
            content = b"\r" * (BLOCK - before - overlap - len(end)) + end
            answer = upload(owner, form(name_part(), file_part(content)))
            check(
                answer,
                201,
                compact(expected_document(answer.json(), owner, content)),
                headers=located(answer.json()["id"]),
            )


def located(identity: str) -> dict[str, str]:
    return {"Location": f"/documents/{identity}"}


@pytest.mark.parametrize("length", [1, 2, 3, 7, 50])
def test_a_chunked_upload_gives_the_same_document(client: Client, create_user: People, length: int) -> None:
    owner, content = create_user(), CRLF + b"--" + BOUNDARY[:-1] + CRLF + b"\r" + bytes(range(256))
    body = form(name_part("Zoë".encode()), file_part(content))
    pieces = [body[start : start + length] for start in range(0, len(body), length)]
    answer = upload(owner, chunks=pieces)
    created = expected_document(answer.json(), owner, content, name="Zoë")
    check(answer, 201, compact(created), headers=located(created["id"]))
    assert get_content(owner, created) == content


@pytest.mark.parametrize("length", [1, 7, 60])
def test_chunks_do_not_change_how_odd_framing_is_read(client: Client, create_user: People, length: int) -> None:
    owner = create_user()
    body = form(name_part(), file_part(content_type=b"text/plain\nX-Other: 1"))
    answer = upload(owner, chunks=[body[start : start + length] for start in range(0, len(body), length)])
    created = expected_document(answer.json(), owner, content_type="application/octet-stream")
    check(answer, 201, compact(created), headers=located(created["id"]))


def test_a_large_upload_in_random_chunks_gives_the_same_document(
    client: Client, create_user: People, random: Random
) -> None:
    owner, content = create_user(), random.randbytes(300 * 1024)
    rest, pieces = form(name_part(), file_part(content)), list[bytes]()
    while rest:
        length = random.choice([1, 2, 100, BLOCK - 1, BLOCK, BLOCK + 1])
        pieces.append(rest[:length])
        rest = rest[length:]
    answer = upload(owner, chunks=pieces)
    check(answer, 201, compact(expected_document(answer.json(), owner, content)), headers=located(answer.json()["id"]))
    assert get_content(owner, answer.json()) == content


@pytest.mark.parametrize(
    "content_type",
    ["{}; charset=UTF-8", '{}; charset="utf-8"', "{}; a=b ; c=d", "multipart/form-data;charset=UTF-8;{boundary}"],
)
def test_further_parameters_of_the_media_type_are_ignored(
    client: Client, create_user: People, content_type: str
) -> None:
    boundary = MULTIPART.partition(";")[2].strip()
    sent = content_type.replace("{boundary}", boundary).replace("{}", MULTIPART)
    answer = upload(create_user(), form(name_part(), file_part()), content_type=sent)
    assert answer.status == 201, answer


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"TEXT/Plain; Charset=UTF-8", "text/plain; charset=utf-8"),
        (b"text/html", "text/html"),
        (b"application/JSON", "application/json"),
        (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
        (b"image/svg+xml", "image/svg+xml"),
        (b"a" * 100 + b"/b", "a" * 100 + "/b"),
        (None, "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b"text", "application/octet-stream"),
        (b"text/", "application/octet-stream"),
        (b"text/plain/x", "application/octet-stream"),
        (b"*/*", "application/octet-stream"),
        (b"text/plain, text/html", "application/octet-stream"),
        (b'text/plain; charset="utf-8"', "application/octet-stream"),
        (b"text/html; x=y", "application/octet-stream"),
        (b"text/plain\nX-Other: 1", "application/octet-stream"),
        (b"text/plain\x00", "application/octet-stream"),
        (b"text/\x01plain", "application/octet-stream"),
        (b"text/plain\r\n X-Evil: 1", "application/octet-stream"),
        ("text/plaín".encode(), "application/octet-stream"),
        (b"a" * 101 + b"/b", "application/octet-stream"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_well_formed_content_type_is_kept_and_others_become_octet_stream(
    client: Client, create_user: People, sent: bytes | None, kept: str
) -> None:
    check_upload(client, create_user(), b"x", [name_part(), file_part(b"x", content_type=sent)], content_type=kept)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  Zoë \t".encode(), "Zoë"),
        ("🦊".encode() * 200, "🦊" * 200),
        (b" " * 300 + b"x\r\n", "x"),
        (b"a\r\nb", "a\r\nb"),
        (b"\xef\xbb\xbfx", "\ufeffx"),
        (b"%41&amp;+", "%41&amp;+"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_the_name_of_a_document_is_trimmed(client: Client, create_user: People, sent: bytes, kept: str) -> None:
    check_upload(client, create_user(), b"Hello, world", [name_part(sent), file_part()], name=kept)


@pytest.mark.parametrize(
    "content_type",
    [
        'multipart/form-data; boundary="{}"',
        "Multipart/Form-Data;boundary={}",
        "multipart/form-data ; BOUNDARY={} ",
    ],
)
@pytest.mark.parametrize("boundary", ["x", "a" * 70, "'()+_,./:=?-", "a b"])
def test_create_document_accepts_every_valid_boundary(
    client: Client, create_user: People, content_type: str, boundary: str
) -> None:
    owner = create_user()
    body = form(name_part(), file_part()).replace(BOUNDARY, boundary.encode())
    answer = upload(owner, body, content_type=content_type.format(boundary))
    check(answer, 201, compact(expected_document(answer.json(), owner)), headers=located(answer.json()["id"]))


@pytest.mark.parametrize(
    "body",
    [
        b"a preamble\r\n" + form(name_part(), file_part()),
        form(name_part(), file_part()) + b"an epilogue\r\n--" + BOUNDARY + b"\r\n",
        form(name_part(), file_part()).removesuffix(CRLF),
        form(name_part(), file_part()).replace(b"Content-Disposition", b"content-disposition"),
        form(name_part(), file_part()).replace(b"name=", b"NAME="),
        form(part(b"name=name", b"Report"), part(b"filename=report.txt; name=file", b"Hello, world", b"text/plain")),
        form(name_part(), file_part()).replace(b"\r\nContent-Type", b"\r\nX-Other: 1\r\nContent-Type"),
    ],
    ids=["preamble", "epilogue", "no last line end", "lower case", "upper case", "tokens and order", "other header"],
)
def test_create_document_accepts_what_rfc_2046_and_7578_allow(client: Client, create_user: People, body: bytes) -> None:
    owner = create_user()
    answer = upload(owner, body, content_type=MULTIPART)
    check(answer, 201, compact(expected_document(answer.json(), owner)), headers=located(answer.json()["id"]))
