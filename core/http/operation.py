"""The description of one operation; operations.py is the table of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .. import errors, schemas
from ..schemas.fields import CANONICAL_UUID, SLUG

JSON = "application/json"
NDJSON = "application/x-ndjson"
ANY = "*/*"  # a document has the type that it was uploaded with
HTML = "text/html; charset=utf-8"


def parameter_pattern(name: str) -> str:
    """Return the pattern of a path parameter: `*_id` is a UUID, `slug` a slug. A path that does not match is a 404."""
    if name.endswith("_id"):
        return CANONICAL_UUID
    if name == "slug":
        return SLUG
    raise ValueError(f"the path parameter {name} is neither an id nor a slug")


class Access(Enum):
    """Who may call: anybody; a caller with a token; a caller with a token who is, at the moment, there and active."""

    OPEN = "open"
    TOKEN = "token"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `path` is a template, `raises` lists the errors beyond those that its shape implies."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    access: Access = Access.TOKEN
    query: type[schemas.Query] = schemas.Query
    body: type[schemas.Input] | None = None
    upload: bool = False
    """Whether the body is multipart/form-data with the parts `name` and `file`."""
    status: int = 200
    others: Sequence[int] = ()
    """Further statuses of success."""
    answer: type[schemas.Output] | None = None
    media_type: str | None = JSON
    raises: Sequence[type[errors.LikewiseError]] = ()

    @property
    def successes(self) -> list[int]:
        """The statuses of success."""
        return sorted({self.status, *self.others})

    @property
    def parameters(self) -> list[str]:
        """The names of the path's parameters, in order."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def uses_database(self) -> bool:
        """Whether a call may need the database. Of the tag system only `ready` does, and its row lists the errors."""
        return self.tag != "system"

    @property
    def possible_errors(self) -> list[type[errors.LikewiseError]]:
        """The errors that the operation can answer with, by status."""
        known = [errors.LikewiseError, errors.ContentTooLarge, errors.ValidationFailed, *self.raises]
        if self.uses_database:  # which may be gone, or have no free connection
            known += [errors.NotReady, errors.Busy]
            if self.method == "PATCH" or self.status in {201, 204}:
                known.append(errors.Conflict)  # a constraint that the service does not foresee, at COMMIT at the latest
        if self.access is not Access.OPEN:
            known += [errors.Unauthenticated, errors.InvalidToken]
        if self.upload:
            known += [errors.MalformedMultipart, errors.UnsupportedMediaType]
        elif self.body is not None:
            known += [errors.MalformedJson, errors.UnsupportedMediaType]
        return sorted(known, key=lambda error: error.status)
