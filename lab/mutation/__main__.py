"""python -m lab.mutation: draws a sample of mutants, runs the tests against each, and shows what survives."""

import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from random import SystemRandom

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lab.mutation.draw import equivalent, generated, mutants, sample
from lab.mutation.mutant import Mutant
from lab.mutation.targets import FOLDERS
from lab.mutation.trial import STILLBORN, SURVIVED, Copy, TrialError

INTERRUPTED = 130


class Trials:
    """Runs so many trials at a time, each in a copy of its own; leaving it ends all of them."""

    def __init__(self, jobs: int, seconds: float) -> None:
        self.seconds = seconds
        self.stop = threading.Event()
        self.stack = ExitStack()
        self.copies: SimpleQueue[Copy] = SimpleQueue()
        self.jobs = jobs

    def __enter__(self) -> "Trials":
        for _ in range(self.jobs):
            directory = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="likewise-mutation-"))
            self.copies.put(Copy(Path(directory), self.stop))
        self.pool = ThreadPoolExecutor(self.jobs)
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop.set()
        self.pool.shutdown(cancel_futures=True)
        self.stack.close()

    def start(self, mutant: Mutant) -> Future[str]:
        def hold() -> str:
            copy = self.copies.get()
            try:
                return copy.outcome(mutant, self.seconds)
            finally:
                self.copies.put(copy)

        return self.pool.submit(hold)


def try_all(trials: Trials, drawn: Iterator[Mutant], wanted: int, console: Console) -> tuple[int, list[Mutant]]:
    """Try so many mutants; one that does not start is replaced by the next. Return how many, and the survivors."""
    running: dict[Future[str], Mutant] = {}
    tried, survivors = 0, list[Mutant]()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("mutants", total=wanted)
        while True:
            for mutant in islice(drawn, min(trials.jobs, wanted - tried) - len(running)):
                running[trials.start(mutant)] = mutant
            if not running:
                return tried, survivors
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                mutant, outcome = running.pop(future), future.result()
                console.print(f"{mutant.name}: {outcome}", markup=False, soft_wrap=True, highlight=False)
                if outcome == STILLBORN:
                    continue
                tried += 1
                progress.advance(task)
                if outcome == SURVIVED:
                    survivors.append(mutant)
                    console.print(mutant.diff, markup=False, soft_wrap=True, highlight=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--of", "targets", multiple=True, type=click.Choice(list(FOLDERS)), help="Only this one; repeatable.")
@click.option("--sample", "size", type=click.IntRange(1), default=60, show_default=True, help="How many mutants.")
@click.option("--seed", type=int, help="Repeat an earlier sample; by default each run draws another one.")
@click.option("--at-least", "bar", type=click.IntRange(0, 100), default=95, show_default=True, help="Percent killed.")
@click.option("--mutant", "name", help="Only this one, by its whole name.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True, help="At a time.")
@click.option("--seconds", type=float, default=300, show_default=True, help="A test that takes longer hangs.")
@click.option("--list", "only_list", is_flag=True, help="Print the names of the sample, and run nothing.")
def main(
    *,
    targets: tuple[str, ...],
    size: int,
    seed: int | None,
    bar: int,
    name: str | None,
    jobs: int,
    seconds: float,
    only_list: bool,
) -> None:
    """Break core, compare and the adapters, one place at a time: each time some test must fail."""
    console = Console(highlight=False)
    seed = SystemRandom().getrandbits(32) if seed is None else seed
    targets = targets or tuple(FOLDERS)
    drawn = sample(chain.from_iterable(mutants(target) for target in targets), seed)
    if name is not None:
        drawn = (mutant for target in FOLDERS for mutant in generated(target) if mutant.name == name)
        size = 1
    if only_list:
        for mutant in islice(drawn, size):
            print(mutant.name)  # noqa: T201 - for a pipe, where a console would wrap
        return
    report_unknown(targets, console)
    started = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what runs in the background
    try:
        with Trials(jobs, seconds) as trials:
            tried, survivors = try_all(trials, drawn, size, console)
    except TrialError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        console.print("Stopped: nothing is left running.")
        sys.exit(INTERRUPTED)
    if not tried:
        raise click.ClickException("There is no such mutant; --list names those of a sample.")
    killed = tried - len(survivors)
    for mutant in survivors:
        console.print(f"survived: {mutant.name}", markup=False, soft_wrap=True)
    console.print(
        f"{killed} of {tried} killed, {killed * 100 // tried} % (the bar: {bar} %), of {', '.join(targets)},"
        f" --seed {seed}, in {time.monotonic() - started:.0f} seconds",
        soft_wrap=True,
    )
    sys.exit(killed * 100 < bar * tried)


def report_unknown(targets: tuple[str, ...], console: Console) -> None:
    """Name the equivalent mutants that no longer exist, because their code has changed."""
    for target in targets:
        if known := equivalent(target):
            for name in sorted(known.keys() - {mutant.name for mutant in generated(target)}):
                console.print(f"no such mutant any more: {name}; remove it from lab/mutation/equivalent", markup=False)


if __name__ == "__main__":
    main(prog_name="python -m lab.mutation")
