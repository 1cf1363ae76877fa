"""A framework's own error is a problem, whatever it carries; a fault of a team's own schema keeps its words."""

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, StringConstraints, ValidationError

from core.http.exchange import Exchange
from core.http.faults import body_faults
from core.http.problems import foreign_problem
from core.telemetry import metrics

CIRCLE: dict[str, Any] = {}
CIRCLE["itself"] = CIRCLE


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        (None, "Conflict"),
        ("", ""),
        ([], []),
        (0, 0),
        (False, False),
        (float("nan"), None),
        (object, "<class 'object'>"),
        (b"\xff", "b'\\xff'"),
        (CIRCLE, "{'itself': {...}}"),
    ],
)
def test_the_detail_of_a_foreign_error_may_be_anything(detail: Any, shown: object) -> None:
    answer = foreign_problem(409, detail, [("X-A", "1"), ("X-A", "2")])
    described = json.loads(answer.body)
    assert described == {"type": "about:blank", "title": "Conflict", "status": 409, "detail": shown}
    assert (answer.status, list(answer.headers)) == (409, [("X-A", "1"), ("X-A", "2")])


class Order(BaseModel):
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


def test_braces_in_the_words_of_a_fault_stay() -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"currency": "euro"})
    (fault,) = body_faults(caught.value.errors())
    assert (fault.code, fault.detail) == ("string_pattern_mismatch", "String should match pattern '^[A-Z]{3}$'")


def test_an_exchange_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def observe(_name: str, _method: str, status: int, _seconds: float) -> None:
        counted.append(status)

    monkeypatch.setattr(metrics, "observe", observe)
    exchange = Exchange("GET", "/health/live", None)
    exchange.finish(200)
    exchange.finish(500)
    assert counted == [200]
