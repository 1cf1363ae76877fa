"""create_document accepts: any content, filename and content type, whole or in chunks."""

from collections.abc import Sequence
from random import Random

import pytest

from tests.clients.base import Client
from tests.contract.actions import get_content
from tests.contract.answers import check, compact
from tests.contract.forms import BOUNDARY, MULTIPART, file_part, form, name_part, part, upload
from tests.contract.shapes import expected_document
from tests.people import People, Person

CRLF = b"\r\n"
ENCODED = "=?utf-8?B?R3LDtsOfZS5wZGY=?="
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


def check_upload(client: Client, owner: Person, content: bytes, parts: Sequence[bytes], **expected: str) -> None:
    """Upload the parts; check the answer, the document and its content."""
    answer = upload(owner, form(*parts))
    created = expected_document(answer.json(), owner, content, **expected)
    check(answer, 201, compact(created), headers={"Location": f"/documents/{created['id']}"})
    check(client.call("GET", f"/documents/{created['id']}", token=owner.token), 200, compact(created))
    assert get_content(owner, created) == content


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
    ("sent", "kept"),
    [
        (b"../../etc/passwd", "passwd"),
        (b"/etc/passwd", "passwd"),
        (b"C:\\x\\y.txt", "y.txt"),
        (b"..\\..\\y.txt", "y.txt"),
        (b"\\\\server\\share\\y.txt", "y.txt"),
        (b"a/b\\c.txt", "c.txt"),
        (b"a\\b/c.txt", "c.txt"),
        (b"%2E%2E%2Fx", "%2E%2E%2Fx"),
        (b"a\x01b\x1bc\x7fd.txt", "abcd.txt"),
        (b"a\x00b.txt", "ab.txt"),
        (b"a\tb.txt", "ab.txt"),
        ("a\u0085b\u202ec\u200bd\u2028e.txt".encode(), "abcde.txt"),
        (b"a%0D%0Ab%22c.txt", 'ab"c.txt'),
        (b'a\\"b.txt', 'a"b.txt'),
        ("Zoë 🦊 日本.txt".encode(), "Zoë 🦊 日本.txt"),
        (b" .. x .txt ", ".. x .txt"),
        (b".bashrc", ".bashrc"),
        (b"...", "..."),
        (b"x" * 300, "x" * 255),
        (b"x" * 300 + b".tar.gz", "x" * 252 + ".gz"),
        (b"x." + b"y" * 300, "x." + "y" * 253),
        ("🦊".encode() * 300, "🦊" * 255),
        (b"d/" * 200 + b"x", "x"),
        (b"a;b=c, d'e.txt", "a;b=c, d'e.txt"),
        (b"<script>alert(1)<.script>", "<script>alert(1)<.script>"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_a_filename_is_reduced_to_a_basename_without_controls(
    client: Client, create_user: People, sent: bytes, kept: str
) -> None:
    check_upload(client, create_user(), b"x", [name_part(), file_part(b"x", sent)], filename=kept)


@pytest.mark.parametrize(
    ("disposition", "kept"),
    [
        ("filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf"),
        (f"filename=\"{ENCODED}\"; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf"),
        (f'filename="{ENCODED}"', ENCODED),
        ("filename=\"a.pdf\"; filename*=utf-8''b.pdf", "a.pdf"),
        ("filename=\"a.pdf\"; filename*=utf-8''%FF.pdf", "a.pdf"),
        (f"filename=\"{ENCODED}\"; filename*=utf-8''%FF.pdf", ENCODED),
    ],
)
def test_an_extended_filename_is_read_where_there_is_no_other(
    client: Client, create_user: People, disposition: str, kept: str
) -> None:
    file = part(f'name="file"; {disposition}'.encode(), b"x", b"text/plain")
    check_upload(client, create_user(), b"x", [name_part(), file], filename=kept, content_type="text/plain")


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
