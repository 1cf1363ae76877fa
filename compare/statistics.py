"""The statistics of paired ratios: the interval of a median, a test against a smallest effect, Holm's correction."""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from scipy import stats

Name = TypeVar("Name", bound=Hashable)

RESAMPLES = 2000
EXACT = 50
"""Beyond so many pairs the normal distribution is as good as counting."""


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of the median, by the percentile bootstrap with a fixed seed."""
    return _interval(tuple(values))


@lru_cache(maxsize=4096)  # the page, the terminal and the next cycle ask for the same
def _interval(values: tuple[float, ...]) -> tuple[float, float]:
    drawn = np.random.default_rng(0).choice(values, (RESAMPLES, len(values)))
    low, high = np.percentile(np.median(drawn, axis=1), (2.5, 97.5))
    return float(low), float(high)


def p_above(differences: Sequence[float]) -> float:
    """Return Wilcoxon's chance, one-sided, of differences so large or larger if their centre is at most 0."""
    # Not "auto", which takes seconds over equal differences: they do not occur in what is measured.
    method = "exact" if len(differences) <= EXACT else "approx"
    return float(stats.wilcoxon(differences, alternative="greater", method=method).pvalue)


def holm(chances: Mapping[Name, float], level: float = 0.05) -> set[Name]:
    """Return the names whose null hypothesis is rejected, with a chance of at most `level` of any false one."""
    rejected: set[Name] = set()
    for place, name in enumerate(sorted(chances, key=chances.__getitem__)):
        if not chances[name] <= level / (len(chances) - place):  # also where a chance is no number
            break
        rejected.add(name)
    return rejected
