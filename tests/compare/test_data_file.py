"""The data file between measuring, judging and drawing, and where a report may appear."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from compare import output
from compare.__main__ import main
from compare.results import Contract, read, write
from tests.compare.making import ALPHA, FLOOR, costing, latencies, results, twelve_cycles


def test_a_data_file_that_is_written_is_read_back_unchanged(tmp_path: Path) -> None:
    write(twelve_cycles(), tmp_path / "results.json")
    assert read(tmp_path / "results.json") == twelve_cycles()


@pytest.mark.parametrize("content", ["", "{}", '{"version": 2}', '{"version": 3, "unknown": 3}'])
def test_a_damaged_data_file_is_a_clear_error(tmp_path: Path, content: str) -> None:
    damaged = tmp_path / "results.json"
    damaged.write_text(content)
    with pytest.raises(click.ClickException, match="not a data file of this comparison"):
        read(damaged)


def test_judge_and_draw_start_from_the_data_file(tmp_path: Path) -> None:
    write(twelve_cycles(), tmp_path / "results.json")
    judged = CliRunner().invoke(main, ["judge", str(tmp_path / "results.json")])
    assert judged.exit_code == 0
    assert "1.30\N{MULTIPLICATION SIGN}" in judged.output
    drawn = CliRunner().invoke(main, ["draw", str(tmp_path / "results.json")])
    assert (drawn.exit_code, drawn.output) == (0, f"{tmp_path / 'index.html'}\n")
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


def test_the_error_for_a_damaged_data_file_says_where_it_is_damaged(tmp_path: Path) -> None:
    damaged = tmp_path / "results.json"
    written = twelve_cycles().model_dump_json()
    damaged.write_text(written.replace('"started_at":"2026-01-02T03:04:05Z"', '"started_at":"yesterday"'))
    with pytest.raises(click.ClickException) as raised:
        read(damaged)
    place = f"{damaged} is not a data file of this comparison: conditions.started_at Input should be a valid datetime"
    assert raised.value.message.startswith(place)


def test_a_data_file_is_indented_and_ends_with_a_line_end(tmp_path: Path) -> None:
    write(twelve_cycles(), tmp_path / "results.json")
    content = (tmp_path / "results.json").read_bytes().decode()
    assert content.startswith('{\n "version": 3,\n "conditions": {\n  "started_at"')
    assert content.endswith("\n}\n")


def test_records_are_immutable() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        twelve_cycles().version = 3


def test_an_error_of_a_load_that_came_again_is_one_failure() -> None:
    failed = [latencies(ALPHA, number, "no request was sent")[0] for number in (1, 2, 3)]
    found = twelve_cycles()
    again = found.model_copy(update={"latencies": tuple(failed)})
    assert again.failures == ("alpha, get_user at a fixed rate: no request was sent (and 2 more times)",)
    once = found.model_copy(update={"latencies": tuple(failed[:1])})
    assert once.failures == ("alpha, get_user at a fixed rate: no request was sent",)


def test_contracts_come_before_rows_among_the_failures() -> None:
    contracts = [Contract(adapter="alpha", error="no test ran"), Contract(adapter="floor", passed=1, failed=2)]
    found = results(costing((FLOOR, 100)), contracts, errors={FLOOR.name: "a wrong answer"})
    assert found.failures == (
        "floor breaks the contract: 2 failed",
        "alpha breaks the contract: no test ran",
        "floor: a wrong answer",
    )
    assert found.void == {FLOOR.name}


def test_an_adapter_that_was_not_counted_has_no_footprint() -> None:
    assert twelve_cycles().footprint("gamma") is None
    assert twelve_cycles().footprint("alpha") is not None
    assert twelve_cycles().contract("alpha").adapter == "alpha"


def test_the_refusal_of_a_directory_names_three_of_its_files(tmp_path: Path) -> None:
    for name in ("d", "c", "b", "a", "index.html", "results.json"):
        (tmp_path / name).touch()
    message = f"{tmp_path} has files that are not a report's (a, b, c): choose another directory with --output"
    with pytest.raises(click.ClickException) as raised:
        output.check(tmp_path)
    assert raised.value.message == message
    output.check(tmp_path / "absent")


def test_a_report_may_appear_in_a_directory_that_does_not_exist_yet(tmp_path: Path) -> None:
    with output.appearing(tmp_path / "a" / "b") as temporary:
        assert temporary.parent == tmp_path / "a"
        assert temporary.name.startswith(".b-")
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("command", ["judge", "draw"])
def test_a_data_file_that_is_absent_is_refused(command: str, tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        refused = CliRunner().invoke(main, [command, str(path)])
        assert refused.exit_code == 2
        assert str(path) in refused.output
