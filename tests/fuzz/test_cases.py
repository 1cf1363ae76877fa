"""The fuzzer goes on after a difference: it writes a test, replays it, and recognises the difference."""

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rich.console import Console

from lab.fuzz import cases, progress
from lab.fuzz.fleet import Conversation, Difference, Likeness, Refused
from lab.fuzz.request import Request
from lab.fuzz.stream import Stream, kinds
from tests.clients.response import Response
from tests.fuzz.test_search import Change, Still, another_header, members, unchanged

REFUSED = Response(400, [], b"")


def found(seed: int = 1) -> Difference:
    difference = Stream(members(Still(unchanged), Still(another_header)), seed).run(1000, kinds())
    assert difference is not None
    return difference


def test_a_difference_is_written_to_a_file_and_replays(tmp_path: Path) -> None:
    path = cases.write(tmp_path / "cases", found(), "--seed 1")
    assert path.name == "test_options_1.py"
    again = cases.replay(path, members(Still(unchanged), Still(another_header)))
    assert again is not None
    assert list(again.groups.values()) == [["one", "like one"], ["other"]]
    assert cases.replay(path, members(Still(unchanged), Still(unchanged))) is None


def test_a_replayed_case_that_fails_reports_its_error(tmp_path: Path) -> None:
    path = tmp_path / "case.py"
    path.write_text("def test_it(client):\n    assert client.request('DELETE', '/').status == 500\n")
    again = cases.replay(path, members(Still(unchanged), Still(unchanged)))
    assert again is not None
    assert "AssertionError" in again.told
    path.write_text("")
    with pytest.raises(LookupError):
        cases.replay(path, members(Still(unchanged), Still(unchanged)))


def test_a_new_case_never_overwrites_an_older_one(tmp_path: Path) -> None:
    names = [cases.write(tmp_path, found(), "").name for _ in range(2)]
    assert names == ["test_options_1.py", "test_options_2.py"]


def test_a_case_is_valid_python_whatever_the_answers_contain(tmp_path: Path) -> None:
    difference = found()
    answers = [("one", Response(200, [], b"\x00\r\x0c\xc2\x85'''\n")), ("other", Response(200, [], b'"""\\'))]
    told = [(name, cases.Placeholders().answer(answer)) for name, answer in answers]
    path = cases.write(tmp_path, Difference(difference.requests, told), "")
    compile(path.read_text(encoding="utf-8"), str(path), "exec")


def test_a_known_difference_is_counted_and_skipped() -> None:
    known = Counter[Likeness]()
    stream = Stream(members(Still(unchanged), Still(another_header)), 1, known=known)
    first = stream.run(1000, kinds())
    assert first is not None
    assert known == {first.found_as: 1}
    for _ in range(3):
        later = stream.run(300, kinds())
        assert later is None or later.found_as != first.found_as
    assert known[first.found_as or first.likeness] > 1


def answering(response: Response) -> Change:
    def answer(method: str, target: str, usual: Response) -> Response:
        return response

    return answer


@pytest.mark.parametrize("refusal", [REFUSED, Response(431, [("Content-Type", "text/plain")], b"")])
def test_a_request_that_a_server_refuses_by_itself_ends_the_sequence(refusal: Response) -> None:
    request = Request("GET", ("/\xe9",), refusable=True)
    with ThreadPoolExecutor(3) as pool, pytest.raises(Refused):
        Conversation(members(Still(unchanged), Still(answering(refusal))), pool).ask(request)
    # For a request that no server may refuse by itself, it is a difference.
    with ThreadPoolExecutor(3) as pool, pytest.raises(Difference):
        Conversation(members(Still(unchanged), Still(answering(refusal))), pool).ask(Request("GET", ("/",)))


def test_the_other_answers_to_a_refused_request_are_compared() -> None:
    one, other = Still(answering(REFUSED)), Still(another_header)
    with ThreadPoolExecutor(3) as pool, pytest.raises(Difference):
        Conversation(members(one, other), pool).ask(Request("OPTIONS", ("/\xe9",), refusable=True))


def test_progress_is_printed_as_lines_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", -1)
    told = io.StringIO()
    with progress.Progressing(Console(file=told), 2000) as bar:
        bar.differences = 3
        bar.tell("sqlite-socket", 1000)
    assert told.getvalue().startswith("sqlite-socket: 1,000 of 2,000 requests, ")
    assert told.getvalue().endswith(" minutes left, 3 differences\n")
