"""Starts the servers of all rows, measures them while they stay up, and looks for what they acknowledged at the end."""

import random
import secrets
import shlex
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from compare import answers
from compare.cycles import Subject, cycles
from compare.databases import POOL_SIZES, DatabaseName, Template, seeded, stored_emails
from compare.judge import narrow_enough
from compare.load import Spec, drive
from compare.plan import CYCLE_SECONDS, Plan
from compare.processes import Processes, tail
from compare.progress import Steps
from compare.results import OPERATIONS, Latency, Operation, Service, Slice
from compare.rows import Entry
from compare.servers import serving

PASSWORD_COST = {
    "LIKEWISE_PASSWORD_TIME_COST": "1",
    "LIKEWISE_PASSWORD_MEMORY_COST": "8",
    "LIKEWISE_PASSWORD_PARALLELISM": "1",
}
FILL_TIMEOUT = 120


@dataclass
class Measured:
    """Everything raw, how many cycles it took and why no more."""

    services: list[Service] = field(default_factory=list[Service])
    slices: list[Slice] = field(default_factory=list[Slice])
    latencies: list[Latency] = field(default_factory=list[Latency])
    rates: dict[Operation, int] = field(default_factory=dict[Operation, int])
    cycles: int = 0
    reason: str = "for no adapter kept the contract"

    def saturation(self) -> dict[str, str]:
        """Who was busy: a figure of a server that waits for its load says little about its throughput."""
        if not self.slices:
            return {}
        server, client, busy = (
            f"{median(shares):.0%}"
            for shares in (
                [each.cpu / each.seconds for each in self.slices],
                [each.client_cpu / each.seconds for each in self.slices],
                [each.busy for each in self.slices],
            )
        )
        cores = f"a server took {server} of a core, the load generator {client}"
        return {"Busy": f"{cores}; a connection waited for {busy} of its time (medians of all slices)"}


