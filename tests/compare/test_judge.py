"""The arithmetic of the judgement, on numbers small enough to check by head."""

import pytest

from compare.judge import METRICS, call_of, judge, noise_factor
from compare.results import OPERATIONS
from tests.compare.making import ALPHA, CONTROL, FLOOR, results, three_rounds, turn


def test_a_figure_is_the_median_with_the_smallest_and_the_largest_round() -> None:
    figure = judge(results([turn(FLOOR, 1, 100), turn(FLOOR, 2, 400), turn(FLOOR, 3, 120)])).figure(FLOOR.name, "cpu")
    assert figure is not None
    assert (figure.median, figure.low, figure.high) == pytest.approx((120, 100, 400))
    assert figure.rounds == 3


def test_a_ratio_is_taken_round_by_round() -> None:
    # The machine is twice as slow in the second round; the ratio does not notice.
    rounds = [turn(FLOOR, 1, 100), turn(ALPHA, 1, 150), turn(FLOOR, 2, 200), turn(ALPHA, 2, 300)]
    figure = judge(results(rounds)).figure(ALPHA.name, "cpu")
    assert figure is not None
    assert (figure.ratio, figure.ratio_low, figure.ratio_high, figure.call) == (1.5, 1.5, 1.5, "more")


def test_throughput_and_cpu_come_from_the_closed_loop_and_percentiles_from_the_fixed_rate() -> None:
    judgement = judge(results([turn(FLOOR, 1, 100)]))
    medians = {
        key: figure.median for (_, key, operation), figure in judgement.figures.items() if operation == "get_user"
    }
    assert medians == {
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


def test_each_metric_has_a_title_a_unit_and_decimals() -> None:
    assert {key: (each.title, each.unit, each.decimals, each.per_operation) for key, each in METRICS.items()} == {
        "throughput": ("Throughput", "requests/s", 0, True),
        "cpu": ("Server CPU per request", "µs", 0, True),
        "p50": ("Latency, median", "ms", 1, True),
        "p95": ("Latency, 95th percentile", "ms", 1, True),
        "p99": ("Latency, 99th percentile", "ms", 1, True),
        "startup": ("Start-up", "s", 2, False),
        "idle": ("Memory, idle", "MiB", 0, False),
        "loaded": ("Memory, after load", "MiB", 0, False),
        "threads": ("Threads", "", 0, False),
    }


def test_a_metric_of_a_whole_round_has_one_figure_and_others_one_for_each_operation() -> None:
    found = [(key, operation) for _, key, operation in judge(results([turn(FLOOR, 1, 100)])).figures]
    whole = {"startup", "idle", "loaded", "threads"}
    assert sorted(found) == sorted(
        (key, operation) for key in METRICS for operation in (OPERATIONS[:1] if key in whole else OPERATIONS)
    )


def test_the_floor_has_the_ratio_1_to_itself() -> None:
    figure = judge(three_rounds()).figure(FLOOR.name, "cpu")
    assert figure is not None
    assert (figure.ratio, figure.call) == (1, "floor")


@pytest.mark.parametrize(
    ("ratios", "noise", "call"),
    [
        ([1.2, 1.3, 1.25], 1.1, "more"),
        ([0.7, 0.8, 0.75], 1.1, "less"),
        ([1.02, 1.04, 1.03], 1.05, "tie"),
        ([1.2, 1.3, 0.99], 1.1, "tie"),
        ([1.2, 1.3, 1.0], 1.1, "tie"),
        ([0.7, 0.8, 1.01], 1.1, "tie"),
        ([0.7, 0.8, 1.0], 1.1, "tie"),
        ([1.25, 1.25, 1.25], 1.25, "tie"),
        ([0.8, 0.8, 0.8], 1.25, "tie"),
        ([0.95, 0.94, 0.96], 1.1, "tie"),
    ],
)
def test_a_difference_is_called_beyond_the_noise_and_only_if_every_round_agrees(
    ratios: list[float], noise: float, call: str
) -> None:
    assert call_of(ratios, noise) == call


def test_the_noise_is_the_furthest_that_one_app_was_from_itself_either_way() -> None:
    assert noise_factor([1.01, 0.8, 1.1]) == 1.25
    assert noise_factor([1.01, 0.99]) == 1.05
    assert noise_factor([]) == 1.05


def test_a_noisy_control_turns_a_difference_into_a_tie() -> None:
    costs = ((FLOOR, 100), (ALPHA, 130), (CONTROL, 140))
    figure = judge(results([turn(row, 1, cost) for row, cost in costs])).figure(ALPHA.name, "cpu")
    assert figure is not None
    assert figure.call == "tie"


def test_a_quiet_control_keeps_a_small_difference_and_no_other_row_counts_as_noise() -> None:
    costs = ((FLOOR, 100), (ALPHA, 130), (CONTROL, 101))
    judgement = judge(results([turn(row, 1, cost) for row, cost in costs]))
    figure = judgement.figure(ALPHA.name, "cpu")
    assert figure is not None
    assert (figure.call, judgement.noise["cpu"]) == ("more", 1.05)


def test_the_noise_of_a_metric_is_the_largest_of_all_operations_and_of_no_other_metric() -> None:
    control = turn(CONTROL, 1, 100)
    loads = tuple(
        load.model_copy(update={"cpu": (load.cpu or 0) * 2}) if load.operation == "create_user" else load
        for load in control.loads
    )
    judgement = judge(results([turn(FLOOR, 1, 100), control.model_copy(update={"loads": loads})]))
    assert (judgement.noise["cpu"], judgement.noise["throughput"]) == (2, 1.05)


def test_a_difference_is_called_by_the_noise_of_its_own_metric() -> None:
    loud = turn(CONTROL, 1, 100).model_copy(update={"startup": 8.0})
    figure = judge(results([turn(FLOOR, 1, 100), turn(ALPHA, 1, 130), loud])).figure(ALPHA.name, "cpu")
    assert figure is not None
    assert figure.call == "more"


def test_a_round_with_an_error_has_no_figure_of_any_kind() -> None:
    failed = turn(ALPHA, 2, 900).model_copy(update={"startup": 9.0, "error": "a wrong answer"})
    judgement = judge(results([turn(FLOOR, 1, 100), turn(ALPHA, 1, 130), turn(FLOOR, 2, 100), failed]))
    for key in ("cpu", "startup"):
        figure = judgement.figure(ALPHA.name, key)
        assert figure is not None
        assert figure.rounds == 1
    alone = judge(results([turn(FLOOR, 1, 100), failed]))
    assert {row for row, _, _ in alone.figures} == {FLOOR.name}


def test_a_load_with_an_error_has_no_figure_and_the_others_of_its_round_have() -> None:
    taken = turn(ALPHA, 1, 130)
    loads = (taken.loads[0].model_copy(update={"error": "3 of 1000 answers were wrong"}), *taken.loads[1:])
    judgement = judge(results([turn(FLOOR, 1, 100), taken.model_copy(update={"loads": loads})]))
    failed = (taken.loads[0].operation, taken.loads[0].arrival)
    assert failed == ("get_user", "closed")
    assert judgement.figure(ALPHA.name, "cpu", "get_user") is None
    assert judgement.figure(ALPHA.name, "throughput", "get_user") is None
    assert judgement.figure(ALPHA.name, "cpu", "list_users") is not None
    assert judgement.figure(ALPHA.name, "p50", "get_user") is not None


def test_a_ratio_needs_a_round_in_which_both_were_measured() -> None:
    rounds = [turn(FLOOR, 1, 100), turn(ALPHA, 1, 150), turn(ALPHA, 2, 500), turn(FLOOR, 3, 100)]
    figure = judge(results(rounds)).figure(ALPHA.name, "cpu")
    assert figure is not None
    assert (figure.ratio, figure.ratio_low, figure.ratio_high, figure.rounds) == (1.5, 1.5, 1.5, 2)


def test_a_floor_or_a_row_that_used_no_measurable_time_gives_no_ratio() -> None:
    for floor, row in ((0, 130), (100, 0)):
        figure = judge(results([turn(FLOOR, 1, floor), turn(ALPHA, 1, row)])).figure(ALPHA.name, "cpu")
        assert figure is not None
        assert figure.ratio is None


def test_what_was_not_measured_has_no_figure() -> None:
    together = tuple(load.model_copy(update={"cpu": None}) for load in turn(ALPHA, 1, 1).loads)
    judgement = judge(results([turn(FLOOR, 1, 100), turn(ALPHA, 1, 1).model_copy(update={"loads": together})]))
    assert judgement.figure(ALPHA.name, "cpu") is None
    assert judgement.figure(ALPHA.name, "throughput") is not None


def test_without_its_floor_a_row_has_a_figure_and_no_ratio() -> None:
    figure = judge(results([turn(ALPHA, 1, 100)])).figure(ALPHA.name, "cpu")
    assert figure is not None
    assert (figure.median, figure.ratio, figure.call) == (100, None, None)
