"""Shows the progress of a run on a terminal, and nothing elsewhere."""

from typing import Self

from rich.console import Console
from rich.progress import Progress as Bar


class Progress:
    """A bar inside a `with` block."""

    def __init__(self, console: Console) -> None:
        self.bar = Bar(console=console, transient=True, disable=not console.is_terminal)
        self.task = self.bar.add_task("asking", total=None)

    def begin(self, tests: int) -> None:
        self.bar.update(self.task, total=tests)

    def step(self) -> None:
        self.bar.advance(self.task)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.bar.stop()
