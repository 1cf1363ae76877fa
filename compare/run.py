"""One whole comparison: measured, judged, drawn, and on disk only if it came to its end."""

from pathlib import Path

from rich.console import Console

from compare import draw, measure, output, terminal
from compare.processes import Processes
from compare.results import write

INTERRUPTED = 130
"""What a shell answers for a program that SIGINT ended."""


def run(comparison: measure.Comparison, directory: Path, console: Console) -> int:
    """Make the report and return the exit code: 0, 1 when something in the report is red, 130 after Ctrl-C."""
    output.check(directory)
    try:
        with Processes() as processes, output.appearing(directory) as temporary:
            results = measure.run(comparison, processes, console)
            write(results, temporary / "results.json")
            draw.write(results, temporary / "index.html")
    except KeyboardInterrupt:
        console.print("Stopped: every server has ended, no report was written.")
        return INTERRUPTED
    terminal.show(results, console)
    console.print(f"{directory / 'index.html'}, from {directory / 'results.json'}", highlight=False)
    return 1 if results.failures else 0
