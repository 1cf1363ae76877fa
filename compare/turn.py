"""One row's turn in a round: a fresh database, a fresh server, answers checked, then every load."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from compare import answers
from compare.databases import Template, count_users
from compare.load import Spec, drive
from compare.plan import Plan
from compare.processes import Processes
from compare.progress import Steps
from compare.results import OPERATIONS, Load, Operation, Round
from compare.rows import Entry
from compare.servers import Server, serving


@dataclass
class Bench:
    """Shared by all turns. `digest` is that of the first turn's answers; all others must be equal to the byte."""

    plan: Plan
    template: Template
    processes: Processes
    steps: Steps
    environment: Mapping[str, str]
    directory: Path
    digest: str | None = None


def take(bench: Bench, entry: Entry, number: int) -> Round:
    """Measure one row once. A wrong answer becomes the round's error; a server that never answers is a click error."""
    name = entry.row.name
    prefix = f"load-{secrets.token_hex(6)}"
    with bench.template.copy() as url:
        environment = {**bench.environment, "LIKEWISE_DATABASE_URL": url}
        log = bench.directory / "server.log"
        with serving(bench.processes, name, entry.command, environment=environment, log=log) as server:
            idle = server.memory_bytes()
            try:
                right = answers.check(server.base_url, f"{prefix}-check")
            except (answers.WrongAnswer, answers.Unreachable) as error:
                return _round(name, number, server, idle=idle, error=str(error))
            bench.digest = bench.digest or right.digest
            if right.digest != bench.digest:
                return _round(name, number, server, idle=idle, error="its users are not those of the first row")
            loads = _loads(bench, server, right, prefix)
            taken = _round(name, number, server, idle=idle, loads=loads)
        # Counted after the server has stopped: what was only in its memory does not count.
        return taken.model_copy(update={"loads": confirmed(loads, count_users(url, prefix))})


def _round(
    name: str, number: int, server: Server, *, idle: int, loads: Sequence[Load] = (), error: str | None = None
) -> Round:
    return Round(
        row=name,
        number=number,
        startup=server.startup,
        idle_memory=idle,
        loaded_memory=server.memory_bytes(),
        threads=server.threads(),
        loads=tuple(loads),
        error=error,
    )


def _loads(bench: Bench, server: Server, right: answers.Answers, prefix: str) -> list[Load]:
    """Run a warm-up, closed loops on the reads, the fixed rates, and last the closed loop that fills the table."""
    plan = bench.plan

    def load(arrival: Literal["closed", "fixed"], operations: Sequence[Operation], seconds: float) -> list[Load]:
        spec = Spec(
            base_url=server.base_url,
            token=right.token,
            ids=right.ids,
            prefix=f"{prefix}-{arrival}",
            shortest=right.shortest,
            arrival=arrival,
            operations=operations,
            seconds=seconds,
            connections=plan.connections,
            rates=plan.rates,
        )
        with bench.steps.part(operations[0] if arrival == "closed" else "fixed rates", seconds):
            return drive(bench.processes, server, spec, bench.directory)

    load("closed", ["get_user"], plan.warmup)
    return [
        *load("closed", ["get_user"], plan.seconds),
        *load("closed", ["list_users"], plan.seconds),
        *load("fixed", OPERATIONS, plan.fixed_seconds),
        *load("closed", ["create_user"], plan.seconds),
    ]


def confirmed(loads: Sequence[Load], stored: int) -> tuple[Load, ...]:
    """The loads. Those that created users are errors if the database misses users that were acknowledged."""
    creating = [load for load in loads if load.operation == "create_user"]
    acknowledged = answers.CREATED + sum(load.requests for load in creating)
    if stored == acknowledged or any(load.error for load in creating):
        return tuple(loads)
    error = f"{acknowledged} users were acknowledged, {stored} are in the database"
    return tuple(load.model_copy(update={"error": error}) if load in creating else load for load in loads)
