"""The charts, element by element: places follow by hand from the width, the scale and the height of a row."""

import pytest

from compare.charts import Bar, Mark, Panel, draw, linear_ticks, log_ticks

COST = Panel(
    key="cpu-x",
    title="CPU of <x>",
    description="d & d",
    unit="µs",
    heading="<median>",
    bars=[
        Bar("<floor>", "async", "floor", [Mark("dot", 100, 90, 110)], "<100>"),
        Bar("alpha", "async", "adapter", [Mark("dot", 150, 150, 150)], "150"),
        Bar("wsgi", "sync", "floor", [], "not measured"),
    ],
    floors={"gone": 5, "async": 100},
    band=1.1,
)
# The plot goes from 132 (0 µs) to 282 (150 µs), a row is 24 high, and 12 more lie between two groups.
DRAWN_COST = """\
<svg viewBox="0 0 350 132" class="panel" role="img" aria-labelledby="cpu-x-title cpu-x-desc">
<title id="cpu-x-title">CPU of &lt;x&gt;</title>
<desc id="cpu-x-desc">d &amp; d</desc>
<text class="axis" x="132" y="11">µs</text>
<text class="axis end" x="350" y="11">&lt;median&gt;</text>
<line class="grid" x1="132.0" y1="18" x2="132.0" y2="106.0"/>
<text class="axis middle" x="132.0" y="120.0">0</text>
<line class="grid" x1="182.0" y1="18" x2="182.0" y2="106.0"/>
<text class="axis middle" x="182.0" y="120.0">50</text>
<line class="grid" x1="232.0" y1="18" x2="232.0" y2="106.0"/>
<text class="axis middle" x="232.0" y="120.0">100</text>
<line class="grid" x1="282.0" y1="18" x2="282.0" y2="106.0"/>
<text class="axis middle" x="282.0" y="120.0">150</text>
<rect class="tie" x="222.9" y="18.0" width="19.1" height="48.0"/>
<line class="base" x1="232.0" y1="18.0" x2="232.0" y2="66.0"/>
<text class="name floor" x="0" y="34.0">&lt;floor&gt;</text>
<text class="value end floor" x="350" y="34.0">&lt;100&gt;</text>
<rect class="spread floor" x="222.0" y="27.0" width="20.0" height="6" rx="3"/>
<circle class="dot floor" cx="232.0" cy="30.0" r="4"/>
<text class="name adapter" x="0" y="58.0">alpha</text>
<text class="value end adapter" x="350" y="58.0">150</text>
<rect class="spread adapter" x="282.0" y="51.0" width="1" height="6" rx="3"/>
<circle class="dot adapter" cx="282.0" cy="54.0" r="4"/>
<text class="name floor" x="0" y="94.0">wsgi</text>
<text class="value end floor" x="350" y="94.0">not measured</text>
</svg>"""
LATENCY = Panel(
    key="latency-x",
    title="Latency",
    description="d",
    unit="ms",
    heading="p50 · p99",
    bars=[
        Bar(
            "a",
            "async",
            "adapter",
            [Mark("dot", 10, 1, 20), Mark("ring", 50, 20, 100), Mark("tick", 100, 100, 100)],
            "10 · 100",
        )
    ],
    floors={"async": 100},
    band=10,
    logarithmic=True,
)
# Each power of ten takes 75 of the 150 between 132 (1 ms) and 282 (100 ms), where the band of a tie ends too.
DRAWN_LATENCY = """\
<svg viewBox="0 0 350 72" class="panel" role="img" aria-labelledby="latency-x-title latency-x-desc">
<title id="latency-x-title">Latency</title>
<desc id="latency-x-desc">d</desc>
<text class="axis" x="132" y="11">ms</text>
<text class="axis end" x="350" y="11">p50 · p99</text>
<line class="grid" x1="132.0" y1="18" x2="132.0" y2="46.0"/>
<text class="axis middle" x="132.0" y="60.0">1</text>
<line class="grid" x1="154.6" y1="18" x2="154.6" y2="46.0"/>
<text class="axis middle" x="154.6" y="60.0">2</text>
<line class="grid" x1="184.4" y1="18" x2="184.4" y2="46.0"/>
<text class="axis middle" x="184.4" y="60.0">5</text>
<line class="grid" x1="207.0" y1="18" x2="207.0" y2="46.0"/>
<text class="axis middle" x="207.0" y="60.0">10</text>
<line class="grid" x1="229.6" y1="18" x2="229.6" y2="46.0"/>
<text class="axis middle" x="229.6" y="60.0">20</text>
<line class="grid" x1="259.4" y1="18" x2="259.4" y2="46.0"/>
<text class="axis middle" x="259.4" y="60.0">50</text>
<line class="grid" x1="282.0" y1="18" x2="282.0" y2="46.0"/>
<text class="axis middle" x="282.0" y="60.0">100</text>
<rect class="tie" x="207.0" y="18.0" width="75.0" height="24.0"/>
<line class="base" x1="282.0" y1="18.0" x2="282.0" y2="42.0"/>
<text class="name adapter" x="0" y="34.0">a</text>
<text class="value end adapter" x="350" y="34.0">10 · 100</text>
<rect class="spread adapter" x="132.0" y="27.0" width="97.6" height="6" rx="3"/>
<rect class="spread adapter" x="229.6" y="27.0" width="52.4" height="6" rx="3"/>
<rect class="spread adapter" x="282.0" y="27.0" width="1" height="6" rx="3"/>
<circle class="dot adapter" cx="207.0" cy="30.0" r="4"/>
<circle class="ring adapter" cx="259.4" cy="30.0" r="4"/>
<line class="tick adapter" x1="282.0" y1="24.0" x2="282.0" y2="36.0"/>
</svg>"""


