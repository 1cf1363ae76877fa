"""Every operation of the contract: the suite's own list, read from docs/contract.md, compared with each implementation.

It owes nothing to any implementation, so that a mistake there cannot hide here. What tests say of all operations, or of
all of a resource, they derive from this list.
"""

import re
from typing import NamedTuple

from tests.contract.page import table

ROLES = ("nobody", "user", "other", "member", "admin", "owner", "superuser", "deactivated", "deleted")
# The cell of each role, by access: a status, or "ok" for the operation's success.
ACCESS = {access: dict(zip(ROLES, cells, strict=True)) for access, *cells in table("access", *ROLES)}
PROBLEM_STATUSES = {
    name: int(status) for name, status, *_ in table("name", "status", "title", "detail", "further headers")
}


class Operation(NamedTuple):
    """One operation, as its row of the page describes it."""

    name: str
    method: str
    path: str
    body: str
    """The name of its shape, "multipart", or ""."""
    access: dict[str, str]
    """Who may do each part of it; "" is what has no name."""
    statuses: list[int]
    """The statuses of success, the usual one first."""
    problems: set[str]

    @property
    def resource(self) -> str:
        """The first part of the path."""
        return self.path.split("/")[1]


def read(name: str, request: str, access: str, success: str, problems: str) -> Operation:
    """The operation of one row; a row that is not in the form of the others is an error."""
    form = re.fullmatch(r"`(\w+)` (GET|POST|PATCH|DELETE) (/[\w/.{}]+)(?:, (\w+))?", f"{name} {request}")
    parts = {part.strip("`"): who for part, _, who in (each.rpartition(": ") for each in access.split("; "))}
    statuses = [int(status) for status in re.findall(r"\b\d{3}\b", success)]
    own = set(problems.split(", ")) - {""}
    if not form or not statuses or not {*parts.values()} <= ACCESS.keys() or not own <= PROBLEM_STATUSES.keys():
        raise ValueError(f"docs/contract.md: not an operation: {name}, {request}, {access}, {success}, {problems}")
    return Operation(form[1], form[2], form[3], form[4] or "", parts, statuses, own)


OPERATIONS = [read(*row) for row in table("operation", "request", "access", "success", "and these problems of its own")]
# These need no token.
OPEN = {operation.name for operation in OPERATIONS if operation.access.get("", "").startswith("anyone")}

# An id that nothing has, and a slug.
NOBODY = "00000000-0000-7000-8000-000000000000"
NO_SLUG = "there-is-no-such-slug"


def absent(path: str) -> str:
    """A path of the list with values that nothing has: `/users/{user_id}` becomes `/users/00000000-…`."""
    return re.sub(r"\{\w+_id\}", NOBODY, path).format(slug=NO_SLUG)


NO_USER = absent("/users/{user_id}")
NO_POST = absent("/posts/{post_id}")
NO_TEAM = absent("/teams/{slug}")
NO_TAG = absent("/tags/{slug}")
NO_DOCUMENT = absent("/documents/{document_id}")


def allow(path: str) -> str:
    """The value of the `Allow` header on a path of the list."""
    methods = {operation.method for operation in OPERATIONS if operation.path == path}
    return ", ".join(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def allowed(*resources: str) -> dict[str, str]:
    """`{absent path: Allow}` for every path of these resources; a resource is the first part of its paths."""
    paths = [operation.path for operation in OPERATIONS if operation.resource in resources]
    return {absent(path): allow(path) for path in paths}


def protected(*resources: str) -> list[tuple[str, str]]:
    """`(method, absent path)` of every operation of these resources that needs a token."""
    return [
        (operation.method, absent(operation.path))
        for operation in OPERATIONS
        if operation.resource in resources and operation.name not in OPEN
    ]
