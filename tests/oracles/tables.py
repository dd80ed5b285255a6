"""The inputs that both the oracles and our tests compute with, made by formula."""

from __future__ import annotations

from typing import Any

import numpy as np

POINTS = 8192

AIRCRAFT = np.array(
    [
        [2.0, 1500, 20000, 5.5, 5, 9],
        [2.5, 2700, 18000, 6.5, 3, 5],
        [1.8, 2000, 21000, 4.5, 7, 7],
        [2.2, 1800, 20000, 5.0, 5, 5],
    ]
)
"""Four fighter aircraft by speed, range, payload, cost, reliability, manoeuvrability (Hwang and Yoon 1981)."""
WEIGHTS = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
TYPES = np.array([1, 1, 1, -1, 1, 1])
"""Which attributes are better when higher (1) or lower (-1)."""


def worths(case: int) -> Any:
    """Give a table of 6 options and 5 criteria between 0 and 1, another for each case."""
    return np.modf(np.sqrt(np.arange(1, 31) + 7.0 * case) * 3)[0].reshape(6, 5)


def weights(case: int) -> Any:
    """Give 5 weights that sum to 1, others for each case."""
    points = np.modf(np.sqrt(np.arange(2, 7) + 3.0 * case) * 5)[0] + 0.1
    return points / points.sum()


def angles() -> Any:
    """Give POINTS points of an additive recurrence between -π and π, shape (points, 3): the inputs of Ishigami."""
    steps = np.sqrt([2.0, 3.0, 5.0])
    return np.pi * (2 * np.modf(np.arange(1, POINTS + 1)[:, None] * steps)[0] - 1)


def ishigami(points: Any) -> Any:
    one, two, three = points.T
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)
