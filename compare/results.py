"""Describes results.json, the data file between measuring, judging and drawing. It is validated whenever it is read."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import click
from pydantic import BaseModel, ConfigDict, ValidationError

Operation = Literal["get_user", "list_users", "create_user"]
OPERATIONS: tuple[Operation, ...] = ("get_user", "list_users", "create_user")
Kind = Literal["async", "sync"]
Role = Literal["floor", "adapter", "extra", "control"]


class Record(BaseModel):
    """The base of every part of the file: immutable, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(Record):
    """One line of the report. `floor` names the row that this one is compared with; a floor has none."""

    name: str
    adapter: str
    kind: Kind
    role: Role
    floor: str | None
    server: str


class Failure(Record):
    """A test that failed, and the end of what it printed."""

    test: str
    output: str


class Contract(Record):
    """The outcome of the contract suite for one adapter; `error` says why there are no counts, or none to trust.

    `command` repeats the run, random data included. `failures` has the first few of `failed`.
    """

    adapter: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    failures: tuple[Failure, ...] = ()
    error: str | None = None
    command: str = ""

    @property
    def kept(self) -> bool:
        """True if tests ran and every one of them passed."""
        return self.error is None and self.passed > 0 and self.failed == 0


class Footprint(Record):
    """The cost of one adapter before it runs: packages beyond those of core, and lines of code."""

    adapter: str
    dependencies: tuple[str, ...]
    installed_bytes: int
    handler_lines: int
    plumbing_lines: int


class Load(Record):
    """One load on one operation: times and `cpu`, of the whole process tree, in seconds; percentiles in ms."""

    operation: Operation
    arrival: Literal["closed", "fixed"]
    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    cpu: float | None = None
    error: str | None = None


class Round(Record):
    """One row's turn in one round, on a server and a database of its own."""

    row: str
    number: int
    startup: float
    idle_memory: int
    loaded_memory: int
    threads: int
    loads: tuple[Load, ...] = ()
    error: str | None = None

    def load(self, arrival: Literal["closed", "fixed"], operation: Operation) -> Load | None:
        """The load that was measured without an error, if there is one."""
        for load in self.loads:
            if load.arrival == arrival and load.operation == operation and load.error is None:
                return load
        return None


class Conditions(Record):
    """Where, when and with what the figures were measured; they hold for nothing else."""

    started_at: datetime
    seconds: float
    command: str
    machine: dict[str, str]
    versions: dict[str, str]
    settings: dict[str, str]


class Results(Record):
    """The whole file."""

    version: Literal[2] = 2
    conditions: Conditions
    rows: tuple[Row, ...]
    contracts: tuple[Contract, ...]
    footprints: tuple[Footprint, ...]
    rounds: tuple[Round, ...]

    def contract(self, adapter: str) -> Contract:
        return next(contract for contract in self.contracts if contract.adapter == adapter)

    def footprint(self, adapter: str) -> Footprint | None:
        return next((footprint for footprint in self.footprints if footprint.adapter == adapter), None)

    @property
    def failures(self) -> tuple[str, ...]:
        """Everything that went wrong, a sentence each; empty if every figure of the report holds."""
        contracts = (
            f"{contract.adapter} breaks the contract: {contract.error or f'{contract.failed} failed'}"
            for contract in self.contracts
            if not contract.kept
        )
        turns = (f"{turn.row}, round {turn.number}: {turn.error}" for turn in self.rounds if turn.error)
        loads: dict[str, list[tuple[int, str]]] = {}
        for turn in self.rounds:
            for load in turn.loads:
                if load.error:
                    name = f"{turn.row}, {load.operation} ({load.arrival})"
                    loads.setdefault(name, []).append((turn.number, load.error))
        return (*contracts, *turns, *(_in_rounds(name, errors) for name, errors in loads.items()))


def _in_rounds(name: str, errors: list[tuple[int, str]]) -> str:
    number, error = errors[0]
    more = f" (and in {len(errors) - 1} more rounds)" if errors[1:] else ""
    return f"{name}: {error}, in round {number}{more}"


def write(results: Results, path: Path) -> None:
    """Write the data file, indented: it is read by people too."""
    path.write_text(results.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Results:
    """Read a data file; a click error says what is wrong with one that is damaged or from another version."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise click.ClickException(f"{path} is not a data file of this comparison: {place} {first['msg']}") from error
