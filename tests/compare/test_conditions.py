"""How a comparison is set up: the settings that its report lists, and the commands that fill its database."""

from dataclasses import replace

from compare import measure
from compare.plan import Plan
from compare.rows import FLOORS, FORMS
from tests.compare.making import ALPHA, FLOOR, comparison, entry


def test_the_report_says_with_which_settings_it_was_measured() -> None:
    plan = Plan(rounds=3, seconds=0.7, budget=60, connections=5, warmup=0.2)
    made = replace(comparison([entry(FLOOR), entry(ALPHA)]), plan=plan, seed=42)
    assert measure._settings(plan, made) == {  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- a run would take long
        "Contract": "every test that is not marked long",
        "Rounds": "3, interleaved, the order of rows shuffled in each (seed 42)",
        "Database": "sqlite, 1,001 users, a fresh copy for every row and round",
        "Server": "Granian, each with 1 worker",
        "Environments": "one for all servers; Advanced Alchemy imports frameworks that a row does not use",
        "Connection pool": "4 a worker",
        "Closed loop": "5 connections, 0.7 s an operation, for throughput and CPU",
        "Fixed rate": "get_user 80/s, list_users 40/s, create_user 40/s, together for 1.8 s, for latency",
        "list_users": "limit 20, order_by name, sort asc, with the total",
        "Password hashing": "Argon2id at its lowest cost (1 pass, 8 KiB, 1 lane); else it would dominate create_user",
        "Log level": "warning",
        "Started": "a new server for every row and round",
    }
    apart = measure._settings(plan, replace(made, shared=False, database="postgresql"))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- as above
    assert apart["Environments"] == "one for each package, with only its own framework"
    assert apart["Connection pool"] == "10 a worker"


def test_an_adapter_fills_a_database_with_its_own_commands() -> None:
    adapter = FLOORS["async"]
    commands = [list(command[3:]) for command in measure.fill_commands(adapter)]
    superuser = ["create-superuser", "--email", "compare@example.org", "--name", "Compare"]
    assert commands == [["migrate"], ["seed"], superuser]
    assert {command[2] for command in measure.fill_commands(adapter)} == {FORMS[adapter].package}
