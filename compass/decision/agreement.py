"""How much people agree: on one item with ordered answers, on a ranking, over many items.

None stands where an index is not defined: nobody answered, nothing can be compared, or nothing varies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from compass.engine.values import Column


def agreement(counts: Sequence[float]) -> float | None:
    """Give agreement A from how many chose each of at least three ordered answers: 1 all alike, 0 even, -1 two poles.

    Van der Eijk 2001, Quality & Quantity 35:325, doi:10.1023/A:1010374114305: the counts are cut into layers of equal
    height, and the agreement of each layer is weighted by its persons.
    """
    left, total, found = np.asarray(counts, dtype=float), float(sum(counts)), 0.0
    if total == 0 or len(counts) < 3:
        return None
    while (filled := left > 0).any():
        layer = np.where(filled, left[filled].min(), 0.0)
        found += layer.sum() / total * _of_layer(filled.tolist())
        left = left - layer
    return float(found)


def _of_layer(filled: list[bool]) -> float:
    """Give the agreement of a layer: its unimodality, less the more answers it spreads over."""
    count, spread = len(filled), sum(filled)
    if spread == 1:
        return 1.0
    if spread == count:
        return 0.0
    triples = list(combinations(filled, 3))
    poles = triples.count((True, False, True))
    slopes = triples.count((True, True, False)) + triples.count((False, True, True))
    unimodality = ((count - 2) * slopes - (count - 1) * poles) / ((count - 2) * (slopes + poles))
    return unimodality * (1 - (spread - 1) / (count - 1))


def consensus(counts: Sequence[float]) -> float | None:
    """Give consensus from how many chose each of at least two ordered answers: 1 all alike, 0 half at either end.

    Tastle and Wierman 2007, International Journal of Approximate Reasoning 45:531, doi:10.1016/j.ijar.2006.06.024.
    """
    numbers = np.asarray(counts, dtype=float)
    if numbers.sum() == 0 or len(numbers) < 2:
        return None
    shares, places = numbers / numbers.sum(), np.arange(len(numbers))
    chosen = shares > 0
    away = np.abs(places - shares @ places)[chosen] / (len(numbers) - 1)
    return float(1 + shares[chosen] @ np.log2(1 - away))


def concordance(scores: Column) -> float | None:
    """Give Kendall's W, corrected for ties, from scores of the shape (persons, items): 1 one ranking, 0 none in common.

    Equal scores share their ranks. Who left an item out (NaN) has no ranking and does not count. Siegel and Castellan
    1988, Nonparametric Statistics for the Behavioral Sciences, section 9.7.
    """
    complete = scores[~np.isnan(scores).any(axis=1)]
    persons, items = complete.shape
    if persons < 2 or items < 2:
        return None
    ranks = rankdata(complete, axis=1)
    ties = sum(float((lengths**3 - lengths).sum()) for lengths in map(_tied, ranks))
    most = persons**2 * (items**3 - items) - persons * ties
    deviations = ranks.sum(axis=0) - persons * (items + 1) / 2
    return float(12 * deviations @ deviations / most) if most > 0 else None


def _tied(ranks: Column) -> NDArray[np.int64]:
    """Give how many items share each rank."""
    return np.unique(ranks, return_counts=True)[1]


def reliability(ratings: Column) -> float | None:
    """Give Krippendorff's alpha for ordered ratings, shape (persons, items): 1 all alike, 0 as by chance.

    NaN is a missing rating; an item that fewer than two rated does not count. Krippendorff 2011, Computing
    Krippendorff's Alpha-Reliability, University of Pennsylvania.
    """
    values = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[:, :, None] == values).sum(axis=0).astype(float)
    counts = counts[counts.sum(axis=1) > 1]
    totals = counts.sum(axis=0)
    chance = totals @ _apart(totals) @ totals
    if not chance > 0:
        return None
    paired = counts / (counts.sum(axis=1, keepdims=True) - 1)
    # What a person's rating differs from itself is 0, so that pairs of a rating with itself need not be taken off.
    observed = np.einsum("ic,ck,ik->", paired, _apart(totals), counts)
    return float(1 - (totals.sum() - 1) * observed / chance)


def _apart(totals: Column) -> Column:
    """Give the squared distance of each two ordered values: how many ratings lie between their middles."""
    middles = np.cumsum(totals) - totals / 2
    return np.asarray((middles[:, None] - middles[None, :]) ** 2)
