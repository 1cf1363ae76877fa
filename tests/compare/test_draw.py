"""The report: one whole page, drawn from the data file alone."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from compare.draw import enumerated, finding, in_order, marked, number, page, times, twins, write
from compare.judge import judge
from compare.results import OPERATIONS, Contract, Failure, Results
from tests.compare.making import ALPHA, CONTROL, FLOOR, ROWS, costing, latencies, results, slices, twelve_cycles

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Nesting(HTMLParser):
    """Fails on a tag that is closed where another one is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids.extend(value for name, value in attrs if name == "id" and value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.extend(value for name, value in attrs if name == "id" and value)


def test_the_report_is_well_nested_html_with_unique_ids(html: str) -> None:
    nesting = Nesting()
    nesting.feed(html)
    assert nesting.open == []
    assert {"html", "main", "table", "caption", "svg", "figure"} <= nesting.seen
    assert len(nesting.ids) == len(set(nesting.ids))


def test_the_report_loads_nothing_from_elsewhere(html: str) -> None:
    assert not re.search(r"https?://|//[a-z]|\bsrc=|<link|<script|@import|url\(", html)


def test_every_row_is_in_every_chart_and_table(html: str) -> None:
    charts = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    tables = re.findall(r'<table class="verdict">.*?</table>', html, re.DOTALL)
    assert len(charts) == 9
    assert all(f">{row.name}</text>" in chart for chart in charts for row in ROWS)
    assert all(f">{row.name}</th>" in table for table in tables for row in ROWS)


def test_every_chart_shows_the_figures_of_each_row_or_that_there_are_none() -> None:
    drawn = page(results([*slices(FLOOR, 1, 80), *slices(FLOOR, 2, 100), *slices(CONTROL, 1, 92)]))
    charts = [ElementTree.fromstring(chart) for chart in re.findall(r"<svg.*?</svg>", drawn, re.DOTALL)]  # noqa: S314  # our own
    shown = {"cpu": ("90", "92"), "throughput": ("500", "500"), "latency": ("2.0 · 8.0", "2.0 · 8.0")}
    for (floor, control), of_a_kind in zip(shown.values(), (charts[:3], charts[3:6], charts[6:]), strict=True):
        for chart in of_a_kind:
            description = (chart.findtext("desc") or "").rpartition(" (")[0]
            assert description == f"floor: {floor}; alpha: not measured; floor again: {control}"
            assert {floor, control, "not measured"} <= {text.text for text in chart.iter("text")}


def test_every_chart_is_well_formed_and_says_what_it_shows(html: str) -> None:
    for chart in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        drawn = ElementTree.fromstring(chart)  # noqa: S314  # our own
        title, description = drawn.findtext("title"), drawn.findtext("desc")
        assert title
        assert "alpha" in (description or "")


def test_the_verdict_distinguishes_more_from_a_tie(html: str) -> None:
    verdict = re.search(r'<table class="verdict">.*?</table>', html, re.DOTALL)
    assert verdict is not None
    assert verdict[0].count('<span class="more">1.30\N{MULTIPLICATION SIGN}</span>') == 3
    assert verdict[0].count('<span class="tie">tie</span>') == 3


def test_the_findings_hold_each_kind_against_its_own_floor() -> None:
    wsgi = FLOOR.model_copy(update={"name": "sync floor", "kind": "sync"})
    beta = ALPHA.model_copy(update={"name": "beta", "kind": "sync", "floor": wsgi.name})
    costs = ((FLOOR, 100), (ALPHA, 120), (wsgi, 50), (beta, 70))
    rows = tuple(row for row, _ in costs)
    judgement = judge(results(costing(*costs), rows=rows))
    found = finding(rows, judgement, "get_user").replace("\N{MULTIPLICATION SIGN}", "x")
    assert found == "alpha 1.20x the CPU of plain ASGI; beta 1.40x the CPU of plain WSGI."


def test_the_findings_name_the_frameworks_without_a_difference() -> None:
    judgement = judge(results(costing((FLOOR, 100), (ALPHA, 102)), rows=(FLOOR, ALPHA)))
    assert finding((FLOOR, ALPHA), judgement, "get_user") == "a tie with its floor for alpha."


def test_a_figure_that_was_measured_once_has_no_spread() -> None:
    drawn = page(results(costing((FLOOR, 100))))
    assert '<td class="pair">0.80 <small></small></td>' in drawn
    assert "0.80\N{EN DASH}0.80" not in drawn


def test_names_are_enumerated_as_a_sentence_has_them() -> None:
    assert [enumerated(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_async_rows_come_first_and_each_kind_goes_from_its_floor_to_its_control() -> None:
    extra = ALPHA.model_copy(update={"name": "alpha (own server)", "role": "extra"})
    wsgi = FLOOR.model_copy(update={"name": "sync floor", "kind": "sync"})
    assert in_order([wsgi, CONTROL, extra, ALPHA, FLOOR]) == [FLOOR, ALPHA, extra, CONTROL, wsgi]


def test_each_chart_has_its_title_its_unit_and_what_stands_at_the_end_of_its_rows(html: str) -> None:
    charts = [ElementTree.fromstring(chart) for chart in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]  # noqa: S314  # our own
    found = [(chart.findtext("title"), *[text.text for text in chart.findall("text")][:2]) for chart in charts]
    kinds = (
        ("Server CPU per request", "µs", "median"),
        ("Throughput", "requests/s", "median"),
        ("Latency", "ms", "p50 · p99"),
    )
    assert found == [
        (f"{title} of {operation}", unit, heading) for title, unit, heading in kinds for operation in OPERATIONS
    ]
    assert charts[0].attrib["aria-labelledby"] == "cpu-get_user-title cpu-get_user-desc"


def test_a_latency_has_a_dot_a_ring_and_a_tick_on_a_logarithmic_axis_and_its_band(html: str) -> None:
    charts = [ElementTree.fromstring(chart) for chart in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]  # noqa: S314  # our own
    for chart in charts[6:]:
        assert [len(chart.findall(f".//*[@class='{style} adapter']")) for style in ("dot", "ring", "tick")] == [1, 1, 1]
        assert [text.text for text in chart.findall("text[@class='axis middle']")] == ["2", "5", "10"]
    for chart in charts:
        assert [len(chart.findall(f".//*[@class='{style}']")) for style in ("tie", "base")] == [1, 1]
    # The band is from 100 / 1.05 to 100 * 1.05 on an axis from 0 to 150 that is 150 wide.
    assert [charts[0].find("rect[@class='tie']").get(each) for each in ("x", "width")] == ["227.2", "9.8"]  # pyright: ignore[reportOptionalMemberAccess] -- found above


def test_figures_from_100_on_have_no_decimals() -> None:
    assert [number(value, "p50") for value in (99.94, 100, 1234.5)] == ["99.9", "100", "1,234"]


def test_figures_have_the_decimals_of_their_metric_and_ratios_two() -> None:
    assert [number(1.26, key) for key in ("p95", "startup", "cpu")] == ["1.3", "1.26", "1"]
    assert times(1.256) == "1.26\N{MULTIPLICATION SIGN}"


def test_words_between_backticks_are_code_and_everything_is_escaped() -> None:
    assert marked("`a<b`, `c` & d") == "<code>a&lt;b</code>, <code>c</code> &amp; d"


def test_a_page_is_written_in_utf_8(tmp_path: Path) -> None:
    write(twelve_cycles(), tmp_path / "index.html")
    assert (tmp_path / "index.html").read_bytes().decode() == page(twelve_cycles())


def test_the_findings_without_a_floor_say_so() -> None:
    assert finding((ALPHA,), judge(results(costing((ALPHA, 102)))), "get_user") == "not measured over a floor."


def test_an_adapter_that_fails_its_contract_is_red_and_has_no_figures() -> None:
    failures = (Failure(test="tests.users.test_<create>", output="assert 500 == 201"),)
    broken = Contract(adapter="alpha", passed=9, failed=1, seconds=1, failures=failures)
    drawn = page(results(costing((FLOOR, 100)), [broken]))
    assert "alpha breaks the contract: 1 failed" in drawn
    assert '<span class="bad">1 failed</span>' in drawn
    assert "tests.users.test_&lt;create&gt;" in drawn
    assert drawn.count("not measured") >= 3


def test_a_run_without_a_single_figure_is_still_a_page() -> None:
    broken = [Contract(adapter=row.adapter, error="no test ran") for row in ROWS[:2]]
    assert "Something failed" in page(results([], broken))


def test_the_report_names_the_error_of_a_row_and_of_a_load() -> None:
    failed = results(costing((FLOOR, 100)), errors={ALPHA.name: "get_user, cycle 2: the server closed the connection"})
    failed = failed.model_copy(update={"latencies": tuple(latencies(FLOOR, error="3 of 1000 answers were wrong"))})
    drawn = page(failed)
    assert "alpha: get_user, cycle 2: the server closed the connection" in drawn
    assert "floor, get_user at a fixed rate: 3 of 1000 answers were wrong" in drawn


def test_the_report_has_the_ratio_of_the_same_application_to_itself_and_doubts_one_that_differs() -> None:
    rows = (FLOOR, ALPHA, CONTROL)
    assert twins(rows, judge(twelve_cycles()))["floor again, get_user"] == "1.02 (1.02 to 1.02)"
    broken = results(costing((FLOOR, 100), (CONTROL, 120)))
    doubt = "1.20 (1.20 to 1.20), though it is the same application: doubt this run"
    assert twins(rows, judge(broken)) == {f"floor again, {operation}": doubt for operation in OPERATIONS}
    assert page(broken).count(doubt) == 3


def test_a_page_follows_from_its_data_file_alone() -> None:
    written = twelve_cycles()
    assert page(Results.model_validate_json(written.model_dump_json())) == page(written)
