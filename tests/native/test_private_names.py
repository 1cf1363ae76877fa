"""Names that an adapter uses without a promise of its framework are listed, and still mean what was read."""

from pathlib import Path

import pytest

from lab.gaps.symbols import check
from tests.adapters import ENTRIES
from tests.native.private import ROOT, Private, listed, names_in, underscored

NAMES = listed()
FOLDERS = sorted(entry["package"] for entry in ENTRIES.values())


@pytest.mark.parametrize("private", NAMES, ids=lambda private: f"{private.used}-{private.name}")
def test_the_code_of_a_private_name_is_that_which_was_read(private: Private) -> None:
    found = private.digest_now()
    assert found == private.digest, (
        f"{private.name} has other code in {private.installed} than in {private.release}. Read it again where "
        f'{private.used} uses it. Then write release = "{private.installed}" and digest = "{found}" into private.toml.'
    )


@pytest.mark.parametrize("private", NAMES, ids=lambda private: f"{private.used}-{private.name}")
def test_a_private_name_is_used_where_the_list_says(private: Private) -> None:
    check(private.path, private.symbol)
    assert set(private.name.split(".")[-2:]) & names_in(ROOT / private.path), "take it off the list"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_name_with_an_underscore_is_listed(folder: str) -> None:
    used = {
        f"{path.relative_to(ROOT).as_posix()}: {name}"
        for path in (ROOT / folder).rglob("*.py")
        for name in underscored(path)
    }
    known = {f"{each.path}: {part}" for each in NAMES for part in each.name.split(".")}
    assert not used - known, "use a documented name, or list it in tests/native/private.toml"


def test_a_private_name_that_nobody_lists_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("from a._b import c\nc.d._e()\ngetattr(c, '_f')\nc.__class__\n", encoding="utf-8")
    assert underscored(module) == {"_b", "_e", "_f"}
