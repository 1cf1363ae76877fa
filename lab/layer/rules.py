"""Reads the rules of docs/contract.md: each is a bullet, or the table or list above a line "Held by"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.contract.page import PAGE

TEST = r"`([\w/]+\.py::test_\w+)`"


class Rule(NamedTuple):
    """One rule: the section that it stands in, what it says, and the tests that hold it."""

    section: str
    text: str
    tests: tuple[str, ...]


def rules(page: str = PAGE) -> list[Rule]:
    """Every rule that names a test, in the order of the page."""
    return list(read(page))


def read(page: str) -> Iterator[Rule]:
    section = ""
    # A heading, a bullet with its further lines, or a paragraph.
    for block in re.split(r"\n(?=#|- |\n)", page):
        if block.startswith("## "):
            section = block.removeprefix("## ").strip()
        elif tests := tuple(re.findall(TEST, block)):
            yield Rule(section, section if block.strip().startswith("Held by") else wording(block), tests)


def wording(bullet: str) -> str:
    """What a bullet says, without its tests, on one line; its links lead to the page from beside it."""
    said = re.sub(rf"\s*{TEST}[,.]?", "", bullet.strip().removeprefix("- "))
    return " ".join(said.split()).replace("](#", "](contract.md#").replace("|", "\\|")
