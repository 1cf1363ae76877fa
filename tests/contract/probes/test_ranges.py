"""Ranges and conditional requests (RFC 9110, sections 13 and 14) on downloads."""

from collections.abc import Callable

from tests.contract.probes.probe import CONTENT, ETAG, Answer, Probe, answer, download, probes, problem

PLAIN = "text/plain"
KEPT = {"ETag": ETAG, "Cache_Control": "private, no-cache"}
SENT = {**KEPT, "Accept_Ranges": "bytes", "Content_Disposition": 'attachment; filename="report.txt"'}
WHOLE = answer(200, CONTENT, PLAIN, **SENT)
NOT_MODIFIED = answer(304, b"", None, **KEPT)
PAST_THE_END = problem("range-not-satisfiable", **{"Content-Range": "bytes */12"})
DATE = "Wed, 21 Oct 2026 07:28:00 GMT"
FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT"


def part(start: int, stop: int) -> Answer:
    return answer(206, CONTENT[start:stop], PLAIN, **SENT, Content_Range=f"bytes {start}-{stop - 1}/12")


RANGES = {
    "the first byte": ("bytes=0-0", part(0, 1)),
    "the last byte": ("bytes=11-11", part(11, 12)),
    "from the middle": ("bytes=4-7", part(4, 8)),
    "the whole": ("bytes=0-11", part(0, 12)),
    "beyond the end": ("bytes=7-99", part(7, 12)),
    "far beyond the end": (f"bytes=7-{'9' * 30}", part(7, 12)),
    "to the end": ("bytes=7-", part(7, 12)),
    "from the first to the end": ("bytes=0-", part(0, 12)),
    "the last five": ("bytes=-5", part(7, 12)),
    "more than the last": ("bytes=-99", part(0, 12)),
    "far more than the last": (f"bytes=-{'9' * 30}", part(0, 12)),
    "leading zeros": ("bytes=007-008", part(7, 9)),
    "the unit in capitals": ("BYTES=0-0", part(0, 1)),
    "a space before": ("bytes= 0-0", part(0, 1)),
    "spaces and tabs around the value": (" \t bytes=0-0 \t ", part(0, 1)),
    "past the end": ("bytes=12-", PAST_THE_END),
    "past the end, bounded": ("bytes=12-20", PAST_THE_END),
    "far past the end": (f"bytes={'9' * 30}-", PAST_THE_END),
    "the last zero bytes": ("bytes=-0", PAST_THE_END),
    "two ranges": ("bytes=0-0,2-3", WHOLE),
    "two ranges with a space": ("bytes=0-0, -1", WHOLE),
    "two ranges that overlap": ("bytes=0-5,3-8", WHOLE),
    "two ranges, one past the end": ("bytes=0-0,99-", WHOLE),
    "1,000 ranges": (f"bytes={','.join(['0-0'] * 1000)}", WHOLE),
    "one range and a comma": ("bytes=0-0,", WHOLE),
    "backwards": ("bytes=5-2", WHOLE),
    "a hyphen": ("bytes=-", WHOLE),
    "nothing": ("bytes=", WHOLE),
    "no equals sign": ("bytes", WHOLE),
    "no unit": ("0-0", WHOLE),
    "an empty unit": ("=0-0", WHOLE),
    "another unit": ("items=0-0", WHOLE),
    "the unit none": ("none", WHOLE),
    "a space before the equals sign": ("bytes =0-0", WHOLE),
    "letters": ("bytes=a-b", WHOLE),
    "hexadecimal": ("bytes=0x0-0x1", WHOLE),
    "a plus": ("bytes=+0-1", WHOLE),
    "two hyphens": ("bytes=0--1", WHOLE),
    "a fraction": ("bytes=0.0-1", WHOLE),
    "an underscore": ("bytes=0-1_0", WHOLE),
    "spaces within": ("bytes=0 - 1", WHOLE),
    "a superscript": ("bytes=\xb2-3", WHOLE),
    "an empty header": ("", WHOLE),
}


