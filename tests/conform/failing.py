"""Describes a failed test: why it failed, the statements of the tests that led there, and its exchanges."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.clients.response import Response
from tests.conform.journal import Exchange, shown
from tests.conform.results import Failure
from tests.contract import answers

TESTS = Path(__file__).parents[1]
BEFORE = 30  # bytes that are shown before the first that differs


def describe(raised: pytest.ExceptionInfo[BaseException], exchanges: Sequence[Exchange]) -> Failure:
    """Describe a failure; its `trace` is empty if it did not happen in the tests or their clients."""
    entries = [entry for entry in raised.traceback if is_of_tests(Path(entry.path))]
    trace = [f"{Path(entry.path).name}: {' '.join(str(entry.statement).split())}" for entry in entries]
    compared = [entry.frame.f_locals for entry in entries if entry.frame.code.raw is answers.check.__code__]
    message = difference(compared[-1]) if compared else raised.exconly()
    return Failure(message, trace, [str(exchange) for exchange in exchanges])


def is_of_tests(path: Path) -> bool:
    return path.is_relative_to(TESTS) and not path.is_relative_to(Path(__file__).parent)


def difference(compared: Mapping[str, Any]) -> str:
    """Say what `answers.check` expected and what came; pytest shows no values in a module of helpers."""
    response: Response = compared["response"]
    status, body = compared["status"], compared["body"]
    if response.status != status:
        return f"expected {status} {shown(body)}"
    if response.body != body:
        pairs = enumerate(zip(body, response.body, strict=False))
        at = next((index for index, (one, other) in pairs if one != other), min(len(body), len(response.body)))
        start = max(0, at - BEFORE)
        return f"expected …{shown(body[start:])}\ncame …{shown(response.body[start:])}"
    headers, request_id = {name: [value] for name, value in compared["expected"].items()}, compared["request_id"]
    return f"expected {headers}\ncame {compared['actual']}, X-Request-ID {request_id}"
