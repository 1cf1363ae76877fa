"""Writes a report whole or not at all."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

FILES = {"results.json", "index.html"}


def check(directory: Path) -> None:
    """Refuse, before anything is measured, to replace a directory that holds more than an earlier report."""
    strangers = (
        sorted(path.name for path in directory.iterdir() if path.name not in FILES) if directory.exists() else []
    )
    if strangers:
        raise click.ClickException(
            f"{directory} has files that are not a report's ({', '.join(strangers[:3])}): "
            "choose another directory with --output"
        )


@contextmanager
def appearing(directory: Path) -> Generator[Path]:
    """A temporary directory beside this one. It gets its name if the block succeeds, and is removed otherwise."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield temporary
        temporary.chmod(0o755)  # mkdtemp's own mode would keep a web server or a colleague from reading it
        check(directory)
        shutil.rmtree(directory, ignore_errors=True)
        temporary.rename(directory)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
