"""A guest: a handler or feature from a framework's documentation, and what "as in a plain application" means."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from tests.clients.base import Client, Header
from tests.clients.response import Response

# The adapter adds them to every answer, a guest's too; servers and test clients add the others.
OURS = {"x-request-id", "x-content-type-options", "cache-control"}
UNCOMPARED = {"date", "server", "content-length", "connection", "transfer-encoding", "keep-alive"}
PROBLEM = "application/problem+json"
EXPIRES = re.compile(r"expires=[^;]+", re.IGNORECASE)


@dataclass(frozen=True)
class Ask:
    """One request to a guest."""

    method: str
    target: str
    headers: Sequence[Header] = ()
    body: bytes = b""
    detail: str | None = None
    """What the handler says in public where it raises an error on purpose; the problem must say it too."""
    own: bool = False
    """Whether the guest makes the whole answer to an error itself, which is then no problem and stays as it is."""


def ask(
    method: str, target: str, document: Any = None, *, detail: str | None = None, own: bool = False, **headers: str
) -> Ask:
    """A request with a JSON body, if there is one. Underscores in names of headers become hyphens."""
    given = [(name.replace("_", "-"), value) for name, value in headers.items()]
    if document is None:
        return Ask(method, target, given, detail=detail, own=own)
    given.insert(0, ("Content-Type", "application/json"))
    return Ask(method, target, given, json.dumps(document).encode(), detail, own)


@dataclass(frozen=True)
class Guest:
    """A feature: how it is added to an application, the requests that show it, and where it is documented."""

    name: str
    page: str
    """The address of the documentation that shows it."""
    asks: Sequence[Ask]
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Arguments of the application's class, which `create_app` takes too."""
    attach: Callable[[Any], object] = id
    """Adds the feature to an application that has been made."""
    check: Callable[[Any], object] | None = None
    """Uses the application in another way than by requests, such as a WebSocket or the framework's test client.

    What it returns must be the same for both applications.
    """
    check_running: Callable[[Client], object] | None = None
    """The same with the running application, after the requests."""


def answers(client: Client, guest: Guest) -> list[Response]:
    return [client.request(each.method, each.target, headers=each.headers, body=each.body) for each in guest.asks]


def compare(asked: Ask, plain: Response, ours: Response, said: Callable[[Response], object] = id) -> list[str]:
    """How our answer differs from that of the plain application, in words; nothing if it does not.

    `said` takes what the framework says of an error in public out of both answers.
    """
    found: list[str] = []
    if plain.status != ours.status:
        found.append(f"status {ours.status}, not {plain.status}")
    told = set(headers_of(plain))
    if plain.status < 400 or asked.own:
        if plain.body != ours.body:
            found.append(f"body {ours.body!r}, not {plain.body!r}")
        for name in told | (set(headers_of(ours)) - OURS):
            if values(plain, name) != values(ours, name):
                found.append(f"{name} {ours.header(name)}, not {plain.header(name)}")
        return found
    # An error is a problem here; what the framework or the handler says with it must not be lost.
    for name in told - {"content-type"} - OURS:
        if values(plain, name) != values(ours, name):
            found.append(f"{name} {ours.header(name)}, not {plain.header(name)}")
    if ours.header("content-type") != [PROBLEM]:
        found.append(f"an error of type {ours.header('content-type')}, not {PROBLEM}")
    elif asked.detail is not None and ours.json().get("detail") != asked.detail:
        found.append(f"detail {ours.json().get('detail')!r}, not {asked.detail!r}")
    elif said is not id and said(plain) != said(ours):
        found.append(f"it says {said(ours)}, not {said(plain)}")
    return found


def without_input(fault: Any) -> Any:
    """Return a fault without its input. A guest may raise a fault of any type; that one stays as it is."""
    if not isinstance(fault, dict):
        return fault
    return {name: value for name, value in cast("dict[str, Any]", fault).items() if name != "input"}


def values(response: Response, name: str) -> list[str]:
    """The values of a header; frameworks list the methods of Allow in any order, and a cookie ends after a moment."""
    found = [EXPIRES.sub("expires", value) for value in response.header(name)]
    return sorted(",".join(found).replace(" ", "").split(",")) if name == "allow" else found


def headers_of(response: Response) -> list[str]:
    return [name.lower() for name, _ in response.headers if name.lower() not in UNCOMPARED]
