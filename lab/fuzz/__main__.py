"""`nox -s fuzz`: sends generated requests to every adapter; a difference becomes a file, and the run goes on."""

import logging
import os
import shlex
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom

import click
from hypothesis.configuration import set_hypothesis_home_dir
from rich.console import Console

from lab.fuzz import cases, coverage
from lab.fuzz.fleet import Likeness, Member
from lab.fuzz.group import Group, grouped, running
from lab.fuzz.progress import Progressing
from lab.fuzz.stream import Stream, kinds
from tests.adapters import ADAPTERS
from tests.databases import Databases, open_databases
from tests.deployment import prepare
from tests.endings import end_with_the_verdict
from tests.variants import DATABASES, TRANSPORTS, variants_of

INTERRUPTED = 130
MEMORY = Path("/dev/shm")  # noqa: S108 - only temporary directories with random names are created in it


class Fuzz:
    """One run over some groups; its counts and differences are complete whenever it ends."""

    def __init__(self, console: Console, *, requests: int, seed: int, limit: int, folder: Path) -> None:
        """`limit` is the number of differences at which the run ends."""
        self.console = console
        self.requests = requests
        self.seed = seed
        self.limit = limit
        self.folder = folder
        self.tally = coverage.Tally()
        self.successes = 0.0
        self.known = Counter[Likeness]()
        self.written: list[tuple[Path, Likeness]] = []

    def run(self, groups: list[Group], server_url: str | None) -> None:
        """Send each group its share of the requests; start a PostgreSQL if there is no URL of one."""
        with Progressing(self.console, self.requests) as progress:
            for number, group in enumerate(groups):
                share = self.requests * (number + 1) // len(groups) - self.requests * number // len(groups)
                with started(group, server_url) as members:
                    try:
                        self.ask(group, members, share, progress)
                    except KeyboardInterrupt:
                        progress.say("Stopping the applications …")
                        raise

    def ask(self, group: Group, members: list[Member], requests: int, progress: Progressing) -> None:
        before = self.tally.total()
        told = coverage.Tally()

        def tell(tally: coverage.Tally) -> None:
            self.tally.update(tally - told)
            told.update(tally - told)
            progress.tell(str(group), self.tally.total())

        stream = Stream(members, group.seed(self.seed), known=self.known, tell=tell)
        every = kinds(over_a_socket=group.transport == "socket")
        while len(self.written) < self.limit:
            missing = before + requests - self.tally.total()
            difference = stream.run(missing, every) if missing > 0 else stream.reach()
            if missing > 0:
                self.successes = coverage.successes(
                    self.tally
                )  # before it aims at missing outcomes, which are refusals
            elif difference is None:
                return
            if difference is not None:
                options = f"--database {group.database} --transport {group.transport} --seed {self.seed}"
                path = cases.write(self.folder, difference, options)
                self.written.append((path, difference.found_as or difference.likeness))
                progress.differences = len(self.written)
                progress.say(f"{group}: {path}\n\n{difference}\n")

    def report(self) -> bool:
        """Print the counts and the differences; return whether there is nothing to correct."""
        unreached = coverage.unreached(self.tally)
        for line in coverage.table(self.tally):
            self.console.print(line, markup=False, soft_wrap=True)
        for operation, outcome in unreached:
            self.console.print(f"declared and not reached: {operation} {outcome}", markup=False)
        for path, likeness in self.written:
            self.console.print(f"{path}: seen {self.known[likeness]} times", markup=False, soft_wrap=True)
        self.console.print(f"{len(self.written)} differences (--seed {self.seed})", markup=False)
        return not self.written and not unreached and self.successes >= coverage.HALF


@contextmanager
def started(group: Group, server_url: str | None) -> Generator[list[Member]]:
    """Start the applications of a group, on databases that are deleted afterwards."""
    with ExitStack() as stack:
        # SQLite waits for the disk at each commit, which finds no fault. PostgreSQL has a setting against that, and its
        # wheel leaves a lock file in the directory for temporary files.
        if group.database == "sqlite" and os.access(MEMORY, os.W_OK):
            stack.enter_context(temporary_files_in(MEMORY))
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="likewise-fuzz-")))
        set_hypothesis_home_dir(directory / "hypothesis")
        databases = stack.enter_context(open_databases(group.database, server_url, prepare))

        def of_kind(kind: str) -> Databases:
            return databases

        yield stack.enter_context(running(group, of_kind, directory))


@contextmanager
def temporary_files_in(directory: Path) -> Generator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(directory)
    try:
        yield
    finally:
        tempfile.tempdir = before


def take_server_url() -> str | None:
    """Return the URL of a PostgreSQL in the environment, if any; hide our variables from the applications."""
    url = os.environ.get("LIKEWISE_DATABASE_URL", "")
    for name in [name for name in os.environ if name.startswith("LIKEWISE_")]:
        del os.environ[name]
    return url if url.startswith("postgresql") else None


end_with_the_verdict()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--requests",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    help="How many in all; more follow to reach the outcomes that are missing.",
)
@click.option("--adapter", "names", multiple=True, type=click.Choice(list(ADAPTERS)), help="Only this one; repeatable.")
@click.option("--database", type=click.Choice([*DATABASES, "all"]), default="all", show_default=True)
@click.option("--transport", type=click.Choice([*TRANSPORTS, "all"]), default="all", show_default=True)
@click.option("--seed", type=int, help="Repeat the requests of an earlier run.")
@click.option(
    "--differences", type=click.IntRange(1), default=20, show_default=True, help="End after so many differences."
)
@click.option("--cases", "folder", type=click.Path(path_type=Path), default=Path("fuzz-cases"), show_default=True)
@click.option(
    "--replay", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Send the requests of this file."
)
def main(
    *,
    requests: int,
    names: tuple[str, ...],
    database: str,
    transport: str,
    seed: int | None,
    differences: int,
    folder: Path,
    replay: Path | None,
) -> None:
    """Send generated requests to all adapters at once, in process and over sockets; exit 1 where they differ.

    Each database and transport gets an equal share. Ctrl-C ends the run with the counts so far.
    """
    console = Console(highlight=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers and databases must not outlive the run
    logging.disable(logging.INFO)  # what the applications in this process log of their start
    adapters = [adapter for name in names or ADAPTERS for adapter in ADAPTERS[name]]
    groups = grouped(variants_of(adapters, database, transport))
    server_url = take_server_url()
    if replay is not None:
        sys.exit(0 if again(replay, groups, server_url, console) else 1)
    chosen = SystemRandom().getrandbits(32) if seed is None else seed
    fuzz = Fuzz(console, requests=requests, seed=chosen, limit=differences, folder=folder)
    console.print(f"{shlex.join(map(str, groups))}: {requests:,} requests to each adapter, --seed {chosen}.")
    try:
        fuzz.run(groups, server_url)
    except KeyboardInterrupt:
        console.print("Stopped: nothing is left running. So far:")
        fuzz.report()
        sys.exit(INTERRUPTED)
    sys.exit(0 if fuzz.report() else 1)


def again(path: Path, groups: list[Group], server_url: str | None, console: Console) -> bool:
    """Replay a case on every group; return whether all answers are equal."""
    alike = True
    for group in groups:
        with started(group, server_url) as members:
            difference = cases.replay(path, members)
        console.print(f"{group}: {'alike' if difference is None else 'a difference'}", markup=False)
        if difference is not None:
            alike = False
            console.print(difference.told, markup=False, soft_wrap=True)
    return alike


if __name__ == "__main__":
    main(prog_name="nox -s fuzz --")
