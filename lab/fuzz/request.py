"""A generated request: values that differ between adapters refer to an earlier answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Self, cast

from tests.clients.base import Client
from tests.clients.response import Response
from tests.clients.socket import SocketClient

# Forty equal characters and more are written as a product.
RUN = r"(?s)(.)\1{39,}"
STAND_IN = re.compile(rb"00000000-0000-7000-9000-([0-9]{12})")


CHUNKED = ("Transfer-Encoding", "chunked")


def coded(size: bytes, end: bytes = b"0\r\n\r\n") -> Callable[[Sequence[bytes]], bytes]:
    """Writes pieces in the chunked coding, with each size in this pattern."""
    return lambda chunks: b"".join(b"%b\r\n%b\r\n" % (size % len(chunk), chunk) for chunk in chunks if chunk) + end


# RFC 9112, section 7.1 allows these.
CODINGS: dict[str, Callable[[Sequence[bytes]], bytes]] = {
    "upper case": coded(b"%X"),
    "zeros": coded(b"%08x", b"0000\r\n\r\n"),
    "extensions": coded(b'%x;a=b; c="d; \\" e";f', b"0;last\r\n\r\n"),
    "trailers": coded(b"%x", b"0\r\nX-Checksum: 1\r\nContent-Length: 1\r\nAuthorization: Bearer x\r\n\r\n"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A member of the JSON object in an earlier answer of the same sequence."""

    step: int
    member: str

    def within(self, answers: Sequence[Response]) -> str:
        """Return the value that one adapter gave, or "none" if its answer has no such member."""
        try:
            document: object = answers[self.step].json()
        except ValueError:
            return "none"
        return str(cast("dict[str, object]", document).get(self.member)) if isinstance(document, dict) else "none"

    @property
    def stand_in(self) -> str:
        """The text in a body that stands for the id; it is as long as one, so a body can be cut and spoiled."""
        assert self.member == "id"
        return f"00000000-0000-7000-9000-{self.step:012}"

    def code(self) -> str:
        return f'answer{self.step}.json()["{self.member}"]'


Text = tuple[str | Reference, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of `Client.request`, with references in them; in the body these are stand-ins."""

    method: str
    target: Text
    headers: tuple[tuple[str, Text], ...] = ()
    body: bytes = b""
    chunks: tuple[bytes, ...] | None = None
    coding: str = ""
    """How to write the chunks, if not plainly; only over a socket, like the next."""
    behind: bytes = b""
    """A second request, to send in the same write."""
    refusable: bool = False
    """Whether a server may refuse it by itself."""

    @property
    def references(self) -> list[Reference]:
        texts = [self.target, *(value for _, value in self.headers)]
        of_the_body = (stood_for(match) for match in STAND_IN.finditer(self.whole))
        return [part for text in texts for part in text if isinstance(part, Reference)] + list(of_the_body)

    @property
    def whole(self) -> bytes:
        """The body, whether sent whole or in chunks."""
        return self.body if self.chunks is None else b"".join(self.chunks)

    def send(self, client: Client, answers: Sequence[Response]) -> list[Response]:
        """Send it to one adapter, with the values from the earlier answers of that adapter.

        The answer, and where something is sent behind it, what that is answered with.
        """
        filled = self.rewritten(
            lambda body: STAND_IN.sub(lambda match: stood_for(match).within(answers).encode(), body)
        )
        target = rendered(self.target, answers)
        headers = [(name, rendered(value, answers)) for name, value in self.headers]
        body, chunks = filled.body, filled.chunks
        if self.coding and chunks is not None:
            headers, body, chunks = [*headers, CHUNKED], CODINGS[self.coding](chunks), None
        if not self.behind:
            return [client.request(self.method, target, headers=headers, body=body, chunks=chunks)]
        assert isinstance(client, SocketClient)
        return client.pipelined(self.method, target, headers=headers, behind=self.behind)

    def rewritten(self, change: Callable[[bytes], bytes]) -> Self:
        """Replace the body, and cut it in the same places."""
        if self.chunks is None:
            return replace(self, body=change(self.body))
        whole, ends = change(self.whole), [0, *accumulate(map(len, self.chunks))]
        ends[-1] = max(len(whole), ends[-1])
        return replace(self, chunks=tuple(whole[start:end] for start, end in pairwise(ends)))

    def moved(self, places: dict[int, int]) -> Self:
        """Update the references to the new places of earlier requests."""

        def text(parts: Text) -> Text:
            return tuple(part if isinstance(part, str) else Reference(places[part.step], part.member) for part in parts)

        moved = self.rewritten(
            lambda body: STAND_IN.sub(lambda match: Reference(places[int(match[1])], "id").stand_in.encode(), body)
        )
        headers = tuple((name, text(value)) for name, value in self.headers)
        return replace(moved, target=text(self.target), headers=headers)

    def marked(self, old: str, new: str) -> Self:
        """Replace the mark in emails and searches."""
        if not old:
            return self
        target = tuple(part.replace(old, new) if isinstance(part, str) else part for part in self.target)
        return replace(self.rewritten(lambda body: body.replace(old.encode(), new.encode())), target=target)

    def code(self, step: int) -> str:
        """Return the line of a test that sends it."""
        arguments = [literal(self.method), text_code(self.target)]
        if headers := [*self.headers, *([(CHUNKED[0], (CHUNKED[1],))] if self.coding else [])]:
            pairs = (f"({literal(name)}, {text_code(value)})" for name, value in headers)
            arguments.append(f"headers=[{', '.join(pairs)}]")
        if self.coding and self.chunks is not None:
            arguments.append(f"body={body_code(CODINGS[self.coding](self.chunks))}")
        elif self.body:
            arguments.append(f"body={body_code(self.body)}")
        if self.chunks is not None and not self.coding:
            arguments.append(f"chunks=[{', '.join(body_code(chunk) for chunk in self.chunks)}]")
        if self.behind:
            arguments.append(f"behind={literal(self.behind)}")
            return f"answer{step}, _ = client.pipelined({', '.join(arguments)})"
        return f"answer{step} = client.request({', '.join(arguments)})"


def stood_for(match: re.Match[bytes]) -> Reference:
    return Reference(int(match[1]), "id")


def rendered(text: Text, answers: Sequence[Response]) -> str:
    return "".join(part if isinstance(part, str) else part.within(answers) for part in text)


def text_code(text: Text) -> str:
    return " + ".join(literal(part) if isinstance(part, str) else part.code() for part in text) or '""'


def body_code(body: bytes) -> str:
    """Return bytes as Python code, with each stand-in replaced by the member of its answer."""
    literals_and_steps = enumerate(STAND_IN.split(body))
    parts = (
        f"{Reference(int(part), 'id').code()}.encode()" if number % 2 else literal(part)
        for number, part in literals_and_steps
        if part
    )
    return " + ".join(parts) or 'b""'


def literal(data: str | bytes) -> str:
    """Return text or bytes as Python code, long runs as products."""
    parts: list[str] = []
    end = 0
    for run in re.finditer(RUN, data if isinstance(data, str) else data.decode("latin-1")):
        parts += [quoted(data[end : run.start()])] if run.start() > end else []
        parts.append(f"{quoted(data[run.start() : run.start() + 1])} * {len(run[0])}")
        end = run.end()
    return " + ".join(parts + ([quoted(data[end:])] if end < len(data) or not parts else []))


def quoted(data: str | bytes) -> str:
    """Use double quotes where that needs no escape."""
    code = repr(data)
    return code.replace("'", '"') if not re.search(r'["\\]', code) and code.count("'") == 2 else code
