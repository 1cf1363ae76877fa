"""The tools of the gap ledger; `nox -s gaps` measures the frameworks and checks the ledger itself."""

from compare.gaps import read
from lab.facts import FRAMEWORKS
from lab.gaps.changes import changes, wrong_claims, wrong_references
from lab.gaps.ledger import build, page
from lab.gaps.rows import ROWS
from lab.gaps.symbols import check

FRAMEWORK = FRAMEWORKS[0]
CONTRACT = {row.name: row.wanted for row in ROWS}


def test_a_symbol_that_does_not_exist_is_reported_with_the_file_to_correct() -> None:
    row = ROWS[0]
    gone = type(row)(row.name, row.rule, "test_users_http.py::test_gone", row.ask, row.show, row.wanted)
    assert list(wrong_references([gone], ())) == [
        "tests/contract/test_users_http.py does not define test_gone; correct lab/gaps/rows*.py"
    ]


def test_a_symbol_is_found_inside_a_class() -> None:
    check("lab/facts/__init__.py", "Facts.symbols")


def test_a_changed_answer_is_reported_with_the_symbol_to_look_at() -> None:
    ledger = read()
    line = next(line for line in ledger.lines if line.name == "head")
    answers = {each.name: each.answers[FRAMEWORK] for each in ledger.lines}
    (change,) = changes(ledger, FRAMEWORK, answers | {"head": line.wanted}, "Framework 9")
    assert change.startswith('Framework 9 now answers "200" where')
    assert "the gap `head` is closed" in change
    assert line.closed[FRAMEWORK][0] in change


def test_a_symbol_that_closes_a_row_which_is_not_open_is_reported() -> None:
    everything_kept = build({FRAMEWORK: CONTRACT}, {FRAMEWORK: "Framework 9"}, [])
    assert f"{FRAMEWORK}: a symbol closes the row `head`, which is not open" in list(wrong_claims(everything_kept))


def test_the_page_counts_the_rows_that_a_framework_keeps() -> None:
    ledger = build({FRAMEWORK: CONTRACT | {"head": "405"}}, {FRAMEWORK: "Framework 9"}, [])
    assert f"| Framework 9 | {len(ROWS) - 1} of {len(ROWS)} | 0 | 1 |" in page(ledger)
    assert "#L" not in page(ledger)


def test_an_error_of_the_server_is_a_defect_whatever_the_rule() -> None:
    ledger = build({FRAMEWORK: CONTRACT | {"head": "500"}}, {FRAMEWORK: "Framework 9"}, [])
    assert f"| Framework 9 | {len(ROWS) - 1} of {len(ROWS)} | 1 | 0 |" in page(ledger)
