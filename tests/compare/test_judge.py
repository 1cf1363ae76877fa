"""The arithmetic of the judgement, on numbers small enough to check by head."""

import pytest

from compare.judge import METRICS, Figure, judge, narrow_enough
from compare.results import OPERATIONS, Results
from tests.compare.making import ALPHA, CONTROL, FLOOR, ROWS, costing, latencies, results, slices, twelve_cycles


def figure(found: Results, row: str = ALPHA.name, metric: str = "cpu") -> Figure:
    measured = judge(found).figure(row, metric)
    assert measured is not None
    return measured


def test_a_figure_is_the_median_within_its_interval() -> None:
    found = figure(results([*slices(FLOOR, 1, 100), *slices(FLOOR, 2, 400), *slices(FLOOR, 3, 120)]), FLOOR.name)
    assert (found.median, found.low, found.high) == pytest.approx((120, 100, 400))
    assert found.count == 3


def test_a_ratio_is_taken_cycle_by_cycle() -> None:
    # The machine is twice as slow in the second cycle; the ratio does not notice.
    taken = [*slices(FLOOR, 1, 100), *slices(ALPHA, 1, 150), *slices(FLOOR, 2, 200), *slices(ALPHA, 2, 300)]
    found = figure(results(taken))
    assert (found.ratio, found.ratio_low, found.ratio_high) == pytest.approx((1.5, 1.5, 1.5))


def test_every_metric_is_read_from_what_measures_it() -> None:
    judgement = judge(results(costing((FLOOR, 100))))
    medians = {key: each.median for (_, key, operation), each in judgement.figures.items() if operation == "get_user"}
    assert medians == pytest.approx(
        {
            "throughput": 500,
            "cpu": 100,
            "p50": 2,
            "p95": 4,
            "p99": 8,
            "startup": 0.8,
            "idle": 50,
            "loaded": 60,
            "threads": 4,
        }
    )


def test_each_metric_has_a_title_a_unit_and_decimals() -> None:
    assert {key: (each.title, each.unit, each.decimals, each.of) for key, each in METRICS.items()} == {
        "throughput": ("Throughput", "requests/s", 0, "slice"),
        "cpu": ("Server CPU per request", "µs", 0, "slice"),
        "p50": ("Latency, median", "ms", 1, "latency"),
        "p95": ("Latency, 95th percentile", "ms", 1, "latency"),
        "p99": ("Latency, 99th percentile", "ms", 1, "latency"),
        "startup": ("Start-up", "s", 2, "service"),
        "idle": ("Memory, idle", "MiB", 0, "service"),
        "loaded": ("Memory, after load", "MiB", 0, "service"),
        "threads": ("Threads", "", 0, "service"),
    }


def test_a_metric_of_a_server_has_one_figure_and_others_one_for_each_operation() -> None:
    found = [(key, operation) for _, key, operation in judge(results(costing((FLOOR, 100)))).figures]
    whole = {"startup", "idle", "loaded", "threads"}
    assert sorted(found) == sorted(
        (key, operation) for key in METRICS for operation in (OPERATIONS[:1] if key in whole else OPERATIONS)
    )


def test_the_floor_has_the_ratio_1_to_itself() -> None:
    found = figure(twelve_cycles(), FLOOR.name)
    assert (found.ratio, found.call) == (1, "floor")


@pytest.mark.parametrize(
    ("cost", "cycles", "call"),
    [
        (130, 12, "more"),
        (70, 12, "less"),
        (104, 40, "tie"),
        (96, 40, "tie"),
        (130, 6, "tie"),  # of six pairs not even the surest difference is sure, among so many comparisons
        (106, 40, "more"),
        (100, 40, "tie"),
    ],
)
def test_a_difference_is_called_if_it_is_surely_more_than_5_percent(cost: float, cycles: int, call: str) -> None:
    found = results(costing((FLOOR, 100), (ALPHA, cost), (CONTROL, 100), cycles=cycles))
    assert figure(found).call == call
    assert figure(found, CONTROL.name).call == "tie"


def test_cycles_that_disagree_make_a_tie() -> None:
    taken = costing((FLOOR, 100), (CONTROL, 100))
    taken += [each for cycle in range(1, 13) for each in slices(ALPHA, cycle, 130 if cycle > 5 else 95)]
    found = figure(results(taken))
    assert (found.ratio, found.call) == (pytest.approx(1.3), "tie")


def test_only_cpu_is_called() -> None:
    for (_, metric, _), found in judge(twelve_cycles()).figures.items():
        assert (found.call is None) is (metric != "cpu")


def test_a_row_with_an_error_has_no_figure_of_any_kind() -> None:
    broken = results(costing((FLOOR, 100), (ALPHA, 130)), errors={ALPHA.name: "a wrong answer"})
    assert {row for row, _, _ in judge(broken).figures} == {FLOOR.name}


def test_a_load_with_an_error_has_no_figure_and_all_else_has() -> None:
    taken = twelve_cycles()
    failed = [*latencies(FLOOR), *latencies(ALPHA, error="3 of 1000 answers were wrong")]
    judgement = judge(taken.model_copy(update={"latencies": tuple(failed)}))
    assert judgement.figure(ALPHA.name, "p50") is None
    assert judgement.figure(FLOOR.name, "p50") is not None
    assert judgement.figure(ALPHA.name, "cpu") is not None


def test_a_throughput_that_the_load_generator_limits_is_void() -> None:
    slow = [each.model_copy(update={"busy": 0.94}) for each in costing((ALPHA, 130))]
    judgement = judge(results([*costing((FLOOR, 100)), *slow]))
    assert judgement.figure(ALPHA.name, "throughput") is None
    assert judgement.figure(FLOOR.name, "throughput") is not None
    assert judgement.figure(ALPHA.name, "cpu") is not None


def test_a_ratio_needs_a_cycle_in_which_both_were_measured() -> None:
    taken = [*slices(FLOOR, 1, 100), *slices(ALPHA, 1, 150), *slices(ALPHA, 2, 500), *slices(FLOOR, 3, 100)]
    found = figure(results(taken))
    assert (found.ratio, found.ratio_low, found.ratio_high, found.count) == pytest.approx((1.5, 1.5, 1.5, 2))


def test_a_floor_or_a_row_that_used_no_measurable_time_gives_no_ratio() -> None:
    for floor, row in ((0, 130), (100, 0)):
        assert figure(results(costing((FLOOR, floor), (ALPHA, row)))).ratio is None


def test_without_its_floor_a_row_has_a_figure_and_no_ratio() -> None:
    found = figure(results(costing((ALPHA, 100))))
    assert (found.median, found.ratio, found.call) == (pytest.approx(100), None, None)


def test_cycles_are_enough_when_every_interval_is_narrow() -> None:
    quiet = costing((FLOOR, 100), (ALPHA, 130), (CONTROL, 100))
    assert narrow_enough(ROWS, quiet)
    loud = [
        each.model_copy(update={"cpu": each.cpu * (1 + each.cycle % 2 / 10)})
        if (each.row, each.operation) == (ALPHA.name, "create_user")
        else each
        for each in quiet
    ]
    assert not narrow_enough(ROWS, loud)
    assert narrow_enough((FLOOR, CONTROL), loud)
