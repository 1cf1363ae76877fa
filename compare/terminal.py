"""Prints the verdict as tables, narrow enough for 80 columns."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from compare.draw import in_order, number, times, twins
from compare.judge import Figure, Judgement, judge
from compare.results import OPERATIONS, Contract, Results

STYLES = {"more": "yellow", "less": "green", "tie": "dim", "floor": "dim"}


def show(results: Results, console: Console) -> None:
    """Print what the requests cost and what everything else costs, and below it all that went wrong."""
    judgement = judge(results)
    console.print(_requests(results, judgement))
    console.print(
        "tie: no difference of 5 % or more is sure. The same application twice:", style="dim", highlight=False
    )
    for name, ratio in twins(results.rows, judgement).items():
        console.print(f"  {name}: {ratio}", style="dim", highlight=False)
    console.print()
    console.print(_beside(results, judgement))
    for failure in results.failures:
        console.print(f"✗ {failure}", style="red", markup=False, highlight=False)
    for contract in results.contracts:
        if not contract.kept:
            _explain(contract, console)


def _explain(contract: Contract, console: Console) -> None:
    """Print the output of each failed test, unfolded so that it can be copied, and the command that repeats it."""
    for failure in contract.failures:
        console.print(f"\n{failure.test}", style="bold red", markup=False, highlight=False, soft_wrap=True)
        console.print(failure.output, markup=False, highlight=False, soft_wrap=True)
    if contract.command:
        console.print(f"\nTo repeat it: {contract.command}", markup=False, highlight=False, soft_wrap=True)


def _requests(results: Results, judgement: Judgement) -> Table:
    table = _table("Server CPU per request in µs, over the floor of its kind", "contract", *OPERATIONS)
    for row in in_order(results.rows):
        costs = [over_floor(judgement.figure(row.name, "cpu", operation)) for operation in OPERATIONS]
        table.add_row(row.name, _contract(results.contract(row.adapter)), *costs)
    return table


def _beside(results: Results, judgement: Judgement) -> Table:
    headings = ("start-up s", "memory MiB", "packages", "handlers", "plumbing")
    table = _table("Start-up, memory after load, packages over core's, lines of code", *headings)
    for row in in_order(results.rows):
        measured = [plain(judgement.figure(row.name, key), key) for key in ("startup", "loaded")]
        footprint = results.footprint(row.adapter)
        counted = (len(footprint.dependencies), footprint.handler_lines, footprint.plumbing_lines) if footprint else ()
        table.add_row(row.name, *measured, *(str(count) for count in counted))
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=0, show_edge=False
    )
    table.add_column("", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def over_floor(figure: Figure | None) -> Text:
    """A median and its ratio to the floor, or the word for a tie."""
    if figure is None:
        return Text("-", style="red")
    text = Text(number(figure.median, "cpu"))
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
