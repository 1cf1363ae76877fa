"""Shows the progress of a run: a bar on a terminal, else a line from time to time."""

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

SECONDS_BETWEEN_LINES = 30


class Progressing:
    """Shows requests, requests a second, the time left and the differences, inside a `with` block."""

    def __init__(self, console: Console, wanted: int) -> None:
        self.console = console
        self.wanted = wanted
        self.done = 0
        self.differences = 0
        self.started = self.last_line = time.monotonic()
        columns = (
            TextColumn("{task.fields[group]}"),
            BarColumn(),
            TextColumn("{task.completed:,} of {task.total:,} requests, {task.fields[rate]:.0f} a second,"),
            TimeRemainingColumn(),
            TextColumn("left, {task.fields[differences]} differences"),
        )
        self.bar = Progress(*columns, console=console, disable=not console.is_terminal, speed_estimate_period=120)
        self.task = self.bar.add_task("", total=wanted, group="", rate=0, differences=0)

    @property
    def rate(self) -> float:
        """Requests a second since the start; each goes to every adapter."""
        return self.done / max(0.001, time.monotonic() - self.started)

    def tell(self, group: str, done: int) -> None:
        """Note how many requests have been sent."""
        self.done = done
        shown = min(done, self.wanted)
        self.bar.update(self.task, completed=shown, group=group, rate=self.rate, differences=self.differences)
        if not self.console.is_terminal and time.monotonic() - self.last_line > SECONDS_BETWEEN_LINES:
            self.last_line = time.monotonic()
            minutes = max(0, self.wanted - done) / max(0.001, self.rate) / 60
            left = f"{minutes:.0f} minutes left" if done < self.wanted else "aiming at outcomes not reached yet"
            self.say(
                f"{group}: {done:,} of {self.wanted:,} requests, {self.rate:.0f} a second, "
                f"{left}, {self.differences} differences"
            )

    def say(self, text: str) -> None:
        """Print a line, above the bar if there is one."""
        self.console.print(text, markup=False, soft_wrap=True)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.bar.stop()
