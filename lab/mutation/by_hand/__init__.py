"""What goes wrong in real life, adapter by adapter: patterns over its files, each of which must match once."""

import tomllib
from pathlib import Path

from lab.mutation.mutant import PACKAGES, ROOT, Mutant

DIRECTORY = Path(__file__).parent


class PatternError(Exception):
    """A pattern that matches nowhere, or more than once: the code has changed under it."""


def mutants(adapter: str) -> list[Mutant]:
    """Those of the files `ADAPTER_*.toml`, in their order. Raises `PatternError`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DIRECTORY.glob(f"{adapter}_*.toml"))]
    listed = [each for text in texts for each in tomllib.loads(text)["mutant"]]
    return [Mutant(adapter, each["name"], edited(adapter, each)) for each in listed]


def edited(adapter: str, described: dict[str, str]) -> dict[str, str]:
    """The files after the replacement; a second pair is `file2`, `search2`, `replace2`."""
    files: dict[str, str] = {}
    for number in ("", "2"):
        if f"file{number}" not in described:
            continue
        path = f"{PACKAGES[adapter]}/{described[f'file{number}']}"
        text = files.get(path) or (ROOT / path).read_text(encoding="utf-8")
        search = described[f"search{number}"]
        if (found := text.count(search)) != 1:
            raise PatternError(
                f"The mutant {adapter}:{described['name']} no longer applies: its pattern is {found} times in {path}:\n"
                f"{search}"
            )
        files[path] = text.replace(search, described[f"replace{number}"])
    return files
