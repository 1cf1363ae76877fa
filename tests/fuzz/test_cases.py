"""A fuzz goes on after a difference: it writes it down as a test, replays it, and knows it again."""

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


def test_a_difference_is_written_down_and_replays(tmp_path: Path) -> None:
    path = cases.write(tmp_path / "cases", found(), "--seed 1")
    assert path.name == "test_options_1.py"
    again = cases.replay(path, members(Still(unchanged), Still(another_header)))
    assert again is not None
    assert list(again.groups.values()) == [["one", "like one"], ["other"]]
    assert cases.replay(path, members(Still(unchanged), Still(unchanged))) is None


def test_a_case_that_fails_tells_so(tmp_path: Path) -> None:
    path = tmp_path / "case.py"
    path.write_text("def test_it(client):\n    assert client.request('DELETE', '/').status == 500\n")
    again = cases.replay(path, members(Still(unchanged), Still(unchanged)))
    assert again is not None
    assert "AssertionError" in again.told
    path.write_text("")
    with pytest.raises(LookupError):
        cases.replay(path, members(Still(unchanged), Still(unchanged)))


def test_no_case_replaces_another(tmp_path: Path) -> None:
    names = [cases.write(tmp_path, found(), "").name for _ in range(2)]
    assert names == ["test_options_1.py", "test_options_2.py"]


def test_what_answers_hold_does_not_break_the_file(tmp_path: Path) -> None:
    difference = found()
    answers = [("one", Response(200, [], b"\x00\r\x0c\xc2\x85'''\n")), ("other", Response(200, [], b'"""\\'))]
    told = [(name, cases.Placeholders().answer(answer)) for name, answer in answers]
    path = cases.write(tmp_path, Difference(difference.requests, told), "")
    compile(path.read_text(encoding="utf-8"), str(path), "exec")


def test_a_known_difference_is_passed_over_and_counted() -> None:
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
def test_what_a_server_refuses_by_itself_ends_the_sequence(refusal: Response) -> None:
    request = Request("GET", ("/\xe9",), refusable=True)
    with ThreadPoolExecutor(3) as pool, pytest.raises(Refused):
        Conversation(members(Still(unchanged), Still(answering(refusal))), pool).ask(request)
    # Of what no server may refuse by itself, it is a difference.
    with ThreadPoolExecutor(3) as pool, pytest.raises(Difference):
        Conversation(members(Still(unchanged), Still(answering(refusal))), pool).ask(Request("GET", ("/",)))


def test_what_others_answer_to_it_still_compares() -> None:
    one, other = Still(answering(REFUSED)), Still(another_header)
    with ThreadPoolExecutor(3) as pool, pytest.raises(Difference):
        Conversation(members(one, other), pool).ask(Request("OPTIONS", ("/\xe9",), refusable=True))


def test_progress_is_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", -1)
    told = io.StringIO()
    with progress.Progressing(Console(file=told), 2000) as bar:
        bar.differences = 3
        bar.tell("sqlite-socket", 1000)
    assert told.getvalue().startswith("sqlite-socket: 1,000 of 2,000 requests, ")
    assert told.getvalue().endswith(" minutes left, 3 differences\n")
