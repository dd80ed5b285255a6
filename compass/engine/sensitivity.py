"""How much of a number's variance each of its inputs explains, from draws that were already made.

The first-order index of an input X for a result Y is Var(E[Y|X]) / Var(Y): what would go, on average, if X were known
(Sobol' 1993). It is estimated from given data: the draws are cut into bins of equal count along X, and the variance of
the means of Y in the bins is taken (Plischke, Borgonovo, Smith 2013, EJOR 226:536). Means of few draws vary by chance
too; that share is taken off (epsilon squared, Kelley 1935, PNAS 21:554), so that an input without effect has about 0,
on either side, and the indices of many inputs can be added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from compass.engine.values import Column

BINS = 32


def first_order(columns: Mapping[str, Any], target: Column) -> dict[str, float]:
    """Give the first-order index, at most 1, of each column for a target; all have one value for each draw.

    Draws in which the target is not finite are left out. A target that does not vary gives 0 for all.
    """
    varied = Target(target)
    return {name: varied.explained_by(column) for name, column in columns.items()}


class Target:
    """A result made ready to be compared with many inputs."""

    def __init__(self, column: Column) -> None:
        finite = np.isfinite(column)
        self._kept = None if finite.all() else finite
        kept = column if self._kept is None else column[self._kept]
        self._deviations = kept - kept.mean() if kept.size else kept
        self._total = float(np.vdot(self._deviations, self._deviations))

    def explained_by(self, column: Any) -> float:
        """Give the first-order index of one input: numbers, truths or options; NaN (closed) is a bin of its own."""
        numbers = np.asarray(column, dtype=float)
        numbers = numbers if self._kept is None else numbers[self._kept]
        if not self._total > 0:
            return 0.0
        sums, counts = self._binned(numbers)
        between = float(np.sum(sums * sums / counts))
        free = self._deviations.size - len(counts)
        if free < 1 or len(counts) < 2:
            return 0.0
        within = (self._total - between) / free
        return 1.0 - within * (self._deviations.size - 1) / self._total

    def _binned(self, numbers: Column) -> tuple[Any, Any]:
        """Sum the deviations in each bin, and count them: one bin a value where values are few, else of equal count.

        Equal values never fall into two bins.
        """
        ordered = np.sort(numbers)
        new = ordered[1:] != ordered[:-1]
        if np.count_nonzero(new) < BINS:
            edges = ordered[1:][new]
        else:
            edges = np.unique(ordered[np.arange(1, BINS) * ordered.size // BINS])
        if np.isnan(ordered[-1]):
            edges = np.append(edges[~np.isnan(edges)], np.nan)
        bins = np.searchsorted(edges, numbers, side="right")
        counts = np.bincount(bins)
        sums = np.bincount(bins, weights=self._deviations)
        return sums[counts > 0], counts[counts > 0]
