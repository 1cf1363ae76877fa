"""The time that is said to be left."""

import re
from io import StringIO

from rich.console import Console

from compare.progress import Steps


def left(screen: StringIO) -> str:
    """The time left when the bar was last drawn."""
    return re.findall(r"about (\d+:\d\d) left", screen.getvalue())[-1]


def test_what_is_done_is_subtracted_from_the_plan() -> None:
    screen = StringIO()
    with Steps(Console(file=screen, force_terminal=True, width=120), 100) as steps:
        with steps.step("first", 20):
            pass
        with steps.step("second", 3):
            steps.part("of it", 5)
    assert left(screen) == "1:12"


def test_a_new_plan_for_what_is_left_does_not_forget_what_is_done() -> None:
    screen = StringIO()
    with Steps(Console(file=screen, force_terminal=True, width=120), 100) as steps:
        with steps.step("the contract", 40):
            pass
        steps.replan(30)
    assert left(screen) == "0:30"


def test_without_a_terminal_each_step_is_a_line() -> None:
    screen = StringIO()
    with Steps(Console(file=screen), 10) as steps, steps.step("cycles", 5):
        steps.part("1 done", 1)
    assert screen.getvalue() == "cycles\n"
