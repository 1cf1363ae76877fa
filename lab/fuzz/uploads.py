"""Uploads: bodies of multipart/form-data that are accepted, and bodies and types that are refused."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from lab.fuzz import values
from tests.contract.forms import file_part, name_part, part

UPLOAD_LIMIT = 64 * 1024  # the setting of the applications under test

BOUNDARIES = ("likewise-8f2Kq0", "-", "x" * 70, "'()+_,-./:=?", "a b")
SPELLINGS = (
    "multipart/form-data; boundary={}",
    'multipart/form-data; boundary="{}"',
    "Multipart/Form-Data;boundary={}",
    'multipart/form-data \t;\tBOUNDARY="{}" ',
)
NO_CONTENT_TYPES = (
    "",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary=""',
    'multipart/form-data; boundary="x',
    "multipart/form-data; boundary=x; charset=utf-8",
    "multipart/form-data; charset=utf-8; boundary=x",
    "multipart/form-data; boundary=a@b",
    "multipart/form-data; boundary=" + "x" * 71,
    "multipart/form-data, multipart/form-data; boundary=x",
    "multipart/mixed; boundary=x",
    "multipart/form-data-x; boundary=x",
    "*/*; boundary=x",
)

CONTENTS = (
    b"",
    b"\x00",
    b"Hello, world",
    b"\r\n",
    b"\r\n\r\nx\r\n\r\n",
    b"x\r",
    b"\r\n--",
    b"\r\n--likewise-8f2Kq",
    b"x--likewise-8f2Kq0--\r\nx",
    b'{"type":"/problems/not-found"}',
    b"<html>",
    b"\xef\xbb\xbfBOM",
    "Zoë 🦊".encode() * 50,
    bytes(range(256)),
    b"\r\n" * 20_000,
    b"x" * 50_000,
)
FILENAMES = (
    b"report.txt",
    b"REPORT",
    b".bashrc",
    b"...",
    b"../../etc/passwd",
    b"C:\\x\\y.txt",
    b'a\\"b.txt',
    b"a%0D%0Ab%22c.txt",
    b"50%.txt",
    b"a;b=c, d'e.txt",
    b"a\x01b\x7fc\td.txt",
    b" white space .txt ",
    b"x" * 300,
    "Zoë.txt".encode(),
    "Zoe\u0308 ½ 日本 🦊.txt".encode(),
    "a\u202eb\u200bc.txt".encode(),
    "🦊".encode() * 300,
)
NO_FILENAMES = (b"", b"/", b"..", b"a/..", b"C:\\", b"  ", b"\x01\x7f")
KINDS = (
    None,
    b"",
    b"text/plain",
    b"text/plain; charset=utf-8",
    b"text/plain; charset=latin-1",
    b"TEXT/HTML",
    b"application/json",
    b"application/problem+json",
    b"image/svg+xml",
    b"text/plain; version=0.0.4",
    b"nonsense",
    "téxt/plain".encode(),
    b"text/plain\r\nContent-Transfer-Encoding: base64",
)
NO_NAMES = (
    b"",
    b" \t\r\n",
    "\u3000\u00a0".encode(),
    b"x" * 201,
    "🦊".encode() * 201,
    b"a\x00b",
    b"\xff",
    b"\xed\xa0\x80",
)
UNKNOWN = (
    part(b'name="colour"', b"red"),
    part(b'name="Name"', b"x"),
    part(b'name="file[]"; filename="x"', b"x"),
    part(b'name="a/b~c"', b"x"),
    part(b'name=""', b"x"),
    part(b"x=y", b"x"),
    part('name="Zoë"'.encode(), b"x"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A body in parts, and the content type that names its boundary."""

    parts: tuple[bytes, ...]
    boundary: str = BOUNDARIES[0]
    content_type: str = SPELLINGS[0].format(BOUNDARIES[0])

    @property
    def body(self) -> bytes:
        line = b"--" + self.boundary.encode()
        return b"".join(b"%b\r\n%b\r\n" % (line, each) for each in self.parts) + line + b"--\r\n"


