"""A failure in few words: the request, what must come, what came."""

import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from tests.clients.response import Response
from tests.conform.blame import statement
from tests.conform.journal import Exchange
from tests.conform.results import Failure
from tests.contract import answers

WIDTH = 120  # characters
BEFORE = 30  # bytes shown before the first that differs


def explain(error: BaseException, subject: Exchange | None) -> Failure:
    request = "no request" if subject is None else asked(subject)
    compared = whole(error.__traceback__)
    if compared is not None:
        return Failure(request, *difference(compared))
    told = (str(error).strip() or type(error).__name__).splitlines()
    if not isinstance(error, AssertionError):
        told[0] = f"{type(error).__name__}: {told[0]}"
    response = None if subject is None else subject.response
    came = told[0] if response is None else f"{told[0]} -- the answer was {short(response.status, response.body)}"
    return Failure(request, clip(statement(error.__traceback__)), clip(came, 2 * WIDTH))


def asked(exchange: Exchange) -> str:
    """The request line and the body; never a header, which may hold a token."""
    body = f" {clip(exchange.body[:WIDTH].decode('utf-8', 'replace'))}" if exchange.body else ""
    hidden = "" if "password" not in body else " (a body with a password)"
    target = re.sub("access_token=[^&]+", "access_token=…", exchange.target)
    return clip(f"{exchange.method} {target}{hidden or body}", 2 * WIDTH)


def whole(traceback: TracebackType | None) -> dict[str, Any] | None:
    """What `answers.check` had before it, where it was that which failed."""
    while traceback is not None:
        if traceback.tb_frame.f_code is answers.check.__code__:
            return traceback.tb_frame.f_locals
        traceback = traceback.tb_next
    return None


def difference(values: dict[str, Any]) -> tuple[str, str]:
    """What must come and what came, where they part."""
    response: Response = values["response"]
    status, body = values["status"], values["body"]
    if response.status != status:
        return short(status, body), short(response.status, response.body)
    if response.body != body:
        pairs = enumerate(zip(body, response.body, strict=False))
        at = next((index for index, (one, other) in pairs if one != other), min(len(body), len(response.body)))
        return window(body, at), window(response.body, at)
    expected, actual = values.get("expected", {}), values.get("actual", {})
    names = [name for name in sorted({*expected, *actual}) if actual.get(name) != listed(expected, name)]
    if not names:
        return "one X-Request-ID of 1-128 visible characters", f"{values.get('request_id')}"
    return told_of(expected, names), told_of(actual, names)


def told_of(headers: Mapping[str, Any], names: Sequence[str]) -> str:
    return clip("; ".join(f"{name}: {headers.get(name, 'absent')}" for name in names))


def listed(expected: dict[str, str], name: str) -> list[str] | None:
    return [expected[name]] if name in expected else None


def window(body: bytes, at: int) -> str:
    start = max(0, at - BEFORE)
    text = body[start : at + WIDTH - BEFORE].decode("utf-8", "replace")
    return f"{'…' if start else ''}{text or '(the end)'}"


def short(status: int, body: bytes) -> str:
    return clip(f"{status} {body[:WIDTH].decode('utf-8', 'replace')}")


def clip(text: str, width: int = WIDTH) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
