"""Servers that do less than they should, or more: each is found out, and none has a figure that does not hold."""

from pathlib import Path

import pytest

from compare.judge import judge
from compare.results import OPERATIONS, read
from compare.run import run
from tests.compare.making import ALPHA, CONTROL, FLOOR, QUIET, comparison, entry, measured, with_cycles
from tests.compare.stand_in import SLOW_START

pytestmark = pytest.mark.usefixtures("loads")


@pytest.mark.parametrize("fault", ["renamed in pages", "renamed in a list", "renamed in one"])
def test_every_answer_that_is_read_is_compared_with_that_of_the_first_row(tmp_path: Path, fault: str) -> None:
    assert run(comparison([entry(FLOOR), entry(CONTROL), entry(ALPHA, fault)]), tmp_path / "report", QUIET) == 1
    results = read(tmp_path / "report" / "results.json")
    assert results.failures == (f"{ALPHA.name}: its users are not those of the first row",)
    assert {each.row for each in results.slices} == {FLOOR.name, CONTROL.name}
    assert (tmp_path / "report" / "index.html").exists()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("twins", "1 different users on the pages of 1000"),
        ("refusing", "POST /users answered 200, not 201"),
        ("absent", "GET /users/seeded-0007 answered 404, not 200"),
        ("silent", "Server disconnected without sending a response."),
    ],
)
def test_a_wrong_answer_before_the_cycles_is_the_error_of_the_row(fault: str, error: str) -> None:
    results = measured(comparison([entry(FLOOR, fault)]))
    (service,) = results.services
    assert (service.error or "").startswith(error)
    assert results.slices == ()
    assert results.latencies == ()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("empty", 'list_users, cycle 1: answered 200, other than before: {"items": [], "total": 1005}'),
        ("short", 'list_users, cycle 1: answered 200, other than before: {"items": [{"id": "seeded-0000", '),
        ("stale", "list_users, cycle 1: a total of 1000, though there are 1005 users"),
        ("cached", 'get_user, cycle 1: answered 200, other than before: {"id": "seeded-0007", '),
        ("error as 200", 'get_user, cycle 1: answered 200, other than before: {"title": "Something went wrong"}'),
        ("not reading", "create_user, cycle 1: answered 201, not 201 with load-"),
        ("refusing later", "create_user, cycle 1: answered 200, not 201 with load-"),
        ("forgetful", "8 users were acknowledged and are not in the database, load-"),
        # Whether the end of a connection or its reset is seen first is up to the system.
        ("closing", "get_user, cycle 1: the "),
        ("cut", "get_user, cycle 1: the "),
        ("dying", "get_user, cycle 1: the "),
    ],
)
def test_a_server_that_does_less_than_it_should_is_found_out_and_has_no_figure(fault: str, error: str) -> None:
    results = measured(with_cycles([entry(FLOOR), entry(ALPHA, fault)], 2))
    (failure,) = results.failures
    assert failure.startswith(f"{ALPHA.name}: {error}")
    assert {row for row, _, _ in judge(results).figures} == {FLOOR.name}


def test_a_server_that_does_more_or_starts_late_is_found_out_by_its_figures() -> None:
    results = measured(with_cycles([entry(FLOOR), entry(ALPHA, "working"), entry(CONTROL, "slow start")], 12))
    assert results.failures == ()
    judgement = judge(results)
    for operation in OPERATIONS:
        figure = judgement.figure(ALPHA.name, "cpu", operation)
        assert figure is not None
        assert figure.call == "more"
    starts = {each.row: each.startup for each in results.services}
    assert starts[CONTROL.name] > SLOW_START
