"""Which rows there are, and how long they may take."""

import sys
from pathlib import Path

import click
import pytest

from compare import rows
from compare.plan import (
    CLOSED_LOADS,
    FILL_SECONDS,
    FIXED_FACTOR,
    FULL,
    QUICK,
    TURN_OVERHEAD,
    Plan,
    jobs,
    make_plan,
)
from compare.results import Operation
from compare.rows import ADAPTERS, FLOORS, PORT, entries
from tests.adapters import Adapter

FORMS = {
    "alpha": Adapter("alpha", "alpha_app", "asgi", "create_app", {"granian": (), "alpha": ("--server", "alpha")}),
    "beta": Adapter("beta", "beta_app", "wsgi", "create_app", {"granian": ()}),
    "plain-asgi": Adapter("plain-asgi", "plain", "asgi", "create_app", {"granian": ("--server", "asgi")}),
    "plain-wsgi": Adapter("plain-wsgi", "plain", "wsgi", "create_wsgi_app", {"granian": ("--server", "wsgi")}),
}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of two adapters and the floor of each kind."""
    monkeypatch.setattr(rows, "FORMS", FORMS)
    monkeypatch.setattr(rows, "ADAPTERS", {name: rows.KINDS[form.interface] for name, form in FORMS.items()})
    monkeypatch.setattr(rows, "FLOORS", {"async": "plain-asgi", "sync": "plain-wsgi"})


def roles(*chosen: str) -> dict[str, str]:
    return {entry.row.name: entry.row.role for entry in entries(chosen)}


@pytest.mark.usefixtures("registered")
def test_the_rows_are_the_adapters_the_floors_other_servers_and_a_control() -> None:
    assert roles(*FORMS) == {
        "alpha": "adapter",
        "beta": "adapter",
        "plain-asgi": "floor",
        "plain-wsgi": "floor",
        "alpha (own server)": "extra",
        "plain-asgi again": "control",
    }
    commands = {entry.row.name: " ".join(entry.command[2:]) for entry in entries(list(FORMS))}
    served = f"serve --host 127.0.0.1 --port {PORT} --workers 1"
    assert commands["alpha"] == f"alpha_app {served}"
    assert commands["alpha (own server)"] == f"alpha_app {served} --server alpha"
    assert commands["plain-asgi again"] == commands["plain-asgi"] == f"plain {served} --server asgi"


@pytest.mark.usefixtures("registered")
def test_the_floor_of_the_kind_comes_along() -> None:
    assert roles("beta") == {"beta": "adapter", "plain-wsgi": "floor", "plain-wsgi again": "control"}
    assert "plain-wsgi" not in roles("alpha")
    assert {entry.row.floor for entry in entries(["alpha"])} == {None, "plain-asgi"}


def test_the_registered_adapters_have_rows_each_over_a_floor() -> None:
    chosen = [entry.row for entry in entries(list(ADAPTERS))]
    assert {row.adapter for row in chosen} == set(ADAPTERS)
    assert all(row.floor == FLOORS[row.kind] for row in chosen if row.role in {"adapter", "extra"})


def test_an_unknown_adapter_is_a_clear_error() -> None:
    with pytest.raises(click.BadParameter, match="'django' is not an adapter"):
        entries(["django"])


def test_every_server_gets_a_free_port_of_the_loopback_interface() -> None:
    for entry in entries(list(ADAPTERS)):
        assert entry.command[entry.command.index("--port") + 1] == PORT
        assert entry.command[entry.command.index("--host") + 1] == "127.0.0.1"


@pytest.mark.parametrize(("quick", "limit"), [(True, 180), (False, 900)])
def test_the_whole_run_fits_its_limit(*, quick: bool, limit: int) -> None:
    plan = make_plan(quick=quick, rounds=None, seconds=None, rows=8, adapters=6)
    assert plan.total_seconds(8) + plan.contract_seconds(6) < limit
    assert plan.brief is quick


def test_a_slow_contract_shortens_the_loads() -> None:
    plan = make_plan(quick=False, rounds=None, seconds=None, rows=8, adapters=6)
    assert plan.fit(8, 500).seconds < plan.seconds
    assert plan.fit(8, 500).total_seconds(8) <= 500
    assert plan.fit(8, 500, slowness=2).seconds < plan.fit(8, 500).seconds


def test_loads_fill_the_time_there_is_between_shortest_and_longest() -> None:
    plan = Plan(rounds=2, seconds=1, budget=100)
    turn = TURN_OVERHEAD + CLOSED_LOADS * 2.0 + FIXED_FACTOR * 2.0
    assert plan.fit(4, 8 * turn + 0.01).seconds == 2.0
    assert plan.fit(4, 8 * turn + 0.01, slowness=0.5).seconds == 2.0
    assert plan.fit(4, 0).seconds == 0.4
    assert plan.fit(4, 100_000).seconds == 4.0


def test_the_estimate_counts_every_load_of_every_row_and_round() -> None:
    plan = Plan(rounds=2, seconds=2, budget=100)
    assert plan.fixed_seconds == 5
    assert plan.total_seconds(4) == pytest.approx(2 * 4 * (TURN_OVERHEAD + 3 * 2 + 5))
    assert Plan(rounds=1, seconds=0.1, budget=1).fixed_seconds == 1


def test_contract_suites_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert (jobs(), FULL.contract_seconds(6), QUICK.contract_seconds(6)) == (4, 6 * 75 / 4, 6 * 25 / 4)
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert jobs() == 1


def test_rounds_and_seconds_that_were_asked_for_are_not_changed() -> None:
    plan = make_plan(quick=True, rounds=5, seconds=3.5, rows=8, adapters=6)
    assert (plan.rounds, plan.seconds) == (5, 3.5)
    assert make_plan(quick=False, rounds=5, seconds=None, rows=8, adapters=6).rounds == 5
    assert make_plan(quick=False, rounds=None, seconds=None, rows=8, adapters=6).rounds == FULL.rounds


def test_a_plan_leaves_time_for_the_contract_and_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    plan = make_plan(quick=True, rounds=None, seconds=None, rows=3, adapters=3)
    left = QUICK.budget - QUICK.contract_seconds(3) - FILL_SECONDS
    assert plan.total_seconds(3) == pytest.approx(left, abs=3 * plan.rounds * 0.6)
    assert plan.seconds == pytest.approx(2.9)


def test_the_plans_are_those_that_the_help_describes() -> None:
    rates: dict[Operation, int] = {"get_user": 80, "list_users": 40, "create_user": 40}
    assert Plan(rounds=2, seconds=0.4, budget=155, brief=True, connections=16, warmup=0.3, rates=rates) == QUICK
    assert Plan(rounds=7, seconds=2.0, budget=840, connections=16, warmup=0.3, rates=rates) == FULL
    assert (TURN_OVERHEAD, QUICK.turn_overhead) == (2.7, 2.7)
    assert (FILL_SECONDS, CLOSED_LOADS, FIXED_FACTOR) == (5, 3, 2.5)


@pytest.mark.usefixtures("registered")
def test_rows_name_their_kind_and_the_server_that_they_run_on() -> None:
    found = {entry.row.name: (entry.row.adapter, entry.row.kind, entry.row.server) for entry in entries(list(FORMS))}
    assert found == {
        "alpha": ("alpha", "async", "Granian"),
        "beta": ("beta", "sync", "Granian"),
        "plain-asgi": ("plain-asgi", "async", "Granian"),
        "plain-wsgi": ("plain-wsgi", "sync", "Granian"),
        "alpha (own server)": ("alpha", "async", "Alpha"),
        "plain-asgi again": ("plain-asgi", "async", "Granian"),
    }


@pytest.mark.usefixtures("registered")
def test_a_server_that_is_not_the_adapters_own_has_its_name_in_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    servers = {"granian": (), "gunicorn": ("--server", "gunicorn")}
    beta = Adapter("beta", "beta_app", "wsgi", "create_app", servers)
    monkeypatch.setattr(rows, "FORMS", {**FORMS, "beta": beta})
    assert [(each.row.name, each.row.server) for each in entries(["beta"]) if each.row.role == "extra"] == [
        ("beta (gunicorn server)", "Gunicorn")
    ]


@pytest.mark.usefixtures("registered")
def test_each_package_runs_in_the_environment_that_is_named_like_it() -> None:
    pythons = {entry.row.name: entry.command[0] for entry in entries(["beta"], Path("/environments"))}
    assert pythons["beta"] == "/environments/beta_app/bin/python"
    assert pythons["plain-wsgi again"] == pythons["plain-wsgi"] == "/environments/plain/bin/python"
    assert {entry.command[:2] for entry in entries(["beta"])} == {(sys.executable, "-m")}


@pytest.mark.usefixtures("registered")
def test_the_error_for_an_unknown_adapter_lists_those_that_there_are() -> None:
    message = "'django' is not an adapter; choose from alpha, beta, plain-asgi, plain-wsgi"
    with pytest.raises(click.BadParameter, match=message):
        entries(["alpha", "django"])
