"""Columns of draws told as a few numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from compass.engine.values import Special, Value, parts
from compass.model.evaluation import Spread


def spread(likely: Value, drawn: Value) -> Spread | None:
    """Tell a value by its likely point, median, P5, P95 and mean; None for a value that is closed or no number.

    Draws in which the value is closed are left out.
    """
    numbers = open_numbers(drawn)
    if numbers is None:
        return None
    low, middle, high = (float(q) for q in np.quantile(numbers, (0.05, 0.5, 0.95)))
    at_likely = open_numbers(likely)
    first = float(at_likely[0]) if at_likely is not None else middle
    return Spread(likely=first, median=middle, p5=low, p95=high, mean=float(np.mean(numbers)))


def open_numbers(value: Value) -> Any:
    """Give the numbers of a value in the draws in which it is open, or None."""
    if isinstance(value, Special | str | dict) or value is None:
        return None
    number, closed = parts(value)
    column = np.atleast_1d(np.asarray(number, dtype=float))
    if closed is not None:
        column = column[~closed]
    column = column[np.isfinite(column)]
    return column if column.size else None


def share_of(truth: Value) -> float | None:
    """Give the share of draws in which a truth holds (a fault does not hold); None where it is not decided."""
    return None if isinstance(truth, Special) else float(np.mean(np.asarray(truth) == 1))
