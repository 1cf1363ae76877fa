"""The README's links lead where they say: files that exist, lines that begin the handler named."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [str(path.relative_to(ROOT)) for pattern in ("*.md", "*/*.md") for path in sorted(ROOT.glob(pattern))]
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#]+)(?:#L(\d+)(?:-L(\d+))?)?\)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links(document: str) -> None:
    for text, target, first, last in LINK.findall((ROOT / document).read_text(encoding="utf-8")):
        path = (ROOT / document).parent / target
        assert path.exists(), f"{document}: {target}"
        if not first:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        assert int(last or first) <= len(lines), f"{document}: {target} has no line {last or first}"
        if re.fullmatch(r"[a-z_]+", text):
            assert re.search(rf"\bdef {text}\(", lines[int(first) - 1]), (
                f"{document}: {text} is not at {target}#L{first}"
            )


def test_the_first_screen_has_the_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    assert sum("nox" in line and "python3 -m venv" in line for line in first_screen) == 2