def longest(beyond: int = 0, content: bytes = b"", filename: bytes = b"report.txt", kind: bytes | None = None) -> Form:
    """Draw a form of exactly the limit, or some bytes longer."""
    missing = UPLOAD_LIMIT + beyond - len(Form((name_part(), file_part(content, filename, kind))).body)
    return Form((name_part(), file_part(content + b"x" * missing, filename, kind)))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Draw a form with a name and a file, in either order."""
    content = draw(st.one_of(st.sampled_from(CONTENTS), st.binary(max_size=60)))
    boundary = draw(st.sampled_from(BOUNDARIES))
    # In quotes, which some boundaries need.
    content_type = SPELLINGS[1].format(boundary)
    if b"\r\n--" + boundary.encode() in b"\r\n" + content:
        boundary = BOUNDARIES[0]
    if boundary == BOUNDARIES[0]:
        content_type = draw(st.sampled_from(SPELLINGS)).format(boundary)
    filename, kind = draw(st.sampled_from(FILENAMES)), draw(st.sampled_from(KINDS))
    name = name_part(draw(values.titles).encode())
    parts = draw(st.permutations([name, file_part(content, filename, kind)]))
    if draw(st.integers(0, 7)) == 7 and boundary == BOUNDARIES[0]:
        return longest(0, content, filename, kind)
    return Form(tuple(parts), boundary, content_type)


@st.composite
def faulty(draw: st.DrawFn) -> Form:
    """Draw a well-framed form with wrong, missing or additional parts."""
    name, file = name_part(), file_part()
    wrong_names: list[bytes] = [name_part(value) for value in NO_NAMES]
    wrong_names += [part(b'name="name"; filename="x.txt"', b"Report"), part(b'name="name"; filename=""', b"Report")]
    wrong_files = [part(b'name="file"', b"x"), *(file_part(filename=filename) for filename in NO_FILENAMES)]
    parts: tuple[Any, ...] = (
        (),
        (name,),
        (file,),
        (name, name, file),
        (file, name, file),
        (draw(st.sampled_from(wrong_names)), file),
        (name, draw(st.sampled_from(wrong_files))),
        (name, file, draw(st.sampled_from(UNKNOWN))),
        (*draw(st.lists(st.sampled_from(UNKNOWN), min_size=1, max_size=4)), *draw(st.sampled_from(((), (name, file))))),
        tuple(part(b'name="part%d"' % number, b"") for number in range(150)),  # more faults than an answer lists
    )
    return Form(draw(st.sampled_from(parts)))


@st.composite
def broken(draw: st.DrawFn, body: bytes, boundary: str) -> bytes:
    """Draw a body with broken framing."""
    line = b"--" + boundary.encode()
    ways = st.one_of(
        st.sampled_from((b"", b"\r\n", b"garbage", b'{"name":"Report"}', b"\xff", line, line + b"\r\n")),
        st.sampled_from((b"x" + body, body.replace(line, b"--another"), body.replace(b"\r\n", b"\n"))),
        st.sampled_from((body.replace(line + b"\r\n", line + b"x\r\n"), body.replace(b"form-data", b"attachment"))),
        st.sampled_from((body.replace(b"Content-Disposition", b"X"), body.replace(b"Content-D", b"x\r\nContent-D"))),
        st.sampled_from((b"X: 1\r\n" * 100, b"X: " + b"x" * 10_000 + b"\r\n", b"X: \xff\r\n")).map(
            lambda header: body.replace(b"Content-Disposition", header + b"Content-Disposition", 1)
        ),
        # The line end after the last boundary may be missing.
        st.integers(0, max(0, len(body) - 4)).map(lambda end: body[:end]),
        st.integers(4, 40).map(lambda missing: body[:-missing]),
    )
    return draw(ways)
