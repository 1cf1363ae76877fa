"""Measures: the contract first, then cycle after cycle over the servers of every row that kept it."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from compare import contract, footprint, machine
from compare.answers import EMAIL
from compare.bench import Bench, Measured
from compare.databases import POOL_SIZES, DatabaseName
from compare.plan import Plan, jobs
from compare.processes import Processes
from compare.progress import Steps
from compare.results import Conditions, Contract, Footprint, Results
from compare.rows import Entry
from compare.rows import command as adapter_command


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
    plan = comparison.plan
    count = len(comparison.entries)
    planned = plan.contract_seconds(len(comparison.adapters)) + plan.total_seconds(count)
    measured = Measured()
    with (
        tempfile.TemporaryDirectory(prefix="likewise-compare-") as temporary,
        Steps(console, planned) as steps,
    ):
        directory = Path(temporary)
        contracts = _contracts(comparison, processes, steps, directory)
        kept = {contract.adapter for contract in contracts if contract.kept}
        entries = [entry for entry in comparison.entries if entry.row.adapter in kept]
        if entries:
            steps.replan(plan.total_seconds(len(entries)))
            deadline = begun + plan.budget - plan.latency_total(len(entries))
            bench = Bench(plan, comparison.database, comparison.seed, processes, steps, directory, deadline)
            measured = bench.measure(entries, comparison.fill(entries[0].row.adapter))
    return Results(
        conditions=Conditions(
            started_at=started,
            seconds=round(time.perf_counter() - begun, 1),
            command=comparison.command,
            machine=machine.machine(),
            versions=machine.versions(),
            settings=_settings(comparison, measured),
        ),
        rows=tuple(entry.row for entry in comparison.entries),
        contracts=tuple(contracts),
        footprints=tuple(comparison.footprint(adapter) for adapter in comparison.adapters),
        services=tuple(measured.services),
        slices=tuple(measured.slices),
        latencies=tuple(measured.latencies),
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


def _settings(comparison: Comparison, measured: Measured) -> dict[str, str]:
    plan = comparison.plan
    rates = ", ".join(f"{operation} {rate}/s" for operation, rate in measured.rates.items())
    requests = ", ".join(f"{count} {operation}" for operation, count in plan.requests.items())
    return {
        "Contract": "the tests of users and logins" if plan.brief else "every test that is not marked long",
        "Cycles": f"{measured.cycles}, {measured.reason}; in each, and for each operation, every row once in a shuffled"
        f" order (seed {comparison.seed})",
        "A cycle": f"{requests} for each row, over {plan.connections} connections",
        "Fixed rate": f"{rates}, together for {plan.latency_seconds} s, {plan.latency_rounds} times",
        "Database": f"{comparison.database}, 1,001 users, a copy for every row",
        "Server": ", ".join(dict.fromkeys(entry.row.server for entry in comparison.entries))
        + ", each with 1 worker; all stay up",
        "Environments": "one for all servers; Advanced Alchemy imports frameworks that a row does not use"
        if comparison.shared
        else "one for each package, with only its own framework",
        "Connection pool": f"{POOL_SIZES[comparison.database]} a worker",
        "list_users": "limit 20, order_by name, sort asc, with the total",
        "Password hashing": "Argon2id at its lowest cost (1 pass, 8 KiB, 1 lane); else it would dominate create_user",
        "Log level": "warning",
        **measured.saturation(),
    }
