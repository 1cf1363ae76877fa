"""Each link of a page leads somewhere: to a file that exists, a symbol that it defines, a heading that it has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [str(path.relative_to(ROOT)) for pattern in ("*.md", "*/*.md") for path in sorted(ROOT.glob(pattern))]
# The text of a link, its file (none within a page), and what follows the #.
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)")
SYMBOL = re.compile(r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)`")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for text, target, fragment in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), f"{page}: {target} does not exist"
        symbol = SYMBOL.fullmatch(text)
        if symbol and path.suffix == ".py" and not text.endswith(".py`"):
            assert symbol[1] in defined_in(path), f"{page}: {target} does not define {symbol[1]}"
        if fragment and path.suffix == ".md":
            assert fragment in headings_of(path), f"{page}: {target} has no heading #{fragment}"


@pytest.mark.parametrize("page", PAGES)
def test_no_link_names_a_line(page: str) -> None:
    # A line's number changes with every edit above it; a symbol is found wherever it is.
    assert not re.findall(r"\]\([^)]*#L\d[^)]*\)", (ROOT / page).read_text(encoding="utf-8"))


def test_the_first_screen_has_the_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    assert sum("nox" in line and "python3 -m venv" in line for line in first_screen) == 2


def defined_in(path: Path) -> set[str]:
    """The functions, classes and names that a file defines; the members of a class also as `Class.member`."""
    return set(definitions(ast.parse(path.read_text(encoding="utf-8")).body))


def definitions(body: list[ast.stmt], owner: str = "") -> Iterator[str]:
    for statement in body:
        for name in names_of(statement):
            yield name
            yield f"{owner}{name}"
        if isinstance(statement, ast.ClassDef):
            yield from definitions(statement.body, f"{owner}{statement.name}.")
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from definitions(statement.body)  # handlers may be inside a factory


def names_of(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def headings_of(path: Path) -> set[str]:
    """The anchors of a page's headings, spelled as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
