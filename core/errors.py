"""All errors that a client can see, each with its status and problem type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the input, in a body member (`pointer`, RFC 6901) or in a query parameter (`parameter`)."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class LikewiseError(Exception):
    """The base class. Each class is a problem type; an instance may add headers and faults."""

    slug: ClassVar[str] = "internal-error"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal server error"
    detail: ClassVar[str] = "Something went wrong on our side. Quote the request id when you report it."

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The headers that the answer has in addition to those of every problem."""
        return ()

    @property
    def faults(self) -> Sequence[Fault]:
        """The faults of a validation error, in the order of the answer. Other types have none."""
        return ()

    @classmethod
    def example(cls) -> Self:
        """Return the error of this type that the OpenAPI document shows."""
        return cls()


class MalformedJson(LikewiseError):
    slug, status, title = "malformed-json", 400, "Malformed JSON"
    detail = "The body is not one JSON text in UTF-8 with unique member names."


class MalformedMultipart(LikewiseError):
    slug, status, title = "malformed-multipart", 400, "Malformed multipart body"
    detail = "The body is not one multipart/form-data message, whole and within its boundary."


class Unauthenticated(LikewiseError):
    slug, status, title = "unauthenticated", 401, "Authentication required"
    detail = "Send a token: Authorization: Bearer …"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("WWW-Authenticate", "Bearer"),)


class InvalidToken(LikewiseError):
    slug, status, title = "invalid-token", 401, "Invalid token"
    detail = "The token is malformed, expired, or its user is gone or inactive."

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("WWW-Authenticate", 'Bearer error="invalid_token"'),)


class InvalidCredentials(Unauthenticated):
    slug, title = "invalid-credentials", "Invalid credentials"
    detail = "The email or the password is wrong."


class AccountInactive(LikewiseError):
    slug, status, title = "account-inactive", 403, "Account inactive"
    detail = "The account has been deactivated."


class Forbidden(LikewiseError):
    slug, status, title = "forbidden", 403, "Forbidden"
    detail = "The caller may not do this."


class NotFound(LikewiseError):
    slug, status, title = "not-found", 404, "Not found"
    detail = "There is nothing here."


class MethodNotAllowed(LikewiseError):
    slug, status, title = "method-not-allowed", 405, "Method not allowed"
    detail = "The resource does not answer to this method; the Allow header lists those it does."

    def __init__(self, allow: str) -> None:
        super().__init__(allow)
        self.allow = allow

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("Allow", self.allow),)

    @classmethod
    def example(cls) -> Self:
        return cls("GET, HEAD, OPTIONS")


class Conflict(LikewiseError):
    slug, status, title = "conflict", 409, "Conflict"
    detail = "The change contradicts what is stored."


class EmailTaken(Conflict):
    slug, title = "email-taken", "Email taken"
    detail = "Another user has this email."


class OwnsTeams(Conflict):
    slug, title = "owns-teams", "Owns teams"
    detail = "The user owns a team; hand it over or delete it first."


class TagTaken(Conflict):
    slug, title = "tag-taken", "Tag taken"
    detail = "Another tag has this name, whatever its case."


class TeamFull(Conflict):
    slug, title = "team-full", "Team full"
    detail = "The team would have more members than seats."


class AlreadyMember(Conflict):
    slug, title = "already-member", "Already a member"
    detail = "The user is a member of the team."


class NoSuchUser(Conflict):
    slug, title = "no-such-user", "No such user"
    detail = "There is no user with this id."


class OwnerStays(Conflict):
    slug, title = "owner-stays", "Owner stays"
    detail = "The owner of a team stays its admin and member until another member owns it."


class RefreshRunning(Conflict):
    slug, title = "refresh-running", "Refresh running"
    detail = "A refresh is under way; try again when it has ended."


class ContentTooLarge(LikewiseError):
    slug, status, title = "content-too-large", 413, "Content too large"
    detail = "The body is larger than this resource accepts."


class UnsupportedMediaType(LikewiseError):
    slug, status, title = "unsupported-media-type", 415, "Unsupported media type"
    detail = "Send application/json in UTF-8, or for an upload multipart/form-data with a boundary."


class RangeNotSatisfiable(LikewiseError):
    slug, status, title = "range-not-satisfiable", 416, "Range not satisfiable"
    detail = "The content ends before the range begins."

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("Content-Range", f"bytes */{self.size}"),)

    @classmethod
    def example(cls) -> Self:
        return cls(1024)


class ValidationFailed(LikewiseError):
    slug, status, title = "validation", 422, "Validation failed"
    detail = "The input breaks the rules listed in errors."

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self._faults = faults

    @property
    def faults(self) -> Sequence[Fault]:
        return self._faults

    @classmethod
    def example(cls) -> Self:
        return cls([Fault("unknown", "Is not known here.", parameter="colour")])


class TooManyRequests(LikewiseError):
    slug, status, title = "too-many-requests", 429, "Too many requests"
    detail = "Too many attempts; the Retry-After header says how many seconds to wait."

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("Retry-After", str(self.retry_after)),)

    @classmethod
    def example(cls) -> Self:
        return cls(60)


class NotReady(LikewiseError):
    slug, status, title = "not-ready", 503, "Not ready"
    detail = "A database does not answer, or is not migrated."


class Busy(NotReady):
    """The database answers, but this process uses all its connections, or another one holds a lock."""

    slug, title = "busy", "Busy"
    detail = "The database is busy; the Retry-After header says how many seconds to wait."

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (("Retry-After", "1"),)
