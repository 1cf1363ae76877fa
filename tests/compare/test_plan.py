"""Which rows there are, and how long they may take."""

import sys
from pathlib import Path

import click
import pytest

from compare import rows
from compare.plan import FULL, QUICK, Plan, jobs, make_plan
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
def test_the_whole_run_fits_its_limit(monkeypatch: pytest.MonkeyPatch, *, quick: bool, limit: int) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    plan = make_plan(quick=quick, cycles=None)
    assert plan.total_seconds(8) + plan.contract_seconds(6) < plan.budget < limit
    assert plan.brief is quick


def test_the_estimate_counts_every_row() -> None:
    plan = Plan(cycles=10, budget=100, latency_rounds=2, latency_seconds=3)
    assert plan.latency_total(4) == pytest.approx(4 * 2 * (3 + 0.7))
    assert plan.total_seconds(4) == pytest.approx(5 + 4 * (3.5 + 10 * 0.35) + 4 * 2 * 3.7)


def test_contract_suites_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert (jobs(), FULL.contract_seconds(6), QUICK.contract_seconds(6)) == (4, 6 * 120 / 4, 6 * 18 / 4)
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert jobs() == 1


def test_a_number_of_cycles_that_was_asked_for_is_kept_exactly() -> None:
    asked = make_plan(quick=True, cycles=5)
    assert (asked.cycles, asked.exact, asked.brief) == (5, True, True)
    assert make_plan(quick=False, cycles=None) == FULL
    assert not FULL.exact


def test_the_plans_are_those_that_the_help_describes() -> None:
    requests: dict[Operation, int] = {"get_user": 24, "list_users": 16, "create_user": 12}
    same = Plan(cycles=12, budget=165, brief=True, connections=4, requests=requests)
    assert same == QUICK
    assert (QUICK.latency_rounds, QUICK.latency_seconds) == (1, 1.5)
    assert (FULL.cycles, FULL.budget, FULL.brief, FULL.latency_rounds, FULL.latency_seconds) == (40, 870, False, 5, 4)


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
