"""Which bytes of a document an answer has: conditions and ranges (RFC 9110, sections 13 and 14), and the headers."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from ..errors import RangeNotSatisfiable
from ..headers import BLANKS
from ..schemas import Document

ONE_RANGE = re.compile(r"bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", re.IGNORECASE)
ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
LONGEST_NUMBER = 18
TOKEN_CHARACTERS = "!#$&+-.^_`|~"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The headers of a request that choose, each with its values joined, or None if it was not sent."""

    method: str
    range: str | None = None
    if_range: str | None = None
    if_none_match: str | None = None

    @classmethod
    def read(cls, method: str, header: Callable[[str], str | None]) -> Self:
        """Read them; `header` returns a header's values joined, or None."""
        return cls(method, header("range"), header("if-range"), header("if-none-match"))


@dataclass(frozen=True, slots=True)
class Download:
    """An answer with the bytes `start` to `stop` of a document; `status` is 200, 206 or 304."""

    status: int
    start: int
    stop: int
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = None
    bodiless: bool = False


def choose(conditions: Conditions, document: Document) -> Download:
    """Choose the answer to a download. Raises `RangeNotSatisfiable`."""
    etag = f'"{document.sha256}"'
    headers: tuple[tuple[str, str], ...] = (("ETag", etag), ("Cache-Control", "private, no-cache"))
    if conditions.if_none_match is not None and matches(conditions.if_none_match, etag):
        return Download(304, 0, 0, headers, bodiless=True)
    headers += (("Accept-Ranges", "bytes"), ("Content-Disposition", attachment(document.filename)))
    chosen = None
    # A range applies to GET only. A date in If-Range is not an entity tag: the answer is the whole.
    if conditions.method == "GET" and conditions.range is not None and conditions.if_range in {None, etag}:
        chosen = one_range(conditions.range, document.size)
    if chosen is None:
        bodiless = conditions.method == "HEAD" or document.size == 0
        return Download(200, 0, document.size, headers, document.content_type, bodiless)
    start, stop = chosen
    headers += (("Content-Range", f"bytes {start}-{stop - 1}/{document.size}"),)
    return Download(206, start, stop, headers, document.content_type)


def matches(if_none_match: str, etag: str) -> bool:
    """Weak comparison with a list of entity tags."""
    return if_none_match.strip(BLANKS) == "*" or etag in ENTITY_TAG.findall(if_none_match)


def one_range(header: str, size: int) -> tuple[int, int] | None:
    """Parse a range as start and stop; None for several ranges, other units and nonsense, which are ignored.

    Raises `RangeNotSatisfiable`.
    """
    match = ONE_RANGE.fullmatch(header)
    if match is None or match[0].endswith("=-") or not (match[1] or match[2]):
        return None
    first, last = (int(digits[:LONGEST_NUMBER]) if digits else None for digits in match.groups())
    if first is None:
        if not last or not size:
            raise RangeNotSatisfiable(size)
        return max(0, size - last), size
    if last is not None and last < first:
        return None
    if first >= size:
        raise RangeNotSatisfiable(size)
    return first, size if last is None else min(size, last + 1)


def attachment(filename: str) -> str:
    """Content-Disposition (RFC 6266): the name in ASCII for old clients, and the true name if it differs."""
    ascii_name = unicodedata.normalize("NFKD", filename).encode("ascii", "replace").decode().replace("?", "_")
    plain = "".join("_" if character in '"\\%' else character for character in without_marks(filename, ascii_name))
    extended = "" if plain == filename else f"; filename*=UTF-8''{quote(filename, safe=TOKEN_CHARACTERS)}"
    return f'attachment; filename="{plain}"{extended}'


def without_marks(filename: str, ascii_name: str) -> Iterable[str]:
    """The ASCII spelling without the placeholders of the marks that decomposition splits off."""
    decomposed = unicodedata.normalize("NFKD", filename)
    pairs = zip(decomposed, ascii_name, strict=True)
    return (written for original, written in pairs if not unicodedata.combining(original))
