"""`python -m lab.mutation`: puts the mutants on trial and writes docs/mutation.md."""

import os
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lab.mutation.listing import killer, listed, read_outcomes, write_outcomes
from lab.mutation.mutant import PACKAGES, Mutant, unchanged
from lab.mutation.page import PAGE, write_page
from lab.mutation.trial import STILLBORN, SURVIVED, Copy, TrialError

INTERRUPTED = 130


class Trials:
    """So many at a time, each in a copy of its own; leaving ends all of them."""

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

    def start(self, mutant: Mutant, killer: str | None) -> Future[str]:
        def hold() -> str:
            copy = self.copies.get()
            try:
                return copy.outcome(mutant, killer, self.seconds)
            finally:
                self.copies.put(copy)

        return self.pool.submit(hold)


def try_all(trials: Trials, adapter: str, outcomes: dict[str, str], console: Console, *, again: bool) -> None:
    """Every mutant of an adapter; those that come in the place of one that does not start too.

    Beside them the adapter as it is, on which all must be green, or a mutant's death says nothing.
    """
    sound = trials.start(unchanged(adapter), None) if again else None
    done: set[str] = set()
    known = {name for name, outcome in outcomes.items() if outcome not in {SURVIVED, STILLBORN}}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(adapter, total=None)
        while waiting := [
            mutant
            for mutant in listed(adapter, outcomes)
            if mutant.name not in done and (again or mutant.name not in known)
        ]:
            progress.update(task, total=len(done) + len(waiting))
            running = {trials.start(mutant, killer(outcomes, mutant)): mutant for mutant in waiting}
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    mutant = running.pop(future)
                    outcomes[mutant.name] = told = future.result()
                    done.add(mutant.name)
                    progress.advance(task)
                    write_outcomes(outcomes)
                    console.print(f"{mutant.name}  {told}", markup=False, soft_wrap=True)
        if sound is not None and (told := sound.result()) != SURVIVED:
            raise click.ClickException(f"The contract is red on {adapter} as it is: {told}")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--adapter", "adapters", multiple=True, type=click.Choice(list(PACKAGES)), help="This one; repeatable.")
@click.option("--mutant", "name", help="This one alone: its diff, and the test that kills it.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True, help="At a time.")
@click.option("--seconds", type=float, default=300, show_default=True, help="A test that takes longer hangs.")
@click.option("--new", "only_new", is_flag=True, help="Only those that no test is known to kill.")
@click.option("--list", "only_list", is_flag=True, help="Say which there are, and try none.")
def main(
    *, adapters: tuple[str, ...], name: str | None, jobs: int, seconds: float, only_new: bool, only_list: bool
) -> None:
    """Break each adapter in all ways of the list; each must turn the contract red. Ctrl-C leaves nothing behind."""
    outcomes, console = read_outcomes(), Console(highlight=False)

    def chosen() -> list[Mutant]:
        return [mutant for adapter in adapters or PACKAGES for mutant in listed(adapter, outcomes)]

    if only_list:
        for mutant in chosen():
            print(mutant.name, outcomes.get(mutant.name, ""), sep="\t")  # noqa: T201 - for a pipe, which a console would wrap
        return
    started = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has had it ignored, if this is in the background
    try:
        with Trials(1 if name else jobs, seconds) as trials:
            if name:
                try_one(trials, [mutant for mutant in chosen() if mutant.name == name], outcomes, console)
                return
            for adapter in adapters or PACKAGES:
                try_all(trials, adapter, outcomes, console, again=not only_new)
    except TrialError as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        console.print("Stopped: nothing is left running.")
        sys.exit(INTERRUPTED)
    write_page(outcomes)
    console.print(f"{PAGE.name} written after {time.monotonic() - started:.0f} seconds")
    sys.exit(any(outcomes.get(mutant.name, SURVIVED) == SURVIVED for mutant in chosen()))


def try_one(trials: Trials, found: list[Mutant], outcomes: dict[str, str], console: Console) -> None:
    if not found:
        raise click.ClickException("There is no such mutant; --list says which there are.")
    console.print(found[0].diff(), markup=False, soft_wrap=True)
    told = trials.start(found[0], killer(outcomes, found[0])).result()
    console.print(told if told == SURVIVED else f"killed by {told}", markup=False, soft_wrap=True)
    sys.exit(told == SURVIVED)


if __name__ == "__main__":
    main(prog_name="python -m lab.mutation")
