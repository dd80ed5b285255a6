"""PROMETHEE II, the cross-check of the additive model (Brans and Vincke 1985, Management Science 31:647)."""

from __future__ import annotations

import numpy as np

from compass.engine.values import Column

INDIFFERENCE, PREFERENCE = 0.05, 0.25
"""A difference below a twentieth of the way between the anchors counts for nothing, one above a quarter in full.

Our convention, the same for every criterion; it makes large differences count no more than clear ones, which is what
the cross-check is for.
"""


def net_flows(
    worths: Column, weights: Column, indifference: float = INDIFFERENCE, preference: float = PREFERENCE
) -> Column:
    """Give the net outranking flow of each option in each draw, shape (options, draws), by the linear preference
    function with indifference (the fifth of Brans and Vincke).

    `worths` has the shape (criteria, options, draws), `weights` (criteria,) or (criteria, draws).
    """
    count = worths.shape[1]
    flows = np.zeros(worths.shape[1:])
    for one in range(count):
        for other in range(one + 1, count):
            gap = worths[:, one] - worths[:, other]
            degree = np.sign(gap) * np.clip((np.abs(gap) - indifference) / (preference - indifference), 0, 1)
            balance = (weights.reshape(len(weights), -1) * degree).sum(axis=0)
            flows[one] += balance
            flows[other] -= balance
    return np.asarray(flows / max(count - 1, 1))
