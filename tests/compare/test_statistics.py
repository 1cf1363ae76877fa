"""The statistics, on numbers that can be counted by hand, and on random ones of which the truth is known."""

from random import Random
from statistics import median

import pytest

from compare.judge import chance
from compare.statistics import holm, interval, p_above


def test_the_least_chance_of_n_pairs_is_one_in_two_to_the_n() -> None:
    assert p_above([0.1 + number / 100 for number in range(12)]) == 2**-12
    assert p_above([1.0, 2, 3]) == 1 / 8
    assert p_above([-1.0, 2, 3]) == 2 / 8
    assert p_above([-1.0, -2, -3]) == 1


def test_beyond_50_pairs_the_chance_is_that_of_the_normal_distribution() -> None:
    differences = [Random(1).gauss(0.3, 1) for _ in range(50)]
    assert p_above([*differences, 1e-9]) == pytest.approx(p_above(differences), rel=0.2)


def test_holm_compares_each_chance_with_what_is_left() -> None:
    assert holm({"a": 0.01, "b": 0.02, "c": 0.05}) == {"a", "b", "c"}
    assert holm({"a": 0.02, "b": 0.001, "c": 0.04}) == {"a", "b", "c"}
    assert holm({"a": 0.03, "b": 0.001, "c": 0.04}) == {"b"}
    assert holm({"a": 0.02, "b": 0.02, "c": 0.02}) == set()
    assert holm({}) == set()


def test_an_interval_encloses_the_median_and_is_the_same_again() -> None:
    values = [Random(2).gauss(10, 1) for _ in range(30)]
    low, high = interval(values)
    assert min(values) <= low <= median(values) <= high <= max(values)
    assert interval(values) == (low, high)
    assert interval([3.0]) == (3, 3)


def test_the_interval_holds_the_true_median_about_95_times_of_100() -> None:
    random = Random(3)
    intervals = [interval([random.gauss(0, 1) for _ in range(25)]) for _ in range(100)]
    assert 88 <= sum(low <= 0 <= high for low, high in intervals) <= 100


@pytest.mark.parametrize(("true", "called"), [(1.0, False), (1.04, False), (1.1, True), (0.9, True)])
def test_of_40_noisy_cycles_a_difference_of_10_percent_is_sure_and_one_of_4_percent_is_not(
    true: float, *, called: bool
) -> None:
    random = Random(4)
    calls = [chance([true * random.lognormvariate(0, 0.05) for _ in range(40)]) < 0.05 / 18 for _ in range(20)]
    assert calls == [called] * 20
