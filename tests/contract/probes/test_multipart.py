"""Uploads (RFC 7578, RFC 2046 section 5.1): boundaries, framing, parts and their headers, filenames."""

from collections.abc import Callable

from tests.contract.forms import BOUNDARY, file_part, form, name_part, part
from tests.contract.probes.probe import Probe, faults, probes, problem, upload, uploaded

Fault = tuple[str, str, str]

MALFORMED = problem("malformed-multipart")
REFUSED = problem("unsupported-media-type")
WHOLE = form(name_part(), file_part())
END = b"--" + BOUNDARY + b"--\r\n"
B = BOUNDARY.decode()
NAME = ("/name", "missing", "Must be given.")
FILE = ("/file", "missing", "Must be given.")
FILENAME = ("/file", "filename", "Must have a filename.")


def unknown(pointer: str) -> Fault:
    return (pointer, "unknown", "Is not known here.")


def bounded(boundary: str) -> bytes:
    """The whole form with another boundary."""
    return WHOLE.replace(BOUNDARY, boundary.encode())


BOUNDARIES = {
    "plain": (f"boundary={B}", WHOLE),
    "in quotes": (f'boundary="{B}"', WHOLE),
    "named in capitals": (f"BOUNDARY={B}", WHOLE),
    "a space and a tab at the end": (f"boundary={B} \t", WHOLE),
    "one character": ("boundary=x", bounded("x")),
    "70 characters": (f"boundary={'x' * 70}", bounded("x" * 70)),
    "every character": ('boundary="aZ09\'()+_,-./:=?"', bounded("aZ09'()+_,-./:=?")),
    "a space in it": ('boundary="a b"', bounded("a b")),
}
NO_BOUNDARIES = {
    "no boundary": "charset=utf-8",
    "nothing": "boundary=",
    "nothing in quotes": 'boundary=""',
    "half a quote": f'boundary="{B}',
    "71 characters": f"boundary={'x' * 71}",
    "a space at its end": 'boundary="a "',
    "a character that is not allowed": "boundary=a@b",
    "not ASCII": "boundary=caf\xe9",
    "twice": f"boundary={B}; boundary={B}",
    "a space before the equals sign": f"boundary ={B}",
    "a parameter of another name": f"border={B}",
}


@probes(
    *(Probe(name, upload(content, boundary=value), uploaded()) for name, (value, content) in BOUNDARIES.items()),
    *(Probe(f"refused: {name}", upload(WHOLE, boundary=value), REFUSED) for name, value in NO_BOUNDARIES.items()),
)
def test_multipart_boundaries_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


FRAMES = {
    "no line end at the end": WHOLE.removesuffix(b"\r\n"),
    "a line end at the start": b"\r\n" + WHOLE,
    "the file first": form(file_part(), name_part()),
    "a length in a part": WHOLE.replace(b"text/plain", b"text/plain\r\nContent-Length: 12"),
    "a folded header": WHOLE.replace(b"form-data;", b"form-data;\r\n"),
    "a transfer encoding, which is not decoded": form(
        name_part(), b"Content-Transfer-Encoding: base64\r\n" + file_part()
    ),
    "a preamble": b"This is a message.\r\n" + WHOLE,
    "an epilogue": WHOLE + b"The end.",
    "a name of a part in capitals": WHOLE.replace(b"Content-Disposition", b"CONTENT-DISPOSITION"),
    "a name of a part without capitals": WHOLE.replace(b"Content-Disposition", b"content-disposition"),
    "the disposition in capitals": WHOLE.replace(b"form-data", b"FORM-DATA"),
    "no space after a colon": WHOLE.replace(b"Disposition: ", b"Disposition:"),
    "another header in a part": WHOLE.replace(b"Content-Type", b"X-Test: 1\r\nContent-Type"),
    "a name without quotes": WHOLE.replace(b'name="name"', b"name=name"),
    "another parameter": WHOLE.replace(b'name="name"', b'name="name"; x="y"'),
    "the filename before the name": WHOLE.replace(
        b'name="file"; filename="report.txt"', b'filename="report.txt"; name="file"'
    ),
}
BROKEN = {
    "nothing": b"",
    "text": b"x",
    "JSON": b'{"name":"Report"}',
    "no closing boundary": WHOLE.removesuffix(END),
    "half a closing boundary": WHOLE.removesuffix(b"-\r\n"),
    "another boundary": bounded("another"),
    "a boundary without its hyphens": WHOLE.replace(b"--" + BOUNDARY, BOUNDARY),
    "a letter after a boundary": WHOLE.replace(BOUNDARY + b"\r\n", BOUNDARY + b"x\r\n"),
    "line feeds": WHOLE.replace(b"\r\n", b"\n"),
    "text before": b"x" + WHOLE,
    "a part without headers": form(b"\r\nx", name_part(), file_part()),
    "a part that ends in its headers": form(b"X: 1", name_part(), file_part()),
    "a header without a colon": form(b"x\r\n" + name_part(), file_part()),
    "a header without a name": form(b": x\r\n" + name_part(), file_part()),
    "no disposition": form(b"Content-Type: text/plain\r\n\r\nx", name_part(), file_part()),
    "an attachment": WHOLE.replace(b"form-data", b"attachment"),
    "another length in a part": WHOLE.replace(b"text/plain", b"text/plain\r\nContent-Length: 0"),
    "a space after a boundary": WHOLE.replace(BOUNDARY + b"\r\n", BOUNDARY + b" \r\n"),
    "a header in Latin-1": form(name_part(), file_part(filename=b"caf\xe9.txt")),
}


