"""The smallest sequence of requests that still shows a difference, found by leaving things out of the one that did."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from tests.differential.fleet import Difference
from tests.differential.request import Reference, Request, Text
from tests.differential.values import NOWHERE

SECONDS_TO_SHRINK = 90


def smallest(found: Difference, replay: Callable[[Sequence[Request]], Difference | None]) -> Difference:
    """Try ever smaller sequences; `replay` says what difference one shows, if any."""
    deadline = time.monotonic() + SECONDS_TO_SHRINK
    tried: set[str] = set()
    smaller: Difference | None = found
    while smaller is not None:
        found, smaller = smaller, None
        for candidate in candidates(found.requests):
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


def candidates(requests: Sequence[Request]) -> Iterator[list[Request]]:
    """Sequences that are smaller: fewer requests, then shorter ones."""
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


def closure(requests: Sequence[Request]) -> set[int]:
    """The last request and those that it refers to."""
    needed = {len(requests) - 1}
    for step in range(len(requests) - 1, -1, -1):
        if step in needed:
            needed |= {reference.step for reference in requests[step].references}
    return needed


def kept(requests: Sequence[Request], wanted: set[int]) -> list[Request]:
    """These requests alone, less those that refer to one that is left out."""
    places: dict[int, int] = {}
    for step, request in enumerate(requests):
        if step in wanted and all(reference.step in places for reference in request.references):
            places[step] = len(places)
    return [moved(requests[step], places) for step in places]


def moved(request: Request, places: dict[int, int]) -> Request:
    def text(parts: Text) -> Text:
        return tuple(part if isinstance(part, str) else Reference(places[part.step], part.member) for part in parts)

    headers = tuple((name, text(value)) for name, value in request.headers)
    return replace(request, target=text(request.target), headers=headers)


def shortened(request: Request) -> Iterator[Request]:
    """The request with one thing less."""
    if request.chunks is not None:
        yield replace(request, chunks=None, body=b"".join(request.chunks))
    for number in range(len(request.headers)):
        yield replace(request, headers=(*request.headers[:number], *request.headers[number + 1 :]))
    for target in shortened_targets(request.target):
        yield replace(request, target=target)
    for body in shortened_bodies(request.body):
        yield replace(request, body=body)


def shortened_targets(target: Text) -> Iterator[Text]:
    """With a user who is nowhere; without the query, or without one of its pairs."""
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
    """Nothing, an empty object, an object with a member less; or one half."""
    yield from (short for short in (b"", b"{}") if len(short) < len(body))
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict):
        members = cast("dict[str, Any]", document)
        for name in members:
            yield json.dumps({key: value for key, value in members.items() if key != name}).encode()
    elif len(body) > 1:
        yield from (body[: len(body) // 2], body[len(body) // 2 :])
