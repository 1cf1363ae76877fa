"""`nox -s generate`: renders the sync twins afresh and compares them with those that are there; --write writes them."""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path


def main(*, write: bool) -> None:
    twins: Mapping[str, str] = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["unasyncd"]["files"]
    with tempfile.TemporaryDirectory() as rendered:
        # Not its own --check, which passes whatever it finds. Exit 1 means "written" and "crashed" alike: only a second
        # run that has nothing to write tells that the first was whole.
        command = ["unasyncd", *(f"{source}:{rendered}/{twin}" for source, twin in twins.items())]
        render(command, {0, 1})
        render(command, {0})
        for twin in twins.values():
            fresh = Path(rendered, twin)
            if write:
                shutil.rmtree(twin, ignore_errors=True)
                shutil.copytree(fresh, twin)
            elif changed := python_files(fresh).items() ^ python_files(Path(twin)).items():
                names = ", ".join(sorted({name for name, _ in changed}))
                sys.exit(f"{twin} is stale: {names}. Run: nox -s generate -- --write")


def render(command: Sequence[str], successes: Collection[int]) -> None:
    """Run the command; end with a message if its exit code is no success."""
    code = subprocess.run(command, check=False).returncode  # noqa: S603  # names from our own pyproject.toml
    if code not in successes:
        sys.exit(f"unasyncd ended with exit code {code}.")


def python_files(folder: Path) -> dict[str, bytes]:
    """The modules below a folder, by their relative path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}


if __name__ == "__main__":
    main(write="--write" in sys.argv[1:])