@pytest.mark.parametrize(("panel", "drawn"), [(COST, DRAWN_COST), (LATENCY, DRAWN_LATENCY)])
def test_every_element_of_a_chart_is_at_its_place(panel: Panel, drawn: str) -> None:
    assert draw(panel) == drawn.replace("\n", "")


def test_a_chart_without_a_row_is_its_axis_alone() -> None:
    drawn = draw(Panel("k", "t", "d", "ms", "h", [], {"async": 1}, 1.1))
    assert drawn.startswith('<svg viewBox="0 0 350 48" class="panel"')
    assert "<rect" not in drawn


def test_a_label_of_the_axis_that_would_touch_the_one_before_is_left_out() -> None:
    bar = Bar("a", "async", "adapter", [Mark("dot", 100_000, 100_000, 100_000)], "")
    drawn = draw(Panel("k", "t", "d", "µs", "h", [bar], {}, 1.1))
    assert [f">{tick}</text>" in drawn for tick in ("0", "25,000", "50,000", "75,000", "100,000")] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_what_is_below_the_first_tick_of_a_logarithmic_chart_is_at_its_left_end() -> None:
    bar = Bar("a", "async", "adapter", [Mark("dot", 1, 0, 10)], "")
    assert 'class="spread adapter" x="132.0"' in draw(Panel("k", "t", "d", "ms", "h", [bar], {}, 1, logarithmic=True))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([95], [0, 25, 50, 75, 100]),
        ([8], [0, 2, 4, 6, 8]),
        ([4], [0, 1, 2, 3, 4]),
        ([3], [0, 1, 2, 3]),
        ([20], [0, 5, 10, 15, 20]),
        ([10], [0, 2.5, 5, 7.5, 10]),
        ([29], [0, 10, 20, 30]),
        ([1500, 2], [0, 500, 1000, 1500]),
        ([0.04], pytest.approx([0, 0.01, 0.02, 0.03, 0.04])),
    ],
)
def test_the_ticks_of_a_chart_are_round_and_include_the_largest_value(values: list[float], ticks: list[float]) -> None:
    assert linear_ticks(values) == ticks


def test_a_chart_without_a_value_has_ticks_too() -> None:
    assert linear_ticks([])[0] == 0
    assert 0 < linear_ticks([])[-1] < 1e-8
    assert log_ticks([]) == log_ticks([0, -1]) == log_ticks([1]) == [1, 2]


def test_logarithmic_ticks_enclose_all_values() -> None:
    assert log_ticks([1.3, 18]) == [1, 2, 5, 10, 20]
    assert log_ticks([1.3, 18, 0]) == [1, 2, 5, 10, 20]
    assert log_ticks([2, 5]) == [2, 5]
    assert log_ticks([1, 1000]) == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    assert log_ticks([0.02, 900]) == [0.01, 0.1, 1, 10, 100, 1000]
