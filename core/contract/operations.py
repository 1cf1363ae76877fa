"""The operations: the table that routes are tested against, and Allow, metrics and the OpenAPI document come from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from core import errors, schemas
from core.metrics import MEDIA_TYPE as METRICS
from core.schemas.fields import CANONICAL_UUID

JSON = "application/json"
HTML = "text/html; charset=utf-8"

# A path parameter is canonical, or there is nothing at the path.
PARAMETERS = {"user_id": CANONICAL_UUID}


class Access(Enum):
    """Who may call: anybody; whoever has a token; whoever has a token and is, as of now, still there and active."""

    OPEN = "open"
    TOKEN = "token"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `path` is a template, `raises` lists the errors beyond those that its shape brings with it."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    access: Access = Access.TOKEN
    query: type[schemas.Query] = schemas.Query
    body: type[schemas.Input] | None = None
    status: int = 200
    answer: type[schemas.Output] | None = None
    media_type: str | None = JSON
    raises: Sequence[type[errors.LikewiseError]] = ()

    @property
    def errors(self) -> list[type[errors.LikewiseError]]:
        """Every error the operation can answer with, by status."""
        known = [errors.LikewiseError, errors.ContentTooLarge, errors.ValidationFailed, *self.raises]
        if self.access is not Access.OPEN:
            known += [errors.Unauthenticated, errors.InvalidToken]
        if self.body is not None:
            known += [errors.MalformedJson, errors.UnsupportedMediaType]
        return sorted(known, key=lambda error: error.status)


# fmt: off -- an operation reads as a table row: what it is, then how it answers
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "login",
        "auth",
        "POST",
        "/auth/login",
        "Exchange email and password for a token",
        access=Access.OPEN,
        body=schemas.Login,
        answer=schemas.Token,
        raises=(errors.InvalidCredentials, errors.AccountInactive, errors.TooManyRequests),
    ),
    Operation(
        "get_me",
        "auth",
        "GET",
        "/auth/me",
        "The caller",
        access=Access.CURRENT,
        answer=schemas.UserDetail,
    ),
    Operation(
        "create_user",
        "users",
        "POST",
        "/users",
        "Sign up",
        access=Access.OPEN,
        body=schemas.UserCreate,
        status=201,
        answer=schemas.User,
        raises=(errors.EmailTaken,),
    ),
    Operation(
        "list_users",
        "users",
        "GET",
        "/users",
        "Users, a page at a time",
        query=schemas.UserQuery,
        answer=schemas.UserPage,
    ),
    Operation(
        "get_user",
        "users",
        "GET",
        "/users/{user_id}",
        "One user",
        answer=schemas.UserDetail,
        raises=(errors.NotFound,),
    ),
    Operation(
        "update_user",
        "users",
        "PATCH",
        "/users/{user_id}",
        "Change oneself, or as a superuser anybody",
        access=Access.CURRENT,
        body=schemas.UserUpdate,
        answer=schemas.User,
        raises=(errors.NotFound, errors.Forbidden, errors.EmailTaken),
    ),
    Operation(
        "delete_user",
        "users",
        "DELETE",
        "/users/{user_id}",
        "Delete oneself, or as a superuser anybody",
        access=Access.CURRENT,
        status=204,
        media_type=None,
        raises=(errors.NotFound, errors.Forbidden),
    ),
    Operation(
        "live",
        "system",
        "GET",
        "/health/live",
        "The process answers",
        access=Access.OPEN,
        answer=schemas.Health,
    ),
    Operation(
        "ready",
        "system",
        "GET",
        "/health/ready",
        "The databases answer too",
        access=Access.OPEN,
        answer=schemas.Health,
        raises=(errors.NotReady,),
    ),
    Operation(
        "metrics",
        "system",
        "GET",
        "/metrics",
        "Prometheus metrics",
        access=Access.OPEN,
        media_type=METRICS,
    ),
    Operation(
        "openapi",
        "system",
        "GET",
        "/openapi.json",
        "This contract as OpenAPI 3.1",
        access=Access.OPEN,
    ),
    Operation(
        "docs",
        "system",
        "GET",
        "/docs",
        "A page to read and to try the operations",
        access=Access.OPEN,
        media_type=HTML,
    ),
)
# fmt: on


@cache
def _templates() -> dict[str, dict[str, Operation]]:
    """The operations of each path template, by method."""
    templates: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        templates.setdefault(operation.path, {})[operation.method] = operation
    return templates


@cache
def _patterns() -> list[tuple[re.Pattern[str], dict[str, Operation]]]:
    """The templates that have parameters, as patterns."""
    return [(_pattern(template), methods) for template, methods in _templates().items() if "{" in template]


def _pattern(template: str) -> re.Pattern[str]:
    literals_and_names = enumerate(re.split(r"\{(\w+)\}", template))
    return re.compile("".join(PARAMETERS[part] if index % 2 else re.escape(part) for index, part in literals_and_names))


def methods_at(path: str) -> dict[str, Operation]:
    """The operations at a decoded path, relative to the mount, by method; empty where there is nothing."""
    if "{" not in path and (fixed := _templates().get(path)) is not None:
        return fixed
    return next((methods for pattern, methods in _patterns() if pattern.fullmatch(path)), dict[str, Operation]())


def allow_at(path: str) -> str | None:
    """The Allow header of a path: its methods, HEAD where GET is, OPTIONS, sorted; None where there is nothing."""
    methods = set(methods_at(path))
    return ", ".join(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set()))) if methods else None


def operation_at(method: str, path: str) -> Operation | None:
    """The operation that answers a request, HEAD counted as GET."""
    return methods_at(path).get("GET" if method == "HEAD" else method)
