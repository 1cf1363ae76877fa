"""Turns raw slices into medians, intervals, ratios to the floor and calls: pure functions over the data file."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from compare.results import OPERATIONS, Latency, Operation, Results, Row, Service, Slice
from compare.statistics import holm, interval, p_above

Call = Literal["floor", "more", "less", "tie"]

SMALLEST_FACTOR = 1.05
"""No difference below this is worth a call, however sure it is."""
NARROW = 1.04
"""An interval is narrow if its upper end is at most this many times its lower end."""
JUDGED = "cpu"
"""The one metric whose differences are called: it varies least, and decides how many machines a service needs."""
SATURATED = 0.95
"""Little's law: below this part of the time under way, the load generator and not the server limits a throughput."""


@dataclass(frozen=True)
class Metric:
    """One figure of a row, or of each operation of it."""

    key: str
    title: str
    unit: str
    decimals: int
    of: Literal["slice", "latency", "service"]
    read: Callable[..., float]


def _cpu(each: Slice) -> float:
    return each.cpu / each.requests * 1e6


def _throughput(each: Slice) -> float:
    return each.requests / each.seconds


def _field(name: str, unit: float = 1) -> Callable[[Latency | Service], float]:
    """Return what reads a field, in a multiple of its unit."""
    return lambda each: getattr(each, name) / unit


METRICS = {
    metric.key: metric
    for metric in (
        Metric("throughput", "Throughput", "requests/s", 0, "slice", _throughput),
        Metric("cpu", "Server CPU per request", "µs", 0, "slice", _cpu),
        Metric("p50", "Latency, median", "ms", 1, "latency", _field("p50")),
        Metric("p95", "Latency, 95th percentile", "ms", 1, "latency", _field("p95")),
        Metric("p99", "Latency, 99th percentile", "ms", 1, "latency", _field("p99")),
        Metric("startup", "Start-up", "s", 2, "service", _field("startup")),
        Metric("idle", "Memory, idle", "MiB", 0, "service", _field("idle_memory", 2**20)),
        Metric("loaded", "Memory, after load", "MiB", 0, "service", _field("loaded_memory", 2**20)),
        Metric("threads", "Threads", "", 0, "service", _field("threads")),
    )
}


@dataclass(frozen=True)
class Figure:
    """A median with its interval, from `count` values; of CPU also as a ratio to the floor in the same cycles."""

    median: float
    low: float
    high: float
    count: int
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None
    call: Call | None = None


Key = tuple[str, str, Operation]
"""Row, metric, operation; a metric that is not per operation stands under the first one."""


@dataclass(frozen=True)
class Judgement:
    """Every figure that was measured and holds."""

    figures: Mapping[Key, Figure]

    def figure(self, row: str, metric: str, operation: Operation = OPERATIONS[0]) -> Figure | None:
        return self.figures.get((row, metric, operation))


def judge(results: Results) -> Judgement:
    """Judge a data file."""
    figures: dict[Key, Figure] = {}
    chances: dict[Key, float] = {}
    for row in results.rows:
        for metric in METRICS.values():
            for operation in OPERATIONS if metric.of != "service" else OPERATIONS[:1]:
                key = (row.name, metric.key, operation)
                values = _values(results, row.name, metric, operation)
                if not values:
                    continue
                figures[key] = _figure(list(values.values()), metric)
                if metric.key == JUDGED and row.floor is None:
                    figures[key] = replace(figures[key], ratio=1, ratio_low=1, ratio_high=1, call="floor")
                elif metric.key == JUDGED:
                    ratios = _ratios(values, _values(results, row.floor, metric, operation))
                    figures[key] = over_floor(figures[key], ratios)
                    if ratios:
                        chances[key] = chance(ratios)
    for key in holm(chances):
        figures[key] = replace(figures[key], call="more" if (figures[key].ratio or 0) > 1 else "less")
    return Judgement(figures)


def chance(ratios: Sequence[float]) -> float:
    """The chance of such ratios where the true one differs from 1 by no more than is worth a call."""
    logarithms = [math.log(ratio) for ratio in ratios]
    least = math.log(SMALLEST_FACTOR)
    return min(p_above([each - least for each in logarithms]), p_above([-each - least for each in logarithms]))


def over_floor(figure: Figure, ratios: Sequence[float]) -> Figure:
    """The figure with its ratio, for the time being a tie."""
    if not ratios:
        return figure
    low, high = interval(ratios)
    return replace(figure, ratio=median(ratios), ratio_low=low, ratio_high=high, call="tie")


def narrow_enough(rows: Sequence[Row], slices: Iterable[Slice]) -> bool:
    """Return whether every ratio has a narrow interval. Then no further cycle is needed."""
    costs: dict[tuple[str, Operation], dict[int, float]] = {}
    for each in slices:
        costs.setdefault((each.row, each.operation), {})[each.cycle] = _cpu(each)
    for row in rows:
        for operation in OPERATIONS:
            values = costs.get((row.name, operation), {})
            ratios = _ratios(values, costs.get((row.floor or "", operation), {}))
            if ratios:
                low, high = interval(ratios)
                if high > low * NARROW:
                    return False
    return True


def _values(results: Results, row: str | None, metric: Metric, operation: Operation) -> dict[int, float]:
    """The metric by cycle or number, where it was measured and holds."""
    if row in results.void:
        return {}
    match metric.of:
        case "slice":
            found = [each for each in results.slices if (each.row, each.operation) == (row, operation)]
            if metric.key == "throughput" and found and median(each.busy for each in found) < SATURATED:
                return {}
            return {each.cycle: metric.read(each) for each in found}
        case "latency":
            return {
                each.number: metric.read(each)
                for each in results.latencies
                if (each.row, each.operation) == (row, operation) and each.error is None
            }
        case "service":
            return dict(enumerate(metric.read(each) for each in results.services if each.row == row))


def _ratios(values: Mapping[int, float], floor: Mapping[int, float]) -> list[float]:
    """Cycle by cycle, so that a machine that slows down meanwhile slows both sides of a ratio."""
    return [value / floor[number] for number, value in values.items() if value > 0 and floor.get(number, 0) > 0]


def _figure(values: Sequence[float], metric: Metric) -> Figure:
    low, high = interval(values) if metric.of == "slice" else (min(values), max(values))
    return Figure(median(values), low, high, len(values))
