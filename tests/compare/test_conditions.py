"""How a comparison is set up: the settings that its report lists, and the commands that fill its database."""

from dataclasses import replace

from compare import measure
from compare.bench import Measured
from compare.plan import Plan
from compare.rows import FLOORS, FORMS
from tests.compare.making import ALPHA, FLOOR, comparison, costing, entry


def test_the_report_says_with_which_settings_it_was_measured() -> None:
    plan = Plan(cycles=3, budget=60, connections=5, latency_rounds=2, latency_seconds=3)
    made = replace(comparison([entry(FLOOR), entry(ALPHA)]), plan=plan, seed=42)
    taken = Measured(slices=costing((FLOOR, 100), (ALPHA, 130)), cycles=12, reason="as many as were asked for")
    taken.rates = {"get_user": 80, "list_users": 40, "create_user": 40}
    assert measure._settings(made, taken) == {  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- a run would take long
        "Contract": "every test that is not marked long",
        "Cycles": "12, as many as were asked for; in each, and for each operation, every row once in a shuffled order"
        " (seed 42)",
        "A cycle": "24 get_user, 16 list_users, 12 create_user for each row, over 5 connections",
        "Fixed rate": "get_user 80/s, list_users 40/s, create_user 40/s, together for 3 s, 2 times",
        "Database": "sqlite, 1,001 users, a copy for every row",
        "Server": "Granian, each with 1 worker; all stay up",
        "Environments": "one for all servers; Advanced Alchemy imports frameworks that a row does not use",
        "Connection pool": "4 a worker",
        "list_users": "limit 20, order_by name, sort asc, with the total",
        "Password hashing": "Argon2id at its lowest cost (1 pass, 8 KiB, 1 lane); else it would dominate create_user",
        "Log level": "warning",
        "Busy": "a server took 6% of a core, the load generator 10%; a connection waited for 99% of its time"
        " (medians of all slices)",
    }
    apart = measure._settings(replace(made, shared=False, database="postgresql"), Measured())  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above
    assert apart["Environments"] == "one for each package, with only its own framework"
    assert apart["Connection pool"] == "10 a worker"
    assert apart["Cycles"].startswith("0, for no adapter kept the contract;")
    assert "Busy" not in apart


def test_an_adapter_fills_a_database_with_its_own_commands() -> None:
    adapter = FLOORS["async"]
    commands = [list(command[3:]) for command in measure.fill_commands(adapter)]
    superuser = ["create-superuser", "--email", "compare@example.org", "--name", "Compare"]
    assert commands == [["migrate"], ["seed"], superuser]
    assert {command[2] for command in measure.fill_commands(adapter)} == {FORMS[adapter].package}
