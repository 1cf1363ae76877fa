"""Finds the smallest sequence of requests that still shows a difference, by leaving things out."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from lab.fuzz.fleet import Difference
from lab.fuzz.request import STAND_IN, Reference, Request, Text
from lab.fuzz.values import NOWHERE

SECONDS_TO_SHRINK = 90
PASSWORD = "12345678"


def smallest(found: Difference, replay: Callable[[Sequence[Request]], Difference | None]) -> Difference:
    """Try smaller and smaller sequences; `replay` returns the difference that one shows, if any."""
    deadline, mark = time.monotonic() + SECONDS_TO_SHRINK, found.mark
    tried: set[str] = set()
    smaller = replay(found.requests)
    while smaller is not None:
        found, smaller = smaller, None
        for candidate in candidates(found.requests, mark):
            if time.monotonic() > deadline:
                return found
            written = repr(candidate)
            if written in tried:
                continue
            tried.add(written)
            smaller = replay(candidate)
            if smaller is not None and smaller.size < found.size:
                break
            smaller = None
    return found


def candidates(requests: Sequence[Request], mark: str) -> Iterator[list[Request]]:
    """Yield smaller sequences: with fewer requests, then shorter ones, then plainer ones."""
    needed = closure(requests)
    yield kept(requests, needed)
    length = len(requests) - 1
    size = length
    while size:
        for start in range(0, length, size):
            dropped = set(range(start, min(start + size, length)))
            yield kept(requests, needed | (set(range(len(requests))) - dropped))
        size //= 2
    for step, request in enumerate(requests):
        for shorter in shortened(request):
            yield [*requests[:step], shorter, *requests[step + 1 :]]
    texts = {value for request in requests for value in members(request.body).values() if isinstance(value, str)}
    for text in sorted(texts, key=len, reverse=True):
        for plain in (NOWHERE,) if STAND_IN.fullmatch(text.encode()) else (PASSWORD, f"ada-{mark}@example.com"):
            yield [exchanged(request, text, plain) for request in requests]


def members(body: bytes) -> dict[str, Any]:
    """Return the members of a JSON object; none for anything else."""
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", document) if isinstance(document, dict) else {}


def exchanged(request: Request, text: str, plain: str) -> Request:
    """Replace one text by another wherever it is the value of a member."""
    document = members(request.body)
    if text not in document.values():
        return request
    document = {name: plain if value == text else value for name, value in document.items()}
    return replace(request, body=json.dumps(document, ensure_ascii=False).encode())


def closure(requests: Sequence[Request]) -> set[int]:
    """Return the last request and those that it refers to."""
    needed = {len(requests) - 1}
    for step in range(len(requests) - 1, -1, -1):
        if step in needed:
            needed |= {reference.step for reference in requests[step].references}
    return needed


def kept(requests: Sequence[Request], wanted: set[int]) -> list[Request]:
    """Keep only these requests, without those that refer to one that is left out."""
    places: dict[int, int] = {}
    for step, request in enumerate(requests):
        if step in wanted and all(reference.step in places for reference in request.references):
            places[step] = len(places)
    return [requests[step].moved(places) for step in places]


def shortened(request: Request) -> Iterator[Request]:
    """Yield the request with one thing less."""
    if request.behind:
        yield replace(request, behind=b"")
    if request.chunks is not None:
        yield replace(request, chunks=None, coding="", body=b"".join(request.chunks))
    for number, (name, _) in enumerate(request.headers):
        before, after = request.headers[:number], request.headers[number + 1 :]
        yield replace(request, headers=(*before, *after))
        if name == "Content-Type":
            yield replace(request, headers=(*before, (name, ("application/json",)), *after))
    for target in shortened_targets(request.target):
        yield replace(request, target=target)
    for body in shortened_bodies(request.body):
        yield replace(request, body=body)


def shortened_targets(target: Text) -> Iterator[Text]:
    """Yield the target with an unknown id, without the query, or without one of its pairs."""
    if any(isinstance(part, Reference) for part in target):
        yield tuple(part if isinstance(part, str) else NOWHERE for part in target)
    last = target[-1]
    if len(target) == 1 and isinstance(last, str) and "?" in last:
        path, _, query = last.partition("?")
        pairs = query.split("&")
        yield (path,)
        for number in range(len(pairs) if len(pairs) > 1 else 0):
            yield (f"{path}?{'&'.join(pairs[:number] + pairs[number + 1 :])}",)


def shortened_bodies(body: bytes) -> Iterator[bytes]:
    """Yield no body, an empty object, an object with one member less, and each half."""
    yield from (short for short in (b"", b"{}") if len(short) < len(body))
    if document := members(body):
        for name in document:
            yield json.dumps({key: value for key, value in document.items() if key != name}).encode()
    elif len(body) > 1:
        # Of a form all parts but one; its first line is the boundary.
        boundary = body.partition(b"\r\n")[0]
        parts = body.split(boundary) if body.startswith(b"--") else []
        yield from (boundary.join(parts[:number] + parts[number + 1 :]) for number in range(1, len(parts) - 1))
        yield from (body[: len(body) // 2], body[len(body) // 2 :])
