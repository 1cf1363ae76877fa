"""Measures: the contract first, then interleaved rounds over every row that kept it."""

import random
import secrets
import shlex
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from compare import contract, footprint, machine
from compare.answers import EMAIL, PASSWORD
from compare.databases import POOL_SIZES, DatabaseName, seeded
from compare.plan import FILL_SECONDS, Plan, jobs
from compare.processes import Processes, tail
from compare.progress import Steps
from compare.results import Conditions, Contract, Footprint, Results, Round
from compare.rows import Entry
from compare.rows import command as adapter_command
from compare.turn import Bench, take

PASSWORD_COST = {
    "LIKEWISE_PASSWORD_TIME_COST": "1",
    "LIKEWISE_PASSWORD_MEMORY_COST": "8",
    "LIKEWISE_PASSWORD_PARALLELISM": "1",
}
FILL_TIMEOUT = 120


@dataclass(frozen=True)
class Comparison:
    """Everything that a run needs. The last three are the project's own, or stand-ins of a test."""

    plan: Plan
    entries: Sequence[Entry]
    database: DatabaseName
    seed: int
    shared: bool
    """True if all servers share one environment, where Advanced Alchemy imports frameworks that a row does not use."""
    command: str
    fitted: bool
    """True if the length of the loads follows from the budget. It shrinks if the contract takes longer than planned."""
    contract: contract.Command
    fill: Callable[[str], Sequence[Sequence[str]]]
    footprint: Callable[[str], Footprint] = footprint.measure

    @property
    def adapters(self) -> list[str]:
        return list(dict.fromkeys(entry.row.adapter for entry in self.entries))


def fill_commands(adapter: str) -> Sequence[Sequence[str]]:
    """The commands with which an adapter fills a database: tables, the seed, and the one user who can log in."""
    superuser = ("create-superuser", "--email", EMAIL, "--name", "Compare")
    return [adapter_command(adapter, "migrate"), adapter_command(adapter, "seed"), adapter_command(adapter, *superuser)]


def run(comparison: Comparison, processes: Processes, console: Console) -> Results:
    """Measure everything. `processes` stops all programs that this starts."""
    started, begun = datetime.now(UTC), time.perf_counter()
    plan, entries = comparison.plan, comparison.entries
    planned = plan.contract_seconds(len(comparison.adapters)) + plan.total_seconds(len(entries))
    environment = _environment(comparison.database)
    with (
        tempfile.TemporaryDirectory(prefix="likewise-compare-") as temporary,
        Steps(console, planned) as steps,
    ):
        directory = Path(temporary)
        contracts = _contracts(comparison, processes, steps, directory)
        kept = {contract.adapter for contract in contracts if contract.kept}
        entries = [entry for entry in entries if entry.row.adapter in kept]
        rounds: list[Round] = []
        if entries:
            if comparison.fitted:
                spent = time.perf_counter() - begun
                slowness = spent / plan.contract_seconds(len(contracts))
                plan = plan.fit(len(entries), plan.budget - spent - FILL_SECONDS, slowness)
            steps.replan(plan.total_seconds(len(entries)))

            def fill(url: str) -> None:
                _fill(comparison.fill(entries[0].row.adapter), url, processes, environment, directory)

            with seeded(comparison.database, processes, directory, fill) as template:
                bench = Bench(plan, template, processes, steps, environment, directory)
                rounds = _rounds(bench, entries, comparison.seed)
    return Results(
        conditions=Conditions(
            started_at=started,
            seconds=round(time.perf_counter() - begun, 1),
            command=comparison.command,
            machine=machine.machine(),
            versions=machine.versions(),
            settings=_settings(plan, comparison),
        ),
        rows=tuple(entry.row for entry in comparison.entries),
        contracts=tuple(contracts),
        footprints=tuple(comparison.footprint(adapter) for adapter in comparison.adapters),
        rounds=tuple(rounds),
    )


def _contracts(comparison: Comparison, processes: Processes, steps: Steps, directory: Path) -> list[Contract]:
    known: dict[str, Contract] = {}
    asked = contract.run(processes, comparison.adapters, comparison.contract, directory, jobs())
    while len(known) < len(comparison.adapters):
        missing = [adapter for adapter in comparison.adapters if adapter not in known]
        with steps.step(f"contract · {', '.join(missing)}", comparison.plan.contract_seconds(1)):
            answer = next(asked)
        known[answer.adapter] = answer
    return [known[adapter] for adapter in comparison.adapters]


def _rounds(bench: Bench, entries: Sequence[Entry], seed: int) -> list[Round]:
    """Take every row once a round, in a new order each time. A row that has answered wrongly is not timed again."""
    shuffle = random.Random(seed).shuffle  # noqa: S311  # an order to repeat, no secret
    rounds: list[Round] = []
    remaining = list(entries)
    for number in range(1, bench.plan.rounds + 1):
        shuffle(remaining)
        for entry in list(remaining):
            name = f"round {number} of {bench.plan.rounds} · {entry.row.name}"
            with bench.steps.step(name, bench.plan.turn_overhead):
                taken = take(bench, entry, number)
            rounds.append(taken)
            if taken.error:
                remaining.remove(entry)
    return rounds


def _environment(database: DatabaseName) -> dict[str, str]:
    return {
        "LIKEWISE_SECRET": secrets.token_urlsafe(),
        "LIKEWISE_PASSWORD": PASSWORD,
        "LIKEWISE_POOL_SIZE": str(POOL_SIZES[database]),
        "LIKEWISE_LOG_LEVEL": "warning",
        **PASSWORD_COST,
    }


def _fill(
    commands: Sequence[Sequence[str]], url: str, processes: Processes, environment: dict[str, str], directory: Path
) -> None:
    log = directory / "fill.log"
    for command in commands:
        variables = {**environment, "LIKEWISE_DATABASE_URL": url}
        if processes.run(command, log=log, timeout=FILL_TIMEOUT, environment=variables) != 0:
            raise click.ClickException(f"The database could not be created: {shlex.join(command)}\n\n{tail(log)}")


def _settings(plan: Plan, comparison: Comparison) -> dict[str, str]:
    rates = ", ".join(f"{operation} {rate}/s" for operation, rate in plan.rates.items())
    return {
        "Contract": "one case of each test" if plan.brief else "every test that is not marked long",
        "Rounds": f"{plan.rounds}, interleaved, the order of rows shuffled in each (seed {comparison.seed})",
        "Database": f"{comparison.database}, 1,001 users, a fresh copy for every row and round",
        "Server": ", ".join(dict.fromkeys(entry.row.server for entry in comparison.entries)) + ", each with 1 worker",
        "Environments": "one for all servers; Advanced Alchemy imports frameworks that a row does not use"
        if comparison.shared
        else "one for each package, with only its own framework",
        "Connection pool": f"{POOL_SIZES[comparison.database]} a worker",
        "Closed loop": f"{plan.connections} connections, {plan.seconds} s an operation, for throughput and CPU",
        "Fixed rate": f"{rates}, together for {plan.fixed_seconds} s, for latency",
        "list_users": "limit 20, order_by name, sort asc, with the total",
        "Password hashing": "Argon2id at its lowest cost (1 pass, 8 KiB, 1 lane); else it would dominate create_user",
        "Log level": "warning",
        "Started": "a new server for every row and round",
    }
