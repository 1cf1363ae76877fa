"""create_document keeps a filename for display: a basename without controls, in either form."""

import pytest

from tests.clients.base import Client
from tests.contract.actions import check_upload
from tests.contract.forms import file_part, name_part, part
from tests.people import People

ENCODED = "=?utf-8?B?R3LDtsOfZS5wZGY=?="


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
