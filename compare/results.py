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


class Service(Record):
    """One row's server, which stays up for the whole run. Memory in bytes; `startup` in seconds.

    An `error` voids every figure of the row.
    """

    row: str
    startup: float
    idle_memory: int
    loaded_memory: int
    threads: int
    error: str | None = None


class Slice(Record):
    """One row's share of a cycle: some requests of one operation. Times are in seconds.

    `cpu` is that of the server's whole process tree, `client_cpu` that of the load generator. `busy` is the part of the
    time in which a connection had a request under way; `received` counts bytes.
    """

    row: str
    cycle: int
    operation: Operation
    requests: int
    seconds: float
    cpu: float
    client_cpu: float
    busy: float
    received: int


class Latency(Record):
    """The latency of one operation at a fixed rate, in ms. An error voids the figures."""

    row: str
    number: int
    operation: Operation
    requests: int
    p50: float
    p95: float
    p99: float
    error: str | None = None


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

    version: Literal[3] = 3
    conditions: Conditions
    rows: tuple[Row, ...]
    contracts: tuple[Contract, ...]
    footprints: tuple[Footprint, ...]
    services: tuple[Service, ...]
    slices: tuple[Slice, ...]
    latencies: tuple[Latency, ...]

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
        services = (f"{service.row}: {service.error}" for service in self.services if service.error)
        latencies: dict[str, list[str]] = {}
        for each in self.latencies:
            if each.error:
                latencies.setdefault(f"{each.row}, {each.operation} at a fixed rate", []).append(each.error)
        return (*contracts, *services, *(_once(name, errors) for name, errors in latencies.items()))

    @property
    def void(self) -> frozenset[str]:
        """The rows whose figures do not hold."""
        return frozenset(service.row for service in self.services if service.error)


def _once(name: str, errors: list[str]) -> str:
    more = f" (and {len(errors) - 1} more times)" if errors[1:] else ""
    return f"{name}: {errors[0]}{more}"


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
