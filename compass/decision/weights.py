"""Weights of criteria: from swings, from their order alone, or unknown.

Unknown weights are uniform on the simplex (Dirichlet with all parameters 1), weights known by rank uniform on its
ordered part: sorted draws of the same distribution. Their mean is the rank order centroid (Barron and Barrett 1996,
Management Science 42:1515).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from compass.engine.values import Column


def from_swings(swings: Mapping[str, float], criteria: Sequence[str]) -> Column:
    """Give the weight of each criterion from points for its swing from worst to best; what is not named weighs 0."""
    points = np.array([swings.get(criterion, 0.0) for criterion in criteria])
    return np.asarray(points / points.sum())


def unknown(uniforms: Iterable[Column]) -> Column:
    """Give weights drawn uniformly on the simplex, one row for each column of uniform draws."""
    exponentials = -np.log(np.stack(list(uniforms)))
    return np.asarray(exponentials / exponentials.sum(axis=0))


def by_rank(uniforms: Iterable[Column], ranks: Sequence[int]) -> Column:
    """Give weights drawn uniformly among those in the order of `ranks` (1 weighs most; equal ranks are left open)."""
    drawn = unknown(uniforms)
    descending = -np.sort(-drawn, axis=0)
    weights = np.empty_like(drawn)
    place = 0
    for rank in sorted(set(ranks)):
        rows = [row for row, each in enumerate(ranks) if each == rank]
        group = descending[place : place + len(rows)]
        # Within a group the order is open: it follows the draws that were made for its members.
        order = np.argsort(np.argsort(-drawn[rows], axis=0), axis=0)
        weights[rows] = np.take_along_axis(group, order, axis=0)
        place += len(rows)
    return weights


def rescaled(weights: Column, row: int, weight: float) -> Column:
    """Give the weights with one of them changed and the others keeping their proportions."""
    others = weights.sum() - weights[row]
    changed = weights * ((1 - weight) / others) if others > 0 else weights.copy()
    changed[row] = weight
    return changed
