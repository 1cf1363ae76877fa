"""The verdict in the terminal, line by line and with its colours."""

from io import StringIO

import pytest
from rich.console import Console

from compare.judge import Figure, judge
from compare.results import Contract, Failure
from compare.terminal import over_floor, plain, show
from tests.compare.making import ALPHA, CONTROL, FLOOR, costing, results

BROKEN = Contract(
    adapter="alpha",
    passed=9,
    failed=1,
    seconds=1,
    failures=(Failure(test="tests.t[a]", output="assert [500] == [201]"),),
    command="pytest -x [a]",
)
COSTS = costing((FLOOR, 100), (ALPHA, 130), (CONTROL, 103))
TIMES = "\N{MULTIPLICATION SIGN}"
# rich breaks a title that is wider than its table.
SHOWN = """\
Server CPU per request in µs, over the floor of its
kind
             contract  get_user list_users create_user
──────────────────────────────────────────────────────
floor       10 passed 100 floor  100 floor   100 floor
alpha        1 failed 130 1.30x  130 1.30x   130 1.30x
floor again 10 passed 103   tie  103   tie   103   tie
tie: no difference of 5 % or more is sure. The same application twice:
  floor again, get_user: 1.03 (1.03 to 1.03)
  floor again, list_users: 1.03 (1.03 to 1.03)
  floor again, create_user: 1.03 (1.03 to 1.03)

Start-up, memory after load, packages over core's, lines of
code
            start-up s memory MiB packages handlers plumbing
────────────────────────────────────────────────────────────
floor             0.80         60        2       90      200
alpha             0.80         60        2       90      200
floor again       0.80         60        2       90      200
✗ alpha breaks the contract: 1 failed

tests.t[a]
assert [500] == [201]

To repeat it: pytest -x [a]
""".replace("30x", f"30{TIMES}")


def shown(contracts: list[Contract], *, width: int = 80) -> str:
    screen = Console(file=StringIO(), record=True, width=width, force_terminal=True, color_system="standard")
    show(results(COSTS, contracts), screen)
    return screen.export_text(styles=True)


def plainly(contracts: list[Contract]) -> str:
    screen = StringIO()
    show(results(COSTS, contracts), Console(file=screen, width=80))
    return screen.getvalue()


def words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_the_verdict_has_a_table_of_requests_one_of_the_rest_and_what_went_wrong() -> None:
    assert [line.rstrip() for line in plainly([BROKEN]).splitlines()] == SHOWN.splitlines()


def test_without_a_failure_nothing_follows_the_tables() -> None:
    assert words(plainly([])) == words(SHOWN.partition("✗")[0].replace("1 failed", "10 passed"))


def test_the_tables_and_the_failures_have_colours() -> None:
    text = shown([BROKEN, Contract(adapter="floor", error="no test ran")])
    red, bold_red, green, yellow, dim = ("\x1b[31m", "\x1b[1;31m", "\x1b[32m", "\x1b[33m", "\x1b[2m")
    assert f"{red}✗ alpha breaks the contract: 1 failed\x1b[0m" in text
    assert f"{bold_red}tests.t[a]\x1b[0m" in text
    assert f"{bold_red}1 failed\x1b[0m" in text
    assert f"{bold_red}   error\x1b[0m" in text
    assert f"{yellow} 1.30{TIMES}\x1b[0m" in text
    assert f"{dim} floor\x1b[0m" in text
    assert f"{dim}   tie\x1b[0m" in text
    assert f"{dim}tie: no difference of 5 % or more" in text
    assert "\x1b[1mServer CPU" in text
    assert "assert [500] == [201]" in text.splitlines()
    assert "To repeat it: pytest -x [a]" in text.splitlines()
    assert f"{green}10 passed\x1b[0m" in shown([])


def test_a_long_output_and_its_command_are_not_broken_into_lines() -> None:
    long = "x " * 100
    failure = Failure(test=long, output=long)
    text = shown([BROKEN.model_copy(update={"failures": (failure,), "command": long})])
    assert text.count(long) == 3


def test_an_adapter_without_a_footprint_or_a_figure_has_fewer_cells() -> None:
    screen = StringIO()
    bare = results(costing((FLOOR, 100))).model_copy(update={"footprints": ()})
    show(bare, Console(file=screen, width=80))
    lines = words(screen.getvalue())
    assert ["floor", "0.80", "60"] in lines
    assert ["alpha", "-", "-"] in lines
    assert ["alpha", "10", "passed", "-", "-", "-"] in lines


@pytest.mark.parametrize(
    ("cost", "text", "style"),
    [(130, f"130 1.30{TIMES}", "yellow"), (70, f"70 0.70{TIMES}", "green"), (101, "101   tie", "dim")],
)
def test_a_cell_shows_the_ratio_of_a_difference_in_either_direction(cost: int, text: str, style: str) -> None:
    figure = judge(results(costing((FLOOR, 100), (ALPHA, cost)))).figure(ALPHA.name, "cpu")
    cell = over_floor(figure)
    assert (cell.plain, [str(span.style) for span in cell.spans]) == (text, [style])


def test_a_cell_shows_a_tie_as_a_word_instead_of_its_ratio() -> None:
    cell = over_floor(Figure(101, 101, 101, 1, 1.01, 1.01, 1.01, "tie"))
    assert (cell.plain, [str(span.style) for span in cell.spans]) == ("101   tie", ["dim"])


def test_a_cell_without_a_ratio_shows_the_figure_alone() -> None:
    figure = judge(results(costing((ALPHA, 130)))).figure(ALPHA.name, "cpu")  # its floor was not measured
    assert over_floor(figure).plain == "130"
    assert (over_floor(None).plain, over_floor(None).style) == ("-", "red")
    assert (plain(figure, "cpu"), plain(None, "cpu")) == ("130", "-")
