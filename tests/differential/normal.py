"""Answers in a form that compares: values that differ by nature become placeholders, by their first appearance."""

import base64
import re
from collections import Counter
from dataclasses import dataclass

from tests.clients.response import Response
from tests.contract.answers import SERVER_OWNED, TIME, UUID

BY_NATURE = re.compile(
    rf"(?P<uuid>{UUID})"
    rf'|(?<!"published_at":")(?P<time>{TIME.pattern})'  # that one is the caller's
    r"|(?P<token>eyJ[\w-]+\.[\w-]+\.[\w-]{43})"
    r'|(?<="next":")(?P<cursor>[\w-]+)'
)
SECONDS = re.compile(r"\b1[0-9]{9}\b")
FINGERPRINT = re.compile(r'"[0-9a-f]{12}"')
LONGEST_SHOWN = 2000
SAMPLE = re.compile(r"^((?!#).*) \S+$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """One adapter's answer, comparable with another's; `headers` by name, the values of each in order."""

    status: int
    headers: tuple[tuple[str, tuple[str, ...]], ...]
    body: str

    def shown(self, start: int) -> str:
        """As text, a long body from `start` on."""
        lines = [str(self.status), *(f"{name}: {', '.join(values)}" for name, values in self.headers)]
        before, after = "… " if start else "", " …" if len(self.body) > start + LONGEST_SHOWN else ""
        return "\n".join([*lines, before + self.body[start : start + LONGEST_SHOWN] + after])


class Placeholders:
    """The values that one adapter has told in one sequence."""

    def __init__(self, *, samples: bool = True) -> None:
        """`samples` says whether it matters which metrics have a value: they tell what was asked since the start."""
        self.samples = samples
        self.names: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    def answer(self, response: Response) -> Answer:
        """The answer with a placeholder for each value that is this adapter's own."""
        headers: dict[str, list[str]] = {}
        # By name, as placeholders are numbered in the order they are met, and the order across names is the server's.
        for name, value in sorted(response.headers, key=lambda header: header[0].lower()):
            if name.lower() not in SERVER_OWNED:
                headers.setdefault(name.lower(), []).append(self.replaced(value))
        body = response.body.decode("utf-8", "backslashreplace")
        if any(value.startswith("text/plain; version=") for value in headers.get("content-type", ())):
            body = SAMPLE.sub(r"\1 {value}" if self.samples else "", body)
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
        if kind in {"token", "cursor"}:  # what is inside must agree too, but two of the same second are the same token
            return f"{{{kind} {self.replaced(unpacked(match[0]))}}}"
        name = self.names.get(match[0])
        if name is None:
            self.counts[kind] += 1
            name = self.names[match[0]] = f"{{{kind} {self.counts[kind]}}}"
        return name


def unpacked(text: str) -> str:
    """What a token or a cursor says, less its signature, the times it was made at and the hash of the query's times."""
    parts = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")[:2])
    told = " ".join(part.decode("utf-8", "backslashreplace") for part in parts)
    return SECONDS.sub("{seconds}", FINGERPRINT.sub('"{fingerprint}"', told))
