"""Deletes what a test created: what was answered 201, and the tags of its posts and teams."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.conform.journal import Exchange, Journal
from tests.conform.target import Address, Superuser, member, short

# In this order: a user who owns a team cannot be deleted, and posts and documents are deleted with their user.
KINDS = ("documents", "posts", "teams", "users", "tags")
KEYS = {"teams": "slug", "tags": "slug"}
GONE = {204, 404}


@dataclass
class Sweeper:
    """Deletes as the superuser, or as any user who may; `left` lists what remains, and why."""

    address: Address
    superuser: Superuser | None
    lasting: Journal  # of the user who exists for the whole run
    since: str | None = None  # the time of the server when the run began: older tags are not ours
    left: list[str] = field(default_factory=list[str])

    def sweep(self, journal: Journal) -> None:
        """Delete what a test created; a problem is listed, and does not fail the test."""
        try:
            self.clear(journal, {kind: made(journal, kind, self.since or "") for kind in KINDS})
        except Exception as error:
            self.left.append(f"what a test made: {type(error).__name__}: {error}")

    def clear(self, journal: Journal, things: dict[str, list[str]]) -> None:
        """Delete these things, and the tags that were created with others.

        Raises:
            Exception: the server does not answer, or its answer cannot be read.
        """
        implied = [slug for slug in implied_tags(journal) if slug not in things["tags"]]
        with self.address.connect() as client:
            for slug in implied:
                if self.superuser is None or self.since is None:
                    self.left.append(f"/tags/{slug}: only a superuser deletes tags; it may have existed before")
                elif self.is_ours(client, self.superuser, slug):
                    things["tags"].append(slug)
            waiting = [(kind, key) for kind in KINDS for key in things[kind]]
            try:
                while waiting:
                    self.delete(client, journal, *waiting[0])
                    waiting.pop(0)
            finally:
                self.left += [f"/{kind}/{key}: not tried" for kind, key in waiting]

    def is_ours(self, client: SocketClient, superuser: Superuser, slug: str) -> bool:
        """Whether a tag was created in this run and not before."""
        answer = client.call("GET", f"{self.address.prefix}/tags/{quote(slug)}", token=superuser.current())
        tag = member(answer, "created_at")
        return answer.status == 200 and tag is not None and str(tag["created_at"]) >= str(self.since)

    def delete(self, client: SocketClient, journal: Journal, kind: str, key: str) -> None:
        path, answer = f"/{kind}/{key}", None
        for token in self.tokens(client, journal, kind, key):
            answer = client.call("DELETE", f"{self.address.prefix}{path}", token=token)
            if answer.status in GONE:
                return
        self.left.append(f"{path}: {reason(answer, kind)}")

    def tokens(self, client: SocketClient, journal: Journal, kind: str, key: str) -> Iterator[str]:
        """Yield the tokens to try."""
        if self.superuser is not None:
            yield self.superuser.current()
            return
        if kind == "tags":
            return
        exchanges = [*journal.exchanges, *reversed(self.lasting.exchanges)]
        yield from dict.fromkeys(token for exchange in exchanges for token in seen(exchange))
        for exchange in journal.exchanges if kind == "users" else ():
            if key_of(exchange, "users") == key:
                document = {name: value for name, value in sent(exchange).items() if name in {"email", "password"}}
                answer = client.call("POST", f"{self.address.prefix}/auth/login", document)
                if token := member(answer, "access_token"):
                    yield str(token["access_token"])


def made(journal: Journal, kind: str, since: str) -> list[str]:
    """Return the ids or slugs of this kind, the newest first, without what is deleted with its user.

    Things that are older than the run, by the time of the server, are not ours.
    """
    users = {key_of(exchange, "users") for exchange in journal.exchanges} - {None}
    there: dict[str, None] = {}
    for exchange in journal.exchanges:
        key, told = key_of(exchange, kind), exchange.response and member(exchange.response)
        if key and told and str(told.get("created_at", since)) < since:
            continue
        if key and not (told and users.intersection({told.get("author_id"), told.get("owner_id")})):
            there[key] = None
        elif deletes(exchange):
            there.pop(exchange.target.removeprefix(f"/{kind}/"), None)
    return list(reversed(there))


def key_of(exchange: Exchange, kind: str) -> str | None:
    """Return the id or slug that this request created; None if it created nothing of this kind."""
    response = exchange.response
    if response is None or response.status != 201 or exchange.method != "POST":
        return None
    if exchange.target.partition("?")[0] != f"/{kind}":
        return None
    name = KEYS.get(kind, "id")
    told = member(response, name)
    location = "".join(response.header("location")[:1]).rpartition("/")[2]
    return str(told[name]) if told else location or None


def deletes(exchange: Exchange) -> bool:
    return exchange.method == "DELETE" and exchange.response is not None and exchange.response.status == 204


def implied_tags(journal: Journal) -> list[str]:
    """Return the slugs of the tags of all posts and teams that were written."""
    slugs: dict[str, None] = {}
    for exchange in journal.exchanges:
        written = exchange.method in {"POST", "PATCH"} and exchange.target.startswith(("/posts", "/teams"))
        told = member(exchange.response, "tags") if written and exchange.response is not None else None
        tags: Any = told["tags"] if told else []
        slugs |= dict.fromkeys(str(tag["slug"]) for tag in tags if "slug" in tag)
    return list(slugs)


def seen(exchange: Exchange) -> Iterator[str]:
    """Yield the tokens in an exchange: those sent, and those in an answer."""
    for name, value in exchange.headers:
        if name.lower() == "authorization" and value.startswith("Bearer ") and value.isascii():
            yield value.removeprefix("Bearer ").strip()
    if exchange.response is not None and (told := member(exchange.response, "access_token")):
        yield str(told["access_token"])


def sent(exchange: Exchange) -> dict[str, Any]:
    return member(Response(0, [], exchange.body), "email", "password") or {}


def reason(answer: Response | None, kind: str) -> str:
    if answer is None:
        return "only a superuser deletes tags" if kind == "tags" else "no known user may delete it"
    return f"DELETE answers {short(answer)}"