@probes(
    *(Probe(name, download(f"Range: {value}"), expected) for name, (value, expected) in RANGES.items()),
    Probe("two headers", download("Range: bytes=0-0", "Range: bytes=2-3"), WHOLE),
)
def test_ranges_are_answered_as_rfc_9110_says(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


MATCHING = {
    "the tag": ETAG,
    "a weak tag": f"W/{ETAG}",
    "any tag": "*",
    "any tag, with spaces and tabs": " \t * \t ",
    "in a list": f'"x", {ETAG}',
    "first in a list": f'{ETAG}, "x"',
    "in a list without spaces": f'"x",W/{ETAG},"y"',
    "in a list with empty places": f", {ETAG},,",
    "after a tag with a comma": f'"a,b", {ETAG}',
    "after an empty tag": f'"", {ETAG}',
}
OTHERS = {
    "another tag": '"x"',
    "another weak tag": 'W/"x"',
    "no quotes": ETAG.strip('"'),
    "in capitals": ETAG.upper(),
    "a small w before another": f'w/{ETAG[:-2]}"',
    "cut short": f'{ETAG[:-2]}"',
    "longer": f'"x{ETAG[1:]}',
    "half a quote": ETAG[:-1],
    "two stars": "**",
    "a star in quotes": '"*"',
    "nothing": "",
}


@probes(
    *(Probe(name, download(f"If-None-Match: {value}"), NOT_MODIFIED) for name, value in MATCHING.items()),
    *(Probe(f"not: {name}", download(f"If-None-Match: {value}"), WHOLE) for name, value in OTHERS.items()),
    Probe("two headers", download('If-None-Match: "x"', f"If-None-Match: {ETAG}"), NOT_MODIFIED),
    Probe("before a range", download(f"If-None-Match: {ETAG}", "Range: bytes=0-0"), NOT_MODIFIED),
    Probe("before a range past the end", download(f"If-None-Match: {ETAG}", "Range: bytes=99-"), NOT_MODIFIED),
    Probe("another tag before a range", download('If-None-Match: "x"', "Range: bytes=0-0"), part(0, 1)),
    Probe("another tag with a date", download('If-None-Match: "x"', f"If-Modified-Since: {FUTURE}"), WHOLE),
    Probe("only a date", download(f"If-Modified-Since: {FUTURE}"), WHOLE),
    Probe("a malformed date", download("If-Modified-Since: yesterday"), WHOLE),
    Probe(
        "If-Unmodified-Since with an earlier date",
        download("If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT"),
        WHOLE,
    ),
    Probe("If-Match with another tag", download('If-Match: "x"'), WHOLE),
)
def test_conditional_requests_are_answered_as_rfc_9110_says(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)


VALIDATORS = {
    "another tag": '"x"',
    "a weak tag": f"W/{ETAG}",
    "any tag": "*",
    "no quotes": ETAG.strip('"'),
    "a list": f'{ETAG}, "x"',
    "a date": DATE,
    "a later date": FUTURE,
    "nothing": "",
}


@probes(
    Probe("the tag", download("Range: bytes=0-0", f"If-Range: {ETAG}"), part(0, 1)),
    Probe("the tag, with spaces and tabs", download("Range: bytes=0-0", f"If-Range: \t {ETAG} \t "), part(0, 1)),
    *(Probe(name, download("Range: bytes=0-0", f"If-Range: {value}"), WHOLE) for name, value in VALIDATORS.items()),
    Probe("the tag, past the end", download("Range: bytes=99-", f"If-Range: {ETAG}"), PAST_THE_END),
    Probe("another tag, past the end", download("Range: bytes=99-", 'If-Range: "x"'), WHOLE),
    Probe("the tag without a range", download(f"If-Range: {ETAG}"), WHOLE),
    Probe("two headers", download("Range: bytes=0-0", f"If-Range: {ETAG}", f"If-Range: {ETAG}"), WHOLE),
)
def test_if_range_is_answered_as_rfc_9110_says(ask: Callable[[Probe], None], probe: Probe) -> None:
    ask(probe)
