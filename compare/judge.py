"""Turns raw rounds into medians, spreads, ratios to the floor and calls: pure functions over the data file."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from compare.results import OPERATIONS, Load, Operation, Results, Round, Row

Call = Literal["floor", "more", "less", "tie"]

SMALLEST_FACTOR = 1.05
"""No difference below this is called, however quiet the control was."""


@dataclass(frozen=True)
class Metric:
    """One figure of a round, or of each operation in it; `read` returns None where it was not measured."""

    key: str
    title: str
    unit: str
    decimals: int
    per_operation: bool
    read: Callable[[Round, Operation], float | None]


def _of_load(
    arrival: Literal["closed", "fixed"], figure: Callable[[Load], float | None]
) -> Callable[..., float | None]:
    def read(turn: Round, operation: Operation) -> float | None:
        load = turn.load(arrival, operation)
        return None if load is None else figure(load)

    return read


def _throughput(load: Load) -> float:
    return load.requests / load.seconds


def _cpu(load: Load) -> float | None:
    return None if load.cpu is None else load.cpu / load.requests * 1e6


METRICS = {
    metric.key: metric
    for metric in (
        Metric("throughput", "Throughput", "requests/s", 0, True, _of_load("closed", _throughput)),
        Metric("cpu", "Server CPU per request", "µs", 0, True, _of_load("closed", _cpu)),
        Metric("p50", "Latency, median", "ms", 1, True, _of_load("fixed", lambda load: load.p50)),
        Metric("p95", "Latency, 95th percentile", "ms", 1, True, _of_load("fixed", lambda load: load.p95)),
        Metric("p99", "Latency, 99th percentile", "ms", 1, True, _of_load("fixed", lambda load: load.p99)),
        Metric("startup", "Start-up", "s", 2, False, lambda turn, _: turn.startup),
        Metric("idle", "Memory, idle", "MiB", 0, False, lambda turn, _: turn.idle_memory / 2**20),
        Metric("loaded", "Memory, after load", "MiB", 0, False, lambda turn, _: turn.loaded_memory / 2**20),
        Metric("threads", "Threads", "", 0, False, lambda turn, _: float(turn.threads)),
    )
}


@dataclass(frozen=True)
class Figure:
    """A median with its smallest and largest round, and the same as a ratio to the floor of the same rounds."""

    median: float
    low: float
    high: float
    rounds: int
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    call: Call | None = None


Key = tuple[str, str, Operation]
"""Row, metric, operation; a metric that is not per operation stands under the first one."""


@dataclass(frozen=True)
class Judgement:
    """Every figure that was measured, and for each metric the factor up to which a difference is a tie."""

    figures: Mapping[Key, Figure]
    noise: Mapping[str, float]

    def figure(self, row: str, metric: str, operation: Operation = OPERATIONS[0]) -> Figure | None:
        return self.figures.get((row, metric, operation))


def judge(results: Results) -> Judgement:
    """Judge a data file."""
    noise = {metric.key: noise_factor(_control_ratios(results, metric)) for metric in METRICS.values()}
    figures: dict[Key, Figure] = {}
    for row in results.rows:
        for metric in METRICS.values():
            for operation in _operations(metric):
                values = _values(results, row.name, metric, operation)
                if values:
                    ratios = _ratios(values, _values(results, row.floor, metric, operation)) if row.floor else []
                    figures[row.name, metric.key, operation] = _figure(row, values, ratios, noise[metric.key])
    return Judgement(figures, noise)


def noise_factor(ratios: Sequence[float]) -> float:
    """The largest difference of any round between two runs of one app: 1.08 for 8%. Never below SMALLEST_FACTOR."""
    return max([SMALLEST_FACTOR, *(max(ratio, 1 / ratio) for ratio in ratios)])


def call_of(ratios: Sequence[float], noise: float) -> Call:
    """More or less than the floor if the median exceeds the noise and every round is on the same side; else a tie."""
    middle = median(ratios)
    if middle > noise and min(ratios) > 1:
        return "more"
    if middle < 1 / noise and max(ratios) < 1:
        return "less"
    return "tie"


def _operations(metric: Metric) -> Sequence[Operation]:
    return OPERATIONS if metric.per_operation else OPERATIONS[:1]


def _values(results: Results, row: str | None, metric: Metric, operation: Operation) -> dict[int, float]:
    """The metric by round, where it was measured."""
    read = (
        (turn.number, metric.read(turn, operation)) for turn in results.rounds if turn.row == row and not turn.error
    )
    return {number: value for number, value in read if value is not None and math.isfinite(value)}


def _ratios(values: Mapping[int, float], floor: Mapping[int, float]) -> list[float]:
    """Round by round, so that a machine that slows down meanwhile slows both sides of a ratio."""
    return [value / floor[number] for number, value in values.items() if value > 0 and floor.get(number, 0) > 0]


def _control_ratios(results: Results, metric: Metric) -> list[float]:
    return [
        ratio
        for row in results.rows
        if row.role == "control"
        for operation in _operations(metric)
        for ratio in _ratios(
            _values(results, row.name, metric, operation), _values(results, row.floor, metric, operation)
        )
    ]


def _figure(row: Row, values: Mapping[int, float], ratios: Sequence[float], noise: float) -> Figure:
    numbers = list(values.values())
    plain = Figure(median=median(numbers), low=min(numbers), high=max(numbers), rounds=len(numbers))
    if row.role == "floor":
        return Figure(plain.median, plain.low, plain.high, plain.rounds, 1, 1, 1, "floor")
    if not ratios:
        return plain
    spread = (median(ratios), min(ratios), max(ratios))
    return Figure(plain.median, plain.low, plain.high, plain.rounds, *spread, call_of(ratios, noise))