@probes(
    *(Probe(name, upload(content), uploaded()) for name, content in FRAMES.items()),
    *(Probe(f"broken: {name}", upload(content), MALFORMED) for name, content in BROKEN.items()),
    Probe("text of the boundary in the file", upload(form(name_part(), file_part(BOUNDARY))), uploaded(BOUNDARY)),
    Probe("hyphens in the file", upload(form(name_part(), file_part(b"\r\n--\r\n"))), uploaded(b"\r\n--\r\n")),
    Probe("line ends around the file", upload(form(name_part(), file_part(b"\r\n\r\n"))), uploaded(b"\r\n\r\n")),
    Probe("every byte", upload(form(name_part(), file_part(bytes(range(256))))), uploaded(bytes(range(256)))),
    Probe("no byte", upload(form(name_part(), file_part(b""))), uploaded(b"")),
)
def test_multipart_framing_is_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


PARTS: dict[str, tuple[list[bytes], list[Fault]]] = {
    "no part": ([], [NAME, FILE]),
    "no file": ([name_part()], [FILE]),
    "no name": ([file_part()], [NAME]),
    "two names": ([name_part(), name_part(), file_part()], [("/name", "repeated", "Must be given once.")]),
    "two files": ([name_part(), file_part(), file_part()], [("/file", "repeated", "Must be given once.")]),
    "an unknown part": ([name_part(), file_part(), part(b'name="x"', b"")], [unknown("/x")]),
    "a name in brackets": ([name_part(), file_part(), part(b'name="file[]"', b"")], [unknown("/file[]")]),
    "a name in capitals": ([name_part(), file_part(), part(b'name="Name"', b"")], [unknown("/Name")]),
    "no name at all": ([name_part(), file_part(), part(b"x=y", b"")], [unknown("/")]),
    "a part named _charset_": (
        [name_part(), file_part(), part(b'name="_charset_"', b"utf-8")],
        [unknown("/_charset_")],
    ),
    "a name of white space": (
        [name_part(b" \t"), file_part()],
        [("/name", "too_short", "Must be at least 1 characters long.")],
    ),
    "a name in Latin-1": ([name_part(b"caf\xe9"), file_part()], [("/name", "encoding", "Must be UTF-8.")]),
    "a name with a NUL": ([name_part(b"a\0"), file_part()], [("/name", "nul", "Must not contain the NUL character.")]),
    "a name that is a file": (
        [part(b'name="name"; filename="x"', b"x"), file_part()],
        [("/name", "string", "Must be a string.")],
    ),
    "a file without a filename": ([name_part(), part(b'name="file"', b"x")], [FILENAME]),
    "an empty filename": ([name_part(), file_part(filename=b"")], [FILENAME]),
    "a filename of dots": ([name_part(), file_part(filename=b"..")], [FILENAME]),
    "a filename of a slash": ([name_part(), file_part(filename=b"/")], [FILENAME]),
    "a filename of controls": ([name_part(), file_part(filename=b"\x01\x7f")], [FILENAME]),
}
FILENAMES = {
    "a path": (b"../../etc/passwd", "passwd"),
    "a path of Windows": (b"C:\\fakepath\\a.txt", "a.txt"),
    "UTF-8": ("Zoë 🦊.txt".encode(), "Zoë 🦊.txt"),
    "an escaped quote": (b"a%22b.txt", 'a"b.txt'),
    "a quote with a backslash": (b'a\\"b.txt', 'a"b.txt'),
    "percent signs": (b"50%.txt", "50%.txt"),
    "a semicolon": (b"a;b.txt", "a;b.txt"),
    "an equals sign": (b"a=b.txt", "a=b.txt"),
    "spaces around it": (b"  a.txt ", "a.txt"),
    "a leading dot": (b".profile", ".profile"),
    "a right-to-left override": ("a\u202etxt.exe".encode(), "atxt.exe"),
    "300 letters": (b"x" * 300, "x" * 255),
}
FILE_TYPES = {
    "plain": (b"text/plain", "text/plain"),
    "in capitals": (b"TEXT/Plain", "text/plain"),
    "a charset": (b"text/plain; charset=utf-8", "text/plain; charset=utf-8"),
    "HTML": (b"text/html", "text/html"),
    "no type": (None, "application/octet-stream"),
    "nothing": (b"", "application/octet-stream"),
    "nonsense": (b"nonsense", "application/octet-stream"),
    "two types": (b"text/plain, text/html", "application/octet-stream"),
}


@probes(
    *(Probe(name, upload(form(*parts)), faults(*expected)) for name, (parts, expected) in PARTS.items()),
    *(
        Probe(f"a filename: {name}", upload(form(name_part(), file_part(filename=sent))), uploaded(filename=kept))
        for name, (sent, kept) in FILENAMES.items()
    ),
    *(
        Probe(f"a type: {name}", upload(form(name_part(), file_part(content_type=sent))), uploaded(content_type=kept))
        for name, (sent, kept) in FILE_TYPES.items()
    ),
    Probe(
        "a filename without quotes",
        upload(form(name_part(), part(b'name="file"; filename=report.txt', b"Hello, world", b"text/plain"))),
        uploaded(),
    ),
    Probe(
        "a filename in the extended form",
        upload(form(name_part(), part(b"name=\"file\"; filename*=UTF-8''a.txt", b"Hello, world"))),
        uploaded(filename="a.txt", content_type="application/octet-stream"),
    ),
    Probe(
        "a filename in both forms",
        upload(
            form(
                name_part(),
                part(b'name="file"; filename="report.txt"; filename*=UTF-8\'\'a.txt', b"Hello, world", b"text/plain"),
            )
        ),
        uploaded(),
    ),
    Probe(
        "a name in a charset",
        upload(form(part(b'name="name"', b"caf\xe9", b"text/plain; charset=iso-8859-1"), file_part())),
        faults(("/name", "encoding", "Must be UTF-8.")),
    ),
)
def test_multipart_parts_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
