"""An upload as it arrives (RFC 7578): passes the bytes of the file on at once, checks the rest at the end."""

import re
from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable, Iterator
from urllib.parse import unquote

from multipart import (  # pyright: ignore[reportMissingTypeStubs] -- annotated, but not marked so
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
)
from pydantic import ValidationError

from ..errors import Fault, MalformedMultipart, UnsupportedMediaType, ValidationFailed
from ..headers import BLANKS
from ..schemas import DocumentCreate, FileDescription
from .body_limits import check_body_length
from .faults import MOST_FAULTS, body_faults

# RFC 7578 knows one parameter, and says nothing of others: some clients send a charset.
TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
FURTHER = rf"""(?:[ \t]*;[ \t]*(?!boundary=){TOKEN}=(?:{TOKEN}|"[^"\\]*"))*[ \t]*"""
# RFC 2046, section 5.1.1: the characters of a boundary, which does not end in a space.
BOUNDARY = r"""boundary=("?)([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])\1"""
MULTIPART = re.compile(rf"multipart/form-data{FURTHER};[ \t]*{BOUNDARY}{FURTHER}", re.IGNORECASE)
# What clients on .NET send instead of a name beyond ASCII (RFC 2047), with the name itself beside it (RFC 8187).
ENCODED_WORD = re.compile(r"=\?[^?]+\?[BQ]\?[^?]*\?=", re.IGNORECASE)
EXTENDED_FILENAME = re.compile(r";[ \t]*filename\*[ \t]*=[ \t]*utf-8'[^']*'([^;\s]+)", re.IGNORECASE)
MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}(; ?charset=[\w.:-]{1,40})?", re.ASCII)
ANY_MEDIA_TYPE = "application/octet-stream"
PARTS = {"name", "file"}
LONGEST_FILENAME = 255
LONGEST_EXTENSION = 20
PARSED_AT_ONCE = 64 * 1024
LONGEST_NAME_PART = 8192


