"""Plans how long and how hard each load is. The plan is printed before the run and published with it."""

import math
import os
from dataclasses import dataclass, field, replace

from compare.results import Operation

TURN_OVERHEAD = 2.7
"""Seconds a turn takes beside its loads: a fresh database, the server's start, checked answers, warm-up, stop."""
CONTRACT_SECONDS = 75.0
"""Seconds of one processor core that the contract takes for one adapter."""
BRIEF_SECONDS = 25.0
"""The same, of one case of each test."""
FILL_SECONDS = 5.0
CLOSED_LOADS = 3
FIXED_FACTOR = 2.5
"""The load at fixed rates is this much longer than a closed loop: percentiles need more requests than means do."""


def default_rates() -> dict[Operation, int]:
    return {"get_user": 80, "list_users": 40, "create_user": 40}


@dataclass(frozen=True)
class Plan:
    """`seconds` is the length of one closed loop; `budget` what the whole run may take, in seconds.

    `brief` leaves out all but one case of each test of the contract.
    """

    rounds: int
    seconds: float
    budget: float
    brief: bool = False
    connections: int = 16
    warmup: float = 0.3
    rates: dict[Operation, int] = field(default_factory=default_rates)

    @property
    def fixed_seconds(self) -> float:
        return max(round(self.seconds * FIXED_FACTOR, 1), 1.0)  # k6 takes no shorter scenario

    @property
    def turn_overhead(self) -> float:
        """Estimated seconds of a turn beside its loads."""
        return TURN_OVERHEAD

    def contract_seconds(self, adapters: int) -> float:
        """Estimated seconds of the contract for so many adapters, as many at a time as there are cores."""
        return adapters * (BRIEF_SECONDS if self.brief else CONTRACT_SECONDS) / jobs()

    def total_seconds(self, rows: int) -> float:
        """Estimated seconds of every turn of every round, the contract not included."""
        return self.rounds * rows * (TURN_OVERHEAD + CLOSED_LOADS * self.seconds + self.fixed_seconds)

    def fit(self, rows: int, remaining: float, slowness: float = 1) -> "Plan":
        """The same plan with its loads as long as the remaining seconds allow; a closed loop takes 0.4 to 4 seconds.

        `slowness` is the factor by which this machine takes longer than estimated.
        """
        turn = remaining / (self.rounds * rows) - TURN_OVERHEAD * max(slowness, 1)
        seconds = turn / (CLOSED_LOADS + FIXED_FACTOR)
        return replace(self, seconds=min(max(math.floor(seconds * 10) / 10, 0.4), 4.0))


QUICK = Plan(rounds=2, seconds=0.4, budget=155, brief=True)
FULL = Plan(rounds=7, seconds=2.0, budget=840)


def jobs() -> int:
    """How many contract suites run at a time; nothing is being timed yet."""
    return max(os.cpu_count() or 1, 1)


def make_plan(*, quick: bool, rounds: int | None, seconds: float | None, rows: int, adapters: int) -> Plan:
    """The plan for this many rows and adapters; what the caller has asked for is never changed."""
    base = QUICK if quick else FULL
    if rounds is not None:
        base = replace(base, rounds=rounds)
    if seconds is not None:
        return replace(base, seconds=seconds)
    return base.fit(rows, base.budget - base.contract_seconds(adapters) - FILL_SECONDS)
