"""Runs one whole comparison. Its report is written only if it reaches its end."""

from pathlib import Path

from rich.console import Console

from compare import draw, measure, output, terminal
from compare.processes import Processes
from compare.results import write

INTERRUPTED = 130
"""The exit code that shells use for a program that SIGINT has ended."""


def run(comparison: measure.Comparison, directory: Path, console: Console) -> int:
    """Write the report and return the exit code: 0, or 1 if anything in the report is red, or 130 after Ctrl-C."""
    output.check(directory)
    try:
        with Processes() as processes, output.appearing(directory) as temporary:
            results = measure.run(comparison, processes, console)
            write(results, temporary / "results.json")
            draw.write(results, temporary / "index.html")
    except KeyboardInterrupt:
        console.print("Stopped. Every server has ended; no report was written.")
        return INTERRUPTED
    terminal.show(results, console)
    console.print(f"{directory / 'index.html'}, from {directory / 'results.json'}", highlight=False)
    return 1 if results.failures else 0
