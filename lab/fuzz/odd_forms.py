"""Uploads of multipart/form-data in which any part, line or header is odd."""

from hypothesis import strategies as st

from lab.fuzz import uploads
from lab.fuzz.call import Call
from lab.fuzz.world import World
from tests.contract.forms import file_part, name_part, part

NAME, FILE = name_part(), file_part()
EXTRAS = (b"X-A: b\r\n c\r\n", b": x\r\n", b"abc\r\n", b"X: \x00\r\n", b"X: \xff\r\n", b"Content-Length: 99\r\n")
DISPOSITIONS = (
    b"name=name",
    b"name='name'",
    b'name="name";',
    b'name="na\\me"',
    b'name="n%61me"',
    b'name="name"; name="file"',
    b"name*=UTF-8''name; name=\"name\"",
    b' name = "name"',
    b"name=file; filename=a.txt",
    b"name=\"file\"; filename*=UTF-8''%e2%82%ac.txt",
    b'name="file"; filename="a.txt"; filename*=UTF-8\'\'%e2%82%ac.txt',
    b'name="file"; filename="caf\xe9.txt"',
    b'name="file"; FileName="a.txt"',
    b'filename="a.txt"; name="file"',
    b'name="file"; filename="a.txt"; filename="b.txt"',
    b'name="_charset_"',
    b'name="file"; filename="a\rb.txt"',
)


def odd_form(world: World) -> Call:
    """A form in which any part, line or header is odd."""
    call = world.upload(world.caller())
    parts = list(world.draw(st.permutations([NAME, FILE])))
    if world.perhaps(2):
        content = world.draw(st.sampled_from((b"R", b"R\r", b"\r\n--", b"")))
        odd = part(world.draw(st.sampled_from(DISPOSITIONS)), content)
        parts[world.draw(st.integers(0, 1))] = odd
    if world.perhaps(3):
        place = world.draw(st.integers(0, len(parts) - 1))
        extra = world.draw(st.sampled_from(EXTRAS))
        parts[place] = parts[place].replace(b"Content-Disposition", extra + b"Content-Disposition", 1)
    form = uploads.Form(tuple(parts))
    call.attach(form)
    line = b"--" + form.boundary.encode()
    around = ((b"", b""), (b"preamble\r\n", b""), (b"\r\n", b""), (b"", b"epilogue"), (b"", b"\r\n" + form.body))
    before, behind = world.draw(st.sampled_from(around))
    call.body = before + form.body + behind
    if world.perhaps(4):
        spellings = (
            (line + b"\r\n", line + b" \t\r\n"),
            (line + b"--\r\n", line + b"--"),
            (line + b"--\r\n", line + b"-- \r\n"),
            (b"\r\n", b"\n"),
            (b"\r\n\r\n", b"\r\n"),
            (b"form-data", b"FORM-DATA"),
            (b"Content-Disposition:", b"content-disposition :"),
        )
        call.body = call.body.replace(*world.draw(st.sampled_from(spellings)))
    return call.counted("odd form")
