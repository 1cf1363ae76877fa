"""JSON (RFC 8259), read strictly: names, encodings and structure."""

import json
from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, faults, login, missing, probes, problem

MALFORMED = problem("malformed-json")


def unknown(pointer: str) -> tuple[str, str, str]:
    return (pointer, "unknown", "Is not known here.")


EMAIL = ("/email", "missing", "Must be given.")
PASSWORD = ("/password", "missing", "Must be given.")
NAMES: dict[str, tuple[bytes, str]] = {
    "an unknown name": (b'{"x":1}', "/x"),
    "an empty one": (b'{"":1}', "/"),
    "a slash": (b'{"a/b":1}', "/a~1b"),
    "a tilde": (b'{"a~b":1}', "/a~0b"),
    "a slash with a backslash": (rb'{"a\/b":1}', "/a~1b"),
    "beyond ASCII": ('{"é🦊":1}'.encode(), "/é🦊"),
    "a prototype": (b'{"__proto__":{}}', "/__proto__"),
    "another case": (b'{"Email":1}', "/Email"),
    "spaces around it": (b'{" email ":1}', "/ email "),
    "a NUL": (rb'{"email\u0000":1}', "/email\0"),
    "a look-alike": ('{"\u0435mail":1}'.encode(), "/\u0435mail"),
}


@pytest.mark.strict
@probes(
    *(
        Probe(name, login(content), faults(EMAIL, PASSWORD, unknown(pointer)))
        for name, (content, pointer) in NAMES.items()
    ),
    Probe(
        "another normal form",
        login('{"e\u0301":1,"\u00e9":1}'.encode()),
        faults(EMAIL, PASSWORD, unknown("/e\u0301"), unknown("/\u00e9")),
    ),
    Probe("a name by escapes", login(rb'{"\u0065mail":1}'),
          faults(("/email", "string", "Must be a string."), PASSWORD)),
    Probe("twice", login(b'{"email":1,"email":2}'), MALFORMED),
    Probe("twice the same", login(b'{"email":1,"email":1}'), MALFORMED),
    Probe("twice, once by escapes", login(rb'{"email":1,"\u0065mail":2}'), MALFORMED),
    Probe("twice unknown", login(b'{"x":1,"x":2}'), MALFORMED),
    Probe("twice empty", login(b'{"":1,"":2}'), MALFORMED),
    Probe("twice within", login(b'{"x":[{"a":1,"a":2}]}'), MALFORMED),
    Probe("no quotes", login(b"{email:1}"), MALFORMED),
    Probe("single quotes", login(b"{'email':1}"), MALFORMED),
    Probe("a number", login(b"{1:1}"), MALFORMED),
    Probe("null", login(b"{null:1}"), MALFORMED),
    Probe("a lone surrogate", login(rb'{"\ud800":1}'), MALFORMED),
    Probe("101 names", login(json.dumps(dict.fromkeys(map(str, range(101)))).encode()),
          faults(EMAIL, PASSWORD, *(unknown(f"/{number}") for number in range(98)))),
)  # fmt: skip
def test_json_member_names_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


READ = missing("email", "password")
NO_OBJECT = faults(("", "object", "Must be an object."))
TEXTS = {
    "white space": b" \t\r\n{ \t\r\n} \t\r\n",
    "much white space": b" " * 100_000 + b"{}",
}
NO_OBJECTS = {
    "an array": b"[]",
    "an array of an object": b"[{}]",
    "a string": b'"{}"',
    "an integer": b"1",
    "a fraction": b"-1.5e3",
    "true": b"true",
    "null": b"null",
    "64 arrays": b"[" * 64 + b"]" * 64,
}
MALFORMED_TEXTS = {
    "nothing": b"",
    "only white space": b" \t\r\n",
    "an opening brace": b"{",
    "a closing brace": b"}",
    "braces in the wrong order": b"}{",
    "a bracket instead of a brace": b"{]",
    "a member cut short": b'{"email"',
    "a member without a value": b'{"email":}',
    "a member without a colon": b'{"email" 1}',
    "an equals sign": b'{"email"=1}',
    "two colons": b'{"email"::1}',
    "no comma": b'{"email":1 "password":1}',
    "a semicolon": b'{"email":1;"password":1}',
    "only a comma": b"{,}",
    "a leading comma": b'{,"email":1}',
    "a trailing comma": b'{"email":1,}',
    "two commas": b'{"email":1,,"password":1}',
    "a trailing comma within": b'{"email":[1,]}',
    "a leading comma within": b'{"email":[,1]}',
    "a comment before": b"/**/{}",
    "a comment within": b"{/**/}",
    "a comment after": b"{}//",
    "a hash": b"#\n{}",
    "text before": b")]}'\n{}",
    "text after": b"{}x",
    "a second closing brace": b"{}}",
    "two objects": b"{}{}",
    "two lines of objects": b"{}\n{}",
    "a record separator": b"\x1e{}\n",
    "a NUL after": b"{}\0",
    "a form feed": b"\f{}",
    "a vertical tab": b"\v{}",
    "a no-break space": "\u00a0{}".encode(),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a byte order mark after": b"{}\xef\xbb\xbf",
    "UTF-16 with a mark": "{}".encode("utf-16"),
    "UTF-16, little-endian": "{}".encode("utf-16-le"),
    "UTF-16, big-endian": "{}".encode("utf-16-be"),
    "UTF-32 with a mark": "{}".encode("utf-32"),
    "UTF-32, little-endian": "{}".encode("utf-32-le"),
    "UTF-32, big-endian": "{}".encode("utf-32-be"),
    "UTF-7": b"+AHsAfQ-",
    "65 arrays": b"[" * 65 + b"]" * 65,
    "65 objects": b'{"a":' * 65 + b"1" + b"}" * 65,
    "arrays without an end": b"[" * 100_000,
    "100,000 arrays": b"[" * 100_000 + b"]" * 100_000,
    "100,000 objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a form": b"email=a&password=b",
    "XML": b"<x/>",
}


@pytest.mark.strict
@probes(
    *(Probe(name, login(content), READ) for name, content in TEXTS.items()),
    *(Probe(f"no object: {name}", login(content), NO_OBJECT) for name, content in NO_OBJECTS.items()),
    *(Probe(f"malformed: {name}", login(content), MALFORMED) for name, content in MALFORMED_TEXTS.items()),
    Probe(
        "63 arrays in a member",
        login(b'{"email":' + b"[" * 63 + b"]" * 63 + b',"password":"x"}'),
        faults(("/email", "string", "Must be a string.")),
    ),
    Probe("brackets in a string", login(b'{"email":"' + b"[" * 1000 + b'"}'),
          faults(("/email", "too_long", "Must be at most 254 characters long."), PASSWORD)),
)  # fmt: skip
def test_json_texts_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
