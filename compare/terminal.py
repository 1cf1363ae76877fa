"""The verdict as a table for the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from compare.draw import in_order, number, times
from compare.judge import Figure, judge
from compare.results import OPERATIONS, Contract, Results

STYLES = {"more": "yellow", "less": "green", "tie": "dim", "floor": ""}


def show(results: Results, console: Console) -> None:
    """Print the table, and below it everything that went wrong."""
    judgement = judge(results)
    table = Table(
        title="Server CPU per request in µs, over the floor of its kind", title_justify="left", pad_edge=False
    )
    table.add_column("")
    table.add_column("contract", justify="right")
    for operation in OPERATIONS:
        table.add_column(operation, justify="right")
    table.add_column("start-up s", justify="right")
    table.add_column("memory MiB", justify="right")
    kind = ""
    for row in in_order(results.rows):
        if kind and row.kind != kind:
            table.add_section()
        kind = row.kind
        costs = [over_floor(judgement.figure(row.name, "cpu", operation), "cpu") for operation in OPERATIONS]
        rest = [plain(judgement.figure(row.name, key), key) for key in ("startup", "loaded")]
        table.add_row(row.name, _contract(results.contract(row.adapter)), *costs, *rest)
    console.print(table)
    noise = (judgement.noise["cpu"] - 1) * 100
    console.print(f"tie: no difference beyond the noise, which was {noise:.0f}% for CPU in this run", style="dim")
    for failure in results.failures:
        console.print(f"✗ {failure}", style="red", markup=False, highlight=False)


def over_floor(figure: Figure | None, key: str) -> Text:
    """A median and its ratio to the floor, or the word for a tie."""
    if figure is None:
        return Text("not measured", style="red")
    text = Text(number(figure.median, key))
    if figure.call in {"more", "less"} and figure.ratio is not None:
        text.append(f" {times(figure.ratio)}", style=STYLES[figure.call])
    elif figure.call is not None:
        text.append(f" {figure.call:>5}", style=STYLES[figure.call])
    return text


def plain(figure: Figure | None, key: str) -> str:
    return "-" if figure is None else number(figure.median, key)


def _contract(contract: Contract) -> Text:
    if contract.kept:
        return Text(f"{contract.passed} passed", style="green")
    return Text(f"{contract.failed} failed" if contract.failed else "error", style="bold red")
