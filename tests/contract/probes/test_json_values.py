"""JSON (RFC 8259), read strictly: each form of a number and of a string."""

from collections.abc import Callable

import pytest

from tests.contract.probes.probe import Probe, body, faults, probes, problem

MALFORMED = problem("malformed-json")
NAME = ("/name", "string", "Must be a string.")
INTEGER = ("/seats", "integer", "Must be an integer.")
LEAST = ("/seats", "out_of_range", "Must be at least 1.")
MOST = ("/seats", "out_of_range", "Must be at most 1000000.")
NUL = ("/name", "nul", "Must not contain the NUL character.")


def team(content: bytes) -> bytes:
    return body("POST /teams", content, "Authorization: Bearer <token>")


def seats(value: str) -> bytes:
    """A team that is never created, because its name is not a string."""
    return team(b'{"name":1,"seats":%b}' % value.encode())


NUMBERS = {
    "an integer": ("1", None),
    "the largest": ("1000000", None),
    "null": ("null", None),
    "zero": ("0", LEAST),
    "minus zero": ("-0", LEAST),
    "minus one": ("-1", LEAST),
    "one too many": ("1000001", MOST),
    "2 to the 53rd and one": ("9007199254740993", MOST),
    "2 to the 64th": ("18446744073709551616", MOST),
    "400 digits": ("9" * 400, MOST),
    "5,000 digits": ("9" * 5000, INTEGER),
    "a fraction of zero": ("3.0", INTEGER),
    "a fraction": ("0.5", INTEGER),
    "an exponent": ("1e2", INTEGER),
    "an exponent in capitals": ("1E+2", INTEGER),
    "a negative exponent": ("10e-1", INTEGER),
    "an exponent of zero": ("1e0", INTEGER),
    "too large for a double": ("1e400", INTEGER),
    "too far below zero for a double": ("-1e400", INTEGER),
    "too small for a double": ("1e-400", INTEGER),
    "a long fraction": (f"1.{'0' * 5000}", INTEGER),
    "an exponent of 5,000 digits": (f"1e{'9' * 5000}", INTEGER),
    "digits in quotes": ('"3"', INTEGER),
    "an empty string": ('""', INTEGER),
    "true": ("true", INTEGER),
    "false": ("false", INTEGER),
    "an array": ("[1]", INTEGER),
    "an object": ("{}", INTEGER),
}
NO_NUMBERS = {
    "a leading zero": "01",
    "a leading zero before a fraction": "00.5",
    "minus and a leading zero": "-01",
    "plus": "+1",
    "no digit before the point": ".5",
    "no digit after the point": "1.",
    "no digit after the exponent": "1e",
    "no digit after the sign": "1e+",
    "a fraction in the exponent": "1e1.5",
    "only a minus": "-",
    "two minuses": "--1",
    "minus and a space": "- 1",
    "hexadecimal": "0x1",
    "octal": "0o1",
    "an underscore": "1_000",
    "a comma": "1,000",
    "two points": "1.0.0",
    "Arabic digits": "\u0663",
    "full-width digits": "\uff11",
    "a superscript": "1\u00b2",
    "a Unicode minus": "\u22121",
    "NaN": "NaN",
    "minus NaN": "-NaN",
    "Infinity": "Infinity",
    "minus Infinity": "-Infinity",
    "inf": "inf",
    "a suffix": "1n",
    "None": "None",
    "True": "True",
    "NULL": "NULL",
    "half a word": "tru",
    "a letter after a word": "nullx",
    "undefined": "undefined",
    "nothing": "",
}


@pytest.mark.strict
@probes(
    *(
        Probe(name, seats(value), faults(NAME, *([] if fault is None else [fault])))
        for name, (value, fault) in NUMBERS.items()
    ),
    *(Probe(f"malformed: {name}", seats(value), MALFORMED) for name, value in NO_NUMBERS.items()),
)
def test_json_numbers_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


# Each is a valid name of a team: only the seats are wrong.
STRINGS = {
    "an escape": rb'"\u0041"',
    "an escape in capitals": rb'"\u00E9"',
    "an escape without capitals": rb'"\u00e9"',
    "every short escape": rb'"a\"\\\/b\b\f\n\r\tc"',
    "a pair of surrogates": rb'"a\ud83e\udd8a"',
    "a pair of mixed case": rb'"a\uD83e\uDd8a"',
    "a character beyond the basic plane": '"a🦊"'.encode(),
    "a line separator": '"a\u2028b"'.encode(),
    "a non-character": '"a\ufffe\uffff"'.encode(),
    "a byte order mark within": '"a\ufeffb"'.encode(),
    "a delete": b'"a\x7fb"',
}
NO_STRINGS = {
    "single quotes": b"'a'",
    "no quotes": b"a",
    "half a quote": b'"a',
    "a tab": b'"a\tb"',
    "a line feed": b'"a\nb"',
    "a NUL": b'"a\0b"',
    "a unit separator": b'"a\x1fb"',
    "an escaped line feed": b'"a\\\nb"',
    "an unknown escape": rb'"a\x41"',
    "an escaped apostrophe": rb'"a\'"',
    "a backslash and a zero": rb'"a\0"',
    "an escape of eight digits": rb'"a\U00000041"',
    "an escape in braces": rb'"a\u{41}"',
    "an escape of three digits": rb'"a\u041"',
    "an escape of no digits": rb'"a\u"',
    "an escape with a sign": rb'"a\u+041"',
    "an escape with a space": rb'"a\u 041"',
    "an escape with an underscore": rb'"a\u0_41"',
    "an escape in Arabic digits": '"a\\u\u0660\u0660\u0664\u0661"'.encode(),
    "an escape at the end": b'"a\\',
    "a high surrogate": rb'"a\ud83e"',
    "a low surrogate": rb'"a\udd8a"',
    "surrogates in the wrong order": rb'"a\udd8a\ud83e"',
    "two high surrogates": rb'"a\ud83e\ud83e"',
    "a high surrogate and a letter": rb'"a\ud83eb"',
    "a surrogate in UTF-8": b'"a\xed\xa0\x80"',
    "a pair of surrogates in UTF-8": b'"a\xed\xa0\xbe\xed\xb6\x8a"',
    "a pair of surrogates, one escaped": b'"a\\ud83e\xed\xb6\x8a"',
    "Latin-1": b'"caf\xe9"',
    "an overlong NUL": b'"a\xc0\x80"',
    "an overlong slash": b'"a\xe0\x80\xaf"',
    "only a continuation byte": b'"a\x80"',
    "a character cut short": b'"a\xf0\x9f\xa6"',
    "beyond Unicode": b'"a\xf4\x90\x80\x80"',
    "a character of five bytes": b'"a\xf8\x88\x80\x80\x80"',
    "a byte that UTF-8 never uses": b'"a\xff"',
}


@pytest.mark.strict
@probes(
    *(Probe(name, team(b'{"name":%b,"seats":0}' % value), faults(LEAST)) for name, value in STRINGS.items()),
    *(Probe(f"malformed: {name}", team(b'{"name":%b}' % value), MALFORMED) for name, value in NO_STRINGS.items()),
    Probe("an escaped NUL", team(rb'{"name":"a\u0000b"}'), faults(NUL)),
)
def test_json_strings_are_read_strictly(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