class UploadParser:
    """Parses one body with the parts `name` and `file`; reads and writes nothing itself."""

    def __init__(self, content_type: str | None, limit: int) -> None:
        """`limit` is the most bytes that the whole body may have. Raises `UnsupportedMediaType`."""
        match = MULTIPART.fullmatch((content_type or "").strip(BLANKS))
        if match is None:
            raise UnsupportedMediaType
        self._parser = PushMultipartParser(match[2])
        self._unparsed = bytearray()
        self._limit = limit
        self._length = 0
        self._malformed = False
        self._part: MultipartSegment | None = None
        self._seen: dict[str, int] = {}
        self._name = bytearray()
        self._name_is_file = False
        self._filename = ""
        self._content_type = ANY_MEDIA_TYPE

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take a chunk of the body and yield the bytes of the file in it. Raises `ContentTooLarge`."""
        self._length += len(chunk)
        check_body_length(self._length, self._limit)
        # In blocks of a fixed size: the parser's result for odd framing depends on where the chunks are cut.
        self._unparsed += chunk
        while len(self._unparsed) >= PARSED_AT_ONCE:
            yield from self._parse(bytes(self._unparsed[:PARSED_AT_ONCE]))
            del self._unparsed[:PARSED_AT_ONCE]

    def end(self) -> Iterator[bytes]:
        """Take the end of the body and yield the last bytes of the file."""
        yield from self._parse(bytes(self._unparsed))
        yield from self._parse(b"")

    def describe(self) -> FileDescription:
        """Check the whole body, after `end`. Raises `MalformedMultipart`, `ValidationFailed`."""
        if self._malformed:
            raise MalformedMultipart
        faults = [*self._name_faults(), *self._file_faults()]
        unknown = [name for name in self._seen if name not in PARTS]
        faults += [Fault("unknown", "Is not known here.", pointer=f"/{escaped(name)}") for name in unknown]
        if faults:
            raise ValidationFailed(faults[:MOST_FAULTS])
        name = DocumentCreate.model_validate({"name": self._name.decode()}).name
        return FileDescription(name, self._filename, self._content_type)

    def _parse(self, block: bytes) -> Iterator[bytes]:
        if self._malformed:
            return  # the body is read on: too large comes before malformed
        try:
            for event in self._parser.parse(block):
                if isinstance(event, MultipartSegment):
                    self._begin(event)
                elif event is not None and self._part is not None:
                    yield from self._take(bytes(event))
        except MultipartError:
            self._malformed = True

    def _begin(self, part: MultipartSegment) -> None:
        name = part.name or ""
        self._part = part
        if len(self._seen) <= MOST_FAULTS or name in self._seen or name in PARTS:
            self._seen[name] = self._seen.get(name, 0) + 1
        if name == "file" and self._seen[name] == 1:
            self._filename = basename(filename_of(part) or "")
            declared = dict(part.headerlist).get("Content-Type", "").strip().lower()
            self._content_type = declared if MEDIA_TYPE.fullmatch(declared) else ANY_MEDIA_TYPE
        elif name == "name":
            self._name_is_file = self._name_is_file or filename_of(part) is not None

    def _take(self, data: bytes) -> Iterator[bytes]:
        name = self._part.name if self._part else None
        if name == "file" and self._seen["file"] == 1:
            yield data
        elif name == "name" and self._seen["name"] == 1:
            self._name += data[: LONGEST_NAME_PART - len(self._name)]

    def _name_faults(self) -> list[Fault]:
        if "name" not in self._seen:
            return [Fault("missing", "Must be given.", pointer="/name")]
        if self._seen["name"] > 1:
            return [Fault("repeated", "Must be given once.", pointer="/name")]
        if self._name_is_file:
            return [Fault("string", "Must be a string.", pointer="/name")]
        try:
            DocumentCreate.model_validate({"name": self._name.decode()})
        except UnicodeDecodeError:
            return [Fault("encoding", "Must be UTF-8.", pointer="/name")]
        except ValidationError as error:
            return body_faults(error.errors(include_url=False, include_input=False))
        return []

    def _file_faults(self) -> list[Fault]:
        if "file" not in self._seen:
            return [Fault("missing", "Must be given.", pointer="/file")]
        if self._seen["file"] > 1:
            return [Fault("repeated", "Must be given once.", pointer="/file")]
        return [] if self._filename else [Fault("filename", "Must have a filename.", pointer="/file")]


class Upload(UploadParser):
    """The bytes of the file in an upload, as they arrive."""

    def __init__(self, chunks: AsyncIterable[bytes], content_type: str | None, limit: int) -> None:
        """`chunks` are the body's; the rest is as above."""
        super().__init__(content_type, limit)
        self._chunks = chunks

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        async for chunk in self._chunks:
            for data in self.feed(chunk):
                yield data
        for data in self.end():
            yield data


class SyncUpload(UploadParser):
    """The same over a sync body."""

    def __init__(self, chunks: Iterable[bytes], content_type: str | None, limit: int) -> None:
        super().__init__(content_type, limit)
        self._chunks = chunks

    def __iter__(self) -> Generator[bytes]:
        for chunk in self._chunks:
            yield from self.feed(chunk)
        yield from self.end()


def filename_of(part: MultipartSegment) -> str | None:
    """The filename of a part: `filename`, or `filename*` where that is missing or an encoded word.

    RFC 7578 forbids `filename*`, but some clients send it.
    """
    if part.filename and not ENCODED_WORD.fullmatch(part.filename):
        return part.filename
    extended = EXTENDED_FILENAME.search(dict(part.headerlist).get("Content-Disposition", ""))
    try:
        return unquote(extended[1], errors="strict") if extended else part.filename
    except UnicodeDecodeError:
        return part.filename


def basename(filename: str) -> str:
    """A filename without directories and control characters, cut before its extension; it is only for display."""
    last = re.split(r"[/\\]", filename)[-1]
    printable = "".join(character for character in last if character.isprintable())
    name = "" if printable.strip() in {"", ".", ".."} else printable.strip()
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > LONGEST_EXTENSION:
        return name[:LONGEST_FILENAME]
    return f"{stem[: LONGEST_FILENAME - len(dot + extension)]}{dot}{extension}"


def escaped(name: str) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
