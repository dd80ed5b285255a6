"""How much of a number's variance each of its inputs explains, from draws that were already made.

The first-order index of an input X for a result Y is Var(E[Y|X]) / Var(Y): what would go, on average, if X were known
(Sobol' 1993). It is estimated from given data: the draws are cut into bins of equal count along X, and the variance of
the means of Y in the bins is taken (Plischke, Borgonovo, Smith 2013, EJOR 226:536). Means of few draws vary by chance
too; that share is taken off (epsilon squared, Kelley 1935, PNAS 21:554), so that an input without effect has about 0,
on either side, and the indices of many inputs can be added up.

What chance may still give one of many inputs follows from Fisher's F, the ratio of the variances between and within
bins (the test of common means of Kleijnen and Helton 1999, Reliability Engineering and System Safety 65:147).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import fdtri

from compass.engine.values import Column

BINS = 32
_FALSE_ALARMS = 0.05


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
        if not self._total > 0:
            return 0.0
        numbers = np.asarray(column, dtype=float)
        bins = bins_along(numbers if self._kept is None else numbers[self._kept])
        return _explained(self._deviations, self._total, bins, np.bincount(bins))


def first_order_all(columns: Mapping[str, Any], targets: Column) -> tuple[Column, Column]:
    """Give the first-order indices of many finite targets, shape (targets, draws), as (targets, columns), and for each
    column the index that chance alone may give it.

    Among columns without effect one exceeds the latter in one target of twenty. Each column is cut into bins once.
    """
    deviations = targets - targets.mean(axis=1, keepdims=True)
    totals = np.einsum("tn,tn->t", deviations, deviations)
    found, chance = np.zeros((len(targets), len(columns))), np.ones(len(columns))
    for place, column in enumerate(columns.values()):
        bins = bins_along(np.asarray(column, dtype=float))
        counts = np.bincount(bins)
        chance[place] = _by_chance(counts, _FALSE_ALARMS / len(columns))
        for row in np.flatnonzero(totals > 0):
            found[row, place] = _explained(deviations[row], float(totals[row]), bins, counts)
    return found, chance


def bins_along(numbers: Column) -> Any:
    """Give the bin of each draw along a column: one bin a value where values are few, else of equal count.

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
    return np.searchsorted(edges, numbers, side="right")


def _explained(deviations: Column, total: float, bins: Any, counts: Any) -> float:
    """Give the share of a sum of squares that lies between bins, less what chance alone gives."""
    filled = counts > 0
    sums = np.bincount(bins, weights=deviations)[filled]
    free = deviations.size - len(sums)
    if free < 1 or len(sums) < 2:
        return 0.0
    within = (total - float(np.sum(sums * sums / counts[filled]))) / free
    return 1.0 - within * (deviations.size - 1) / total


def _by_chance(counts: Any, alarms: float) -> float:
    """Give the index that a column without effect, cut into bins of these counts, exceeds in a share of targets."""
    filled, draws = int(np.count_nonzero(counts)), int(counts.sum())
    if draws <= filled or filled < 2:
        return 1.0
    ratio = float(fdtri(filled - 1, draws - filled, 1 - alarms))
    return 1.0 - (draws - 1) / (draws - filled + (filled - 1) * ratio)