@dataclass
class Bench:
    """Measures the rows of one comparison. No cycle may end after `deadline`, a time of `time.perf_counter`."""

    plan: Plan
    database: DatabaseName
    seed: int
    processes: Processes
    steps: Steps
    directory: Path
    deadline: float
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.environment = {
            "LIKEWISE_SECRET": secrets.token_urlsafe(),
            "LIKEWISE_PASSWORD": answers.PASSWORD,
            "LIKEWISE_POOL_SIZE": str(POOL_SIZES[self.database]),
            "LIKEWISE_LOG_LEVEL": "warning",
            **PASSWORD_COST,
        }

    def measure(self, entries: Sequence[Entry], fill: Sequence[Sequence[str]]) -> Measured:
        """Measure these rows. A wrong answer becomes the row's error; a server that never answers is a click error."""
        measured = Measured()
        with (
            seeded(self.database, self.processes, self.directory, lambda url: self._fill(fill, url)) as template,
            ExitStack() as databases,
        ):
            with ExitStack() as servers:
                subjects = [self._start(entry, template, databases, servers) for entry in entries]
                idle = [subject.server.memory_bytes() for subject in subjects]
                self._check(subjects)
                self._cycle(subjects, measured)
                self._load(subjects, measured)
                measured.services = [_service(*pair) for pair in zip(subjects, idle, strict=True)]
            # With the servers stopped: what was only in the memory of one does not count.
            for number, subject in enumerate(subjects):
                error = subject.error or lost(subject, measured.latencies)
                measured.services[number] = measured.services[number].model_copy(update={"error": error})
        return measured

    def _fill(self, commands: Sequence[Sequence[str]], url: str) -> None:
        log = self.directory / "fill.log"
        for command in commands:
            variables = {**self.environment, "LIKEWISE_DATABASE_URL": url}
            if self.processes.run(command, log=log, timeout=FILL_TIMEOUT, environment=variables) != 0:
                raise click.ClickException(f"The database could not be created: {shlex.join(command)}\n\n{tail(log)}")

    def _start(self, entry: Entry, template: Template, databases: ExitStack, servers: ExitStack) -> Subject:
        name = entry.row.name
        with self.steps.step(f"start · {name}", 1):
            url = databases.enter_context(template.copy())
            log = self.directory / f"{name}.log"
            environment = {**self.environment, "LIKEWISE_DATABASE_URL": url}
            served = serving(self.processes, name, entry.command, environment=environment, log=log)
            return Subject(entry, servers.enter_context(served), url, f"load-{secrets.token_hex(6)}")

    def _check(self, subjects: Sequence[Subject]) -> None:
        first: answers.Answers | None = None
        for subject in subjects:
            with self.steps.step(f"check · {subject.entry.row.name}", 2):
                try:
                    subject.right = answers.check(subject.server.base_url, f"{subject.prefix}-check")
                except (answers.WrongAnswer, answers.Unreachable) as error:
                    subject.error = str(error)
                    continue
            first = first or subject.right
            if subject.right.digest != first.digest:
                subject.error = "its users are not those of the first row"

    def _cycle(self, subjects: Sequence[Subject], measured: Measured) -> None:
        rows = [subject.entry.row for subject in subjects]
        with self.steps.step("cycles", 0):
            begun = time.perf_counter()
            for taken in cycles(subjects, self.plan, self.seed):
                measured.slices += taken
                measured.cycles += 1
                self.steps.part(f"{measured.cycles} done", CYCLE_SECONDS * len(subjects))
                last, begun = time.perf_counter() - begun, time.perf_counter()
                if measured.cycles < self.plan.cycles:
                    continue
                if self.plan.exact:
                    measured.reason = "as many as were asked for"
                elif narrow_enough(rows, measured.slices):
                    measured.reason = "until every interval was narrow"
                elif begun + last > self.deadline:
                    measured.reason = "until the time was up, though an interval was still wide"
                else:
                    continue
                return

    def _load(self, subjects: Sequence[Subject], measured: Measured) -> None:
        order = random.Random(self.seed)  # noqa: S311  # an order to repeat, no secret
        plan = self.plan
        measured.rates = fair_rates(measured.slices)
        for number in range(1, plan.latency_rounds + 1):
            remaining = [subject for subject in subjects if subject.error is None]
            order.shuffle(remaining)
            for subject in remaining:
                name, right = subject.entry.row.name, subject.right
                spec = Spec(
                    base_url=subject.server.base_url,
                    token=right.token,
                    ids=right.ids,
                    prefix=f"{subject.prefix}-fixed-{number}",
                    shortest=right.shortest,
                    seconds=plan.latency_seconds,
                    rates=measured.rates,
                )
                with self.steps.step(f"fixed rate {number} · {name}", plan.latency_seconds + 1):
                    found = drive(self.processes, spec, self.directory, row=name, number=number)
                measured.latencies += found
                subject.loaded += sum(each.requests for each in found if each.operation == "create_user")


def fair_rates(slices: Sequence[Slice]) -> dict[Operation, int]:
    """The requests a second of each operation: an eighth of what the slowest row can answer."""
    rates: dict[Operation, int] = {}
    for operation in OPERATIONS:
        throughputs: dict[str, list[float]] = {}
        for each in slices:
            if each.operation == operation:
                throughputs.setdefault(each.row, []).append(each.requests / each.seconds)
        rates[operation] = max(1, int(min(map(median, throughputs.values()), default=8) / 8))
    return rates


def lost(subject: Subject, latencies: Sequence[Latency]) -> str | None:
    """Compare what the row has acknowledged with what is in its database, over a connection of our own."""
    stored = stored_emails(subject.url, subject.prefix)
    missing = [email for email in subject.created if email not in stored]
    if missing:
        return f"{len(missing)} users were acknowledged and are not in the database, {missing[0]} for one"
    mine = [each for each in latencies if each.row == subject.entry.row.name]
    if any(each.error for each in mine):  # then nobody knows how many there should be
        return None
    acknowledged = answers.CREATED + len(subject.created) + subject.loaded
    return None if len(stored) == acknowledged else f"{acknowledged} users were acknowledged, {len(stored)} are stored"


def _service(subject: Subject, idle: int) -> Service:
    server = subject.server
    return Service(
        row=subject.entry.row.name,
        startup=server.startup,
        idle_memory=idle,
        loaded_memory=server.memory_bytes(),
        threads=server.threads(),
    )
