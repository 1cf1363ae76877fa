"""The data file between measuring, judging and drawing, and where a report may appear."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from compare import output
from compare.__main__ import main
from compare.results import read, write
from tests.compare.making import three_rounds


def test_a_data_file_that_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    write(three_rounds(), tmp_path / "results.json")
    assert read(tmp_path / "results.json") == three_rounds()


@pytest.mark.parametrize("content", ["", "{}", '{"version": 1}', '{"version": 2, "unknown": 3}'])
def test_a_damaged_data_file_is_a_clear_error(tmp_path: Path, content: str) -> None:
    damaged = tmp_path / "results.json"
    damaged.write_text(content)
    with pytest.raises(click.ClickException, match="not a data file of this comparison"):
        read(damaged)


def test_judge_and_draw_start_from_the_data_file(tmp_path: Path) -> None:
    write(three_rounds(), tmp_path / "results.json")
    judged = CliRunner().invoke(main, ["judge", str(tmp_path / "results.json")])
    assert judged.exit_code == 0
    assert "1.30\N{MULTIPLICATION SIGN}" in judged.output
    drawn = CliRunner().invoke(main, ["draw", str(tmp_path / "results.json")])
    assert drawn.exit_code == 0
    assert (tmp_path / "index.html").read_text().startswith("<!doctype html>")


def test_a_report_replaces_an_earlier_one(tmp_path: Path) -> None:
    for content in ("first", "second"):
        with output.appearing(tmp_path / "report") as temporary:
            (temporary / "index.html").write_text(content)
    assert (tmp_path / "report" / "index.html").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_everybody_may_read_a_report(tmp_path: Path) -> None:
    with output.appearing(tmp_path / "report"):
        pass
    assert (tmp_path / "report").stat().st_mode & 0o777 == 0o755


def test_files_that_were_put_into_the_directory_meanwhile_are_kept(tmp_path: Path) -> None:
    thesis = tmp_path / "report" / "thesis.txt"
    appearing = output.appearing(thesis.parent)
    appearing.__enter__()
    thesis.parent.mkdir()
    thesis.touch()
    with pytest.raises(click.ClickException, match=r"thesis\.txt"):
        appearing.__exit__(None, None, None)
    assert thesis.exists()


def test_a_report_that_failed_leaves_the_earlier_one(tmp_path: Path) -> None:
    with output.appearing(tmp_path / "report") as temporary:
        (temporary / "index.html").write_text("first")
    with pytest.raises(FileNotFoundError), output.appearing(tmp_path / "report") as temporary:
        (temporary / "nothing").read_text()
    assert (tmp_path / "report" / "index.html").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_report_does_not_replace_a_directory_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(click.ClickException, match=r"thesis\.txt"):
        output.check(tmp_path)
