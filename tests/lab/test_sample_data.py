"""The generator of the sample data writes what is committed."""

import gzip
from pathlib import Path

from core.sample_data.reading import DIRECTORY
from lab.sample_data.generate import generate, render, write


def read(path: Path) -> str:
    """Read a file's text. Bytes are no evidence: another release of zlib compresses differently."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()


def test_the_committed_rows_are_those_that_the_generator_makes() -> None:
    for name, rows in generate().items():
        [path] = DIRECTORY.glob(f"{name}.json*")
        assert read(path) == render(rows)


def test_the_generator_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    for directory in ("first", "second"):
        (tmp_path / directory).mkdir()
        write(tmp_path / directory)
    written = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert written == ["posts.json.gz", "tags.json", "teams.json", "users.json"]
    for name in written:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()
        assert read(tmp_path / "first" / name) == read(DIRECTORY / name)
