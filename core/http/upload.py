"""An upload as it arrives (RFC 7578): the file's bytes are handed on at once, the rest is checked at the end."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from multipart import (  # pyright: ignore[reportMissingTypeStubs] -- annotated, but not marked so
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
)
from pydantic import ValidationError

from ..errors import ContentTooLarge, Fault, MalformedMultipart, UnsupportedMediaType, ValidationFailed
from ..schemas import DocumentCreate
from ..text import BLANKS
from .faults import MOST_FAULTS, body_faults

# RFC 2046, section 5.1.1: which characters a boundary may have, and that it does not end in a space.
MULTIPART = re.compile(
    r"""multipart/form-data[ \t]*;[ \t]*boundary=("?)([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])\1[ \t]*""",
    re.IGNORECASE,
)
MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}(; ?charset=[\w.:-]{1,40})?", re.ASCII)
ANY_MEDIA_TYPE = "application/octet-stream"
PARTS = {"name", "file"}
LONGEST_FILENAME = 255
PARSED_AT_ONCE = 64 * 1024
LONGEST_NAME_PART = 8192


@dataclass(frozen=True, slots=True)
class Received:
    """A whole upload, but for the bytes of its file."""

    name: str
    filename: str
    content_type: str
    size: int
    sha256: str


class Upload:
    """Reads one body with the parts `name` and `file`; does no input or output of its own."""

    def __init__(self, content_type: str | None, limit: int) -> None:
        """`limit` is that of the whole body, in bytes. Raises `UnsupportedMediaType`."""
        match = MULTIPART.fullmatch((content_type or "").strip(BLANKS))
        if match is None:
            raise UnsupportedMediaType
        self._parser = PushMultipartParser(match[2])
        self._unparsed = bytearray()
        self._left = limit
        self._malformed = False
        self._part: MultipartSegment | None = None
        self._seen: dict[str, int] = {}
        self._name = bytearray()
        self._name_is_file = False
        self._filename = ""
        self._content_type = ANY_MEDIA_TYPE
        self._size = 0
        self._sha256 = hashlib.sha256()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take a piece of the body, and yield what of it belongs to the file. Raises `ContentTooLarge`."""
        self._left -= len(chunk)
        if self._left < 0:
            raise ContentTooLarge
        # In blocks of our own: what the parser makes of odd framing depends on where it is cut.
        self._unparsed += chunk
        while len(self._unparsed) >= PARSED_AT_ONCE:
            yield from self._parse(bytes(self._unparsed[:PARSED_AT_ONCE]))
            del self._unparsed[:PARSED_AT_ONCE]

    def end(self) -> Iterator[bytes]:
        """Take the end of the body, and yield what is left of the file."""
        yield from self._parse(bytes(self._unparsed))
        yield from self._parse(b"")

    def finish(self) -> Received:
        """Check the whole, once it has ended. Raises `MalformedMultipart`, `ValidationFailed`."""
        if self._malformed:
            raise MalformedMultipart
        faults = [*self._name_faults(), *self._file_faults()]
        unknown = [name for name in self._seen if name not in PARTS]
        faults += [Fault("unknown", "Is not known here.", pointer=f"/{escaped(name)}") for name in unknown]
        if faults:
            raise ValidationFailed(faults[:MOST_FAULTS])
        name = DocumentCreate.model_validate({"name": self._name.decode()}).name
        return Received(name, self._filename, self._content_type, self._size, self._sha256.hexdigest())

    def _parse(self, block: bytes) -> Iterator[bytes]:
        if self._malformed:
            return  # read on all the same: that it is too large besides would be told first
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
            self._filename = basename(part.filename or "")
            declared = dict(part.headerlist).get("Content-Type", "").strip().lower()
            self._content_type = declared if MEDIA_TYPE.fullmatch(declared) else ANY_MEDIA_TYPE
        elif name == "name":
            self._name_is_file = self._name_is_file or part.filename is not None

    def _take(self, data: bytes) -> Iterator[bytes]:
        name = self._part.name if self._part else None
        if name == "file" and self._seen["file"] == 1:
            self._size += len(data)
            self._sha256.update(data)
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


def basename(filename: str) -> str:
    """What is left of a filename without directories and control characters; kept for display alone."""
    last = re.split(r"[/\\]", filename)[-1]
    printable = "".join(character for character in last if character.isprintable())
    return "" if printable.strip() in {"", ".", ".."} else printable.strip()[:LONGEST_FILENAME]


def escaped(name: str) -> str:
    """A step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
