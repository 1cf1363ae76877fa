"""Makes answers comparable: values that must differ become placeholders, numbered by first appearance."""

import base64
import json
import re
import time
from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass

import jwt

from tests.clients.response import Response
from tests.contract.answers import SERVER_OWNED, TIME, UUID, UUID7
from tests.deployment import SECRET

BY_NATURE = re.compile(
    rf"(?P<uuid7>{UUID7.pattern})"
    rf"|(?P<uuid>{UUID})"
    rf'|(?<!"published_at":")(?P<time>{TIME.pattern})'  # the caller chose that one
    r"|(?P<token>eyJ[\w-]+\.[\w-]+\.[\w-]{43})"
    r'|(?<="next":")(?P<cursor>[\w-]+)'
)
FINGERPRINT = re.compile(r'"[0-9a-f]{12}"')
LONGEST_SHOWN = 2000
SAMPLE = re.compile(r"^((?!#).*) \S+$", re.MULTILINE)

# Seconds: a token of a login that was just answered is not older, even on a busy machine.
OLDEST_NEW_TOKEN = 30


@dataclass(frozen=True)
class Answer:
    """An answer that can be compared with that of another adapter; `headers` by name, the values of each in order."""

    status: int
    headers: tuple[tuple[str, tuple[str, ...]], ...]
    body: str

    def shown(self, start: int) -> str:
        """Return it as text; a long body begins at `start`."""
        lines = [str(self.status), *(f"{name}: {', '.join(values)}" for name, values in self.headers)]
        before, after = "… " if start else "", " …" if len(self.body) > start + LONGEST_SHOWN else ""
        return "\n".join([*lines, before + self.body[start : start + LONGEST_SHOWN] + after])


class Placeholders:
    """The values that one adapter gave in one sequence."""

    def __init__(self, *, samples: bool = True) -> None:
        """`samples` says whether to compare which metrics have a value: that depends on all earlier requests."""
        self.samples = samples
        self.own_query = True
        self.names: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.ordered: defaultdict[str, list[str]] = defaultdict(list)

    def answer(self, response: Response, *, own_query: bool = True) -> Answer:
        """Return the answer with a placeholder for each value that belongs to this adapter.

        Args:
            own_query: whether the query of the request had such values; a cursor contains a hash of it.
        """
        self.own_query = own_query
        headers: dict[str, list[str]] = {}
        # By name: placeholders are numbered in order, and the server decides on the order across names.
        for name, value in sorted(response.headers, key=lambda header: header[0].lower()):
            if name.lower() not in SERVER_OWNED:
                headers.setdefault(name.lower(), []).append(self.replaced(value))
        body = response.body.decode("utf-8", "backslashreplace")
        if any(value.startswith("text/plain; version=") for value in headers.get("content-type", ())):
            lines = SAMPLE.sub(r"\1 {value}", body).splitlines()
            body = "\n".join(line for line in lines if self.samples or line.startswith("#"))
            headers["content-length"] = ["{length}" for _ in headers.get("content-length", ())]
        elif not body.startswith("<"):  # the docs page is long, and the same everywhere
            body = self.replaced(body)
        if "retry-after" in headers:
            headers["retry-after"] = [re.sub("[0-9]+", "{seconds}", value) for value in headers["retry-after"]]
        return Answer(response.status, tuple((name, tuple(values)) for name, values in headers.items()), body)

    def replaced(self, text: str) -> str:
        return BY_NATURE.sub(self.placeholder, text)

    def placeholder(self, match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        if kind in {"token", "cursor"}:  # compare the content too; two tokens of the same second are equal
            return f"{{{kind} {self.replaced(claims(match[0]) if kind == 'token' else self.position(match[0]))}}}"
        name = self.names.get(match[0])
        if name is None:
            self.counts[kind] += 1
            # Ids and times have an order too: the number of earlier ones that are less must be the same everywhere.
            known = self.ordered[kind]
            insort(known, match[0])
            order = f", after {known.index(match[0])}" if kind in {"uuid7", "time"} else ""
            name = self.names[match[0]] = f"{{{kind} {self.counts[kind]}{order}}}"
        return name

    def position(self, cursor: str) -> str:
        """Return the content of a cursor."""
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("utf-8", "backslashreplace")
        return FINGERPRINT.sub('"{fingerprint}"', said) if self.own_query else said


def claims(token: str) -> str:
    """Return the content of a token, or what is wrong with its signature; of its times the lifetime, if it is new."""
    try:
        # The audience must be right too; the comparison of the content covers it.
        said = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": False})
    except jwt.InvalidTokenError as error:
        return repr(error)
    lasts, age = said["exp"] - said["iat"], time.time() - said["iat"]
    return json.dumps({**said, "exp": lasts, "iat": "now" if -1 < age < OLDEST_NEW_TOKEN else age})
