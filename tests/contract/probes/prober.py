"""The user who sends the probes, and where the application is."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from tests.clients.base import Client
from tests.contract.actions import create_document
from tests.people import RUN, People, Person

CONTENT = b"Hello, world"
HOST = b"likewise.test"
TARGET = re.compile(rb"\A[^ ]+ (?:http://[^/ ]*)?(?=/)")  # up to its path


@dataclass(frozen=True)
class Place:
    """Where the application is: the authority in place of `likewise.test`, and the prefix before a path."""

    scheme: str = "http"
    authority: str = HOST.decode()
    prefix: str = ""

    def put(self, sent: bytes) -> bytes:
        """The bytes of a request, adapted to the place."""
        sent = TARGET.sub(lambda found: found[0] + self.prefix.encode(), sent)
        sent = sent.replace(b"http://" + HOST, self.scheme.encode() + b"://" + HOST)
        return sent.replace(HOST, self.authority.encode())


class Known:
    """The prober, another user, and a document of the prober; probes name them as `<token>`, `<other>` and so on.

    Each is created when a probe first names it, and then kept, because probes change nothing.
    """

    def __init__(self, client: Client, place: Place | None = None) -> None:
        self.client = client
        self.place = place or Place()
        self.people = People(client, Random(RUN))
        self.stale = 0.0

    @cached_property
    def person(self) -> Person:
        return self.people(name="Prober")

    @cached_property
    def other(self) -> Person:
        return self.people()

    @cached_property
    def document(self) -> str:
        self.renew()
        return create_document(self.person, content=CONTENT)["id"]

    @property
    def token(self) -> str:
        self.renew()
        return self.person.token

    def renew(self) -> None:
        """Log in again after half of the token's lifetime: one token may not last for all probes."""
        if time.monotonic() >= self.stale:
            credentials = {"email": self.person.email, "password": self.person.password}
            answer = self.client.call("POST", "/auth/login", credentials)
            assert answer.status == 200, f"the prober cannot log in: {answer}"
            granted = answer.json()
            self.person.__dict__["token"] = granted["access_token"]
            self.stale = time.monotonic() + granted["expires_in"] / 2

    def fill(self, sent: bytes) -> bytes:
        """The bytes to send; `<length>` is the length of the body."""
        sent = NAMES.sub(lambda found: NAMED[found[1]](self).encode(), self.place.put(sent))
        return sent.replace(b"<length>", b"%d" % len(sent.partition(b"\r\n\r\n")[2]))


NAMED: dict[bytes, Callable[[Known], str]] = {
    b"token": lambda known: known.token,
    b"user": lambda known: known.person.id,
    b"email": lambda known: known.person.email,
    b"document": lambda known: known.document,
    b"other": lambda known: known.other.id,
    b"taken": lambda known: known.other.email,
}
NAMES = re.compile(b"<(%b)>" % b"|".join(NAMED))
