"""Shows the current step and the time left."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Task as RichTask
from rich.text import Text


class LeftColumn(TextColumn):
    """The time left by the plan. The column of rich estimates it from past speed, and so jumps between stages."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: RichTask) -> Text:
        left = max(int((task.total or 0) - task.completed), 0)
        return Text(f"about {left // 60}:{left % 60:02} left", style="progress.remaining")


class Steps:
    """A bar over the planned seconds; without a terminal, a line for each step."""

    def __init__(self, console: Console, seconds: float) -> None:
        self._console = console
        self._name = ""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(24),
            TimeElapsedColumn(),
            LeftColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=seconds)

    def __enter__(self) -> "Steps":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def step(self, name: str, seconds: float) -> Generator[None]:
        """A step that is planned to take this many seconds, without its parts."""
        if not self._console.is_terminal:
            self._console.print(name, highlight=False)
        self._name = name
        self._progress.update(self._task, description=name)
        yield
        self._progress.advance(self._task, seconds)

    def part(self, detail: str, seconds: float) -> None:
        """A part of the current step has ended, that was planned to take this many seconds."""
        self._progress.update(self._task, advance=seconds, description=f"{self._name} · {detail}")

    def replan(self, seconds: float) -> None:
        """Plan this many seconds for everything that is left."""
        self._progress.update(self._task, total=self._progress.tasks[0].completed + seconds)
