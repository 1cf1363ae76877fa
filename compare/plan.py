"""Plans how much is measured. The plan is printed before the run and published with it."""

import os
from dataclasses import dataclass, field, replace

from compare.results import Operation

CONTRACT_SECONDS = 120.0
"""Seconds of one processor core that the contract takes for one adapter."""
BRIEF_SECONDS = 18.0
"""The same, of what is measured."""
FILL_SECONDS = 5.0
START_SECONDS = 3.5
"""Seconds in which a server starts and its answers are checked."""
CYCLE_SECONDS = 0.35
"""Seconds that a cycle takes for each row."""
K6_SECONDS = 0.7
"""Seconds in which k6 starts and ends."""


def default_requests() -> dict[Operation, int]:
    return {"get_user": 24, "list_users": 16, "create_user": 12}


@dataclass(frozen=True)
class Plan:
    """How much is measured, in what time.

    Attributes:
        cycles: at least so many; further ones while `budget` lasts and an interval is too wide, unless `exact`.
        budget: seconds that the whole run may take.
        brief: the contract of what is measured, users and logins, alone.
        requests: what a row is asked in a cycle, over `connections`.
        latency_rounds: how often each row is loaded at a fixed rate, for `latency_seconds`.
    """

    cycles: int
    budget: float
    brief: bool = False
    exact: bool = False
    connections: int = 4
    requests: dict[Operation, int] = field(default_factory=default_requests)
    latency_rounds: int = 1
    latency_seconds: float = 1.5

    def contract_seconds(self, adapters: int) -> float:
        """Estimated seconds of the contract for so many adapters, as many at a time as there are cores."""
        return adapters * (BRIEF_SECONDS if self.brief else CONTRACT_SECONDS) / jobs()

    def latency_total(self, rows: int) -> float:
        """Estimated seconds of all loads at a fixed rate."""
        return rows * self.latency_rounds * (self.latency_seconds + K6_SECONDS)

    def total_seconds(self, rows: int) -> float:
        """Estimated seconds of everything but the contract, with no more cycles than are needed."""
        return FILL_SECONDS + rows * (START_SECONDS + self.cycles * CYCLE_SECONDS) + self.latency_total(rows)


QUICK = Plan(cycles=12, budget=165, brief=True)
FULL = Plan(cycles=40, budget=870, latency_rounds=5, latency_seconds=4)


def jobs() -> int:
    """How many contract suites run at a time; nothing is being timed yet."""
    return max(os.cpu_count() or 1, 1)


def make_plan(*, quick: bool, cycles: int | None) -> Plan:
    """The plan; a number of cycles that the caller has asked for is kept exactly."""
    base = QUICK if quick else FULL
    return base if cycles is None else replace(base, cycles=cycles, exact=True)
