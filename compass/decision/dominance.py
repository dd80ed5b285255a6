"""Which option is at least as good as another on every criterion (Pareto dominance), draw by draw."""

from __future__ import annotations

import numpy as np

from compass.engine.values import Column


def dominance(worths: Column) -> Column:
    """Give the share of draws in which an option (row) dominates another (column).

    `worths` has the shape (criteria, options, draws). To dominate is to be worth no less on any criterion and more on
    one; a share of 1 is certain dominance.
    """
    _, options, draws = worths.shape
    shares = np.zeros((options, options))
    for one in range(options):
        for other in range(one + 1, options):
            higher = np.zeros(draws, dtype=bool)
            lower = np.zeros(draws, dtype=bool)
            for criterion in worths:
                higher |= criterion[one] > criterion[other]
                lower |= criterion[one] < criterion[other]
            shares[one, other] = np.mean(higher & ~lower)
            shares[other, one] = np.mean(lower & ~higher)
    return shares
