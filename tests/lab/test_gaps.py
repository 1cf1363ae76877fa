"""The frameworks do what the ledger says, the ledger is up to date, and the adapters keep every row of it."""

import pytest

from compare.gaps import FRAMEWORKS, PATH, read
from lab.gaps.changes import changes
from lab.gaps.closing import markers, place
from lab.gaps.ledger import PAGE, ledger, page
from lab.gaps.measure import measure, measure_plain
from lab.gaps.rows import ROWS
from tests.clients.base import Client
from tests.databases import Database
from tests.people import login

OPEN = {name: {line.name for line in read().lines if not line.kept(name)} for name in FRAMEWORKS}
ANY_OPEN = set[str]().union(*OPEN.values())
STALE = "run nox -s gaps -- --write"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_does_what_the_ledger_says(framework: str) -> None:
    found = list(changes(read(), framework, measure_plain(framework, ROWS)))
    assert not found, "\n".join(found)


@pytest.mark.only(transport="socket", database="sqlite")
def test_every_adapter_keeps_every_row(client: Client, database: Database) -> None:
    told = measure(ROWS, client, database, lambda _, email, password: login(client, email, password))
    assert told == {row.name: row.wanted for row in ROWS}


def test_the_ledger_is_up_to_date() -> None:
    committed = read()
    answers = {name: {line.name: line.answers[name] for line in committed.lines} for name in FRAMEWORKS}
    assert {row.name for row in ROWS} == {line.name for line in committed.lines}, STALE
    assert ledger(answers, committed.versions) == committed, f"{PATH.name} is stale: {STALE}"
    assert page(committed) == PAGE.read_text(encoding="utf-8"), f"{PAGE.name} is stale: {STALE}"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_is_open_is_closed_by_lines_and_nothing_else_is(framework: str) -> None:
    closed = set(markers()[framework]) | (set(markers()["core"]) & OPEN[framework])
    assert closed == OPEN[framework]


def test_core_closes_only_what_is_open_somewhere() -> None:
    assert set(markers()["core"]) <= ANY_OPEN


def test_every_row_names_a_test_of_the_contract() -> None:
    for row in ROWS:
        file, _, test = row.test.partition("::")
        place("core", f"tests/contract/{file}:{test}")


def test_a_marker_that_leads_nowhere_is_told() -> None:
    with pytest.raises(LookupError, match=r"litestar_app/binding\.py has no Gate\.gone"):
        place("litestar", "binding.py:Gate.gone")


def test_a_change_is_told_with_what_to_do() -> None:
    told = read()
    line = next(line for line in told.lines if line.name == "head")
    answers = {each.name: each.answers["litestar"] for each in told.lines}
    (change,) = changes(told, "litestar", answers | {"head": line.wanted})
    assert 'now answers "200" where Litestar' in change
    assert "the gap `head` is closed" in change
    assert "run nox -s gaps -- --write, and look at litestar_app/binding.py#L" in change.replace("Run", "run")
