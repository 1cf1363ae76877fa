"""What the report shows beside the figures: the gaps that adapters close, and the releases that they hold on."""

import re

import pytest

from compare import gaps, upgrades


def test_a_framework_keeps_a_rule_if_its_answer_is_the_wanted_one() -> None:
    answers = {"alpha": "200", "beta": "404"}
    line = gaps.Line(name="a", rule="a", kind="policy", test="a", wanted="404", answers=answers, closed={}, shared=())
    ledger = gaps.Ledger(versions={}, chapters=(gaps.Chapter(title="a", lines=(line,)),))
    assert (ledger.conforming("alpha"), ledger.conforming("beta")) == (0, 1)


@pytest.mark.parametrize(
    ("kind", "wanted", "answer", "found"),
    [
        ("policy", "404", "200", "policy"),
        ("defect", "404", "200", "defect"),
        ("policy", "400", "500", "defect"),
        ("policy", "400", "no answer", "defect"),
        ("policy", "500 application/problem+json", "500 text/html", "policy"),
    ],
)
def test_an_error_of_the_server_is_a_defect_whatever_the_rule(
    kind: gaps.Kind, wanted: str, answer: str, found: gaps.Kind
) -> None:
    line = gaps.Line(
        name="a", rule="a", kind=kind, test="a", wanted=wanted, answers={"alpha": answer}, closed={}, shared=()
    )
    ledger = gaps.Ledger(versions={}, chapters=(gaps.Chapter(title="a", lines=(line,)),))
    assert line.kind_of(answer) == found
    assert ledger.open("alpha", found) == 1


def test_the_report_counts_the_gaps_and_lists_them(html: str) -> None:
    ledger = gaps.read()
    closed = re.search(r"<h2>Gaps that the adapters close</h2>.*?</section>", html, re.DOTALL)
    assert closed is not None
    for name in ledger.frameworks:
        counts = (ledger.conforming(name), ledger.open(name, "defect"), ledger.open(name, "policy"))
        assert sum(counts) == len(ledger.lines)
        counted = f'<th scope="row">{name}</th>{"".join(f"<td>{count}</td>" for count in counts)}'
        assert counted in closed[0]
    assert closed[0].count("✓") == sum(ledger.conforming(name) for name in ledger.frameworks)
    assert closed[0].count('<th scope="row">') == len(ledger.lines) + len(ledger.frameworks)
    assert "<code>Allow</code>" in closed[0]
    assert "`" not in closed[0]


def test_the_report_marks_each_release_as_green_red_or_not_installable(html: str) -> None:
    found = re.search(r"<h2>Upgrades of the frameworks</h2>.*?</table>", html, re.DOTALL)
    assert found is not None
    tried = upgrades.read()
    for name in tried.frameworks:
        assert f'<th scope="row">{name}</th><td>{tried.kept(name)} of {len(tried.of(name))}</td>' in found[0]
    for each in tried.outcomes:
        assert f"{each.version}&nbsp;{upgrades.MARKS[each.verdict]}</span>" in found[0]
    assert found[0].count("&nbsp;") == len(tried.outcomes)
