"""What a criterion's number is worth: 0 at the worst anchor, 1 at the best, by a value function between them.

Additive value model with absolute anchors (Keeney and Raiffa 1976, Decisions with Multiple Objectives): no worth
depends on which other options are compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compass.engine.values import Column


def worth(numbers: Column, worst: float, best: float, bends: Sequence[tuple[float, float]] = ()) -> Column:
    """Give the worth of numbers, in [0, 1], clipped to the anchors.

    Without `bends` it is linear. A bend (way, worth) says what a share of the way from worst to best is worth; the
    worth is linear between bends (piecewise value function).
    """
    way: Column = np.asarray(np.clip((numbers - worst) / (best - worst), 0.0, 1.0))
    if not bends:
        return way
    ways, worths = zip((0.0, 0.0), *bends, (1.0, 1.0), strict=True)
    return np.asarray(np.interp(way, ways, worths))


def clipped_share(numbers: Column, worst: float, best: float) -> float:
    """Give the share of draws that lie beyond an anchor, so that the scale hides a difference."""
    low, high = min(worst, best), max(worst, best)
    return float(np.mean((numbers < low) | (numbers > high)))


def scores(worths: Column, weights: Column) -> Column:
    """Give the weighted worth of each option in each draw.

    `worths` has the shape (criteria, options, draws); `weights` (criteria,), or (criteria, draws) where they are
    uncertain, and sums to 1 over the criteria. The result has the shape (options, draws).
    """
    if weights.ndim == 1:
        return np.asarray(np.tensordot(weights, worths, axes=1))
    return np.asarray(np.einsum("cn,con->on", weights, worths))
