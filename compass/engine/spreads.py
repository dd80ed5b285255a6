"""Columns of draws told as a few numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from compass.engine.values import CLOSED, Special, Value, parts
from compass.model.spread import Spread

CHUNK = 2048
"""Draws that are summed at once; sums of chunks are added exactly, so that no mean depends on how draws are cut."""


@dataclass(frozen=True)
class Mean:
    """A mean in the making; it never lies outside the values that it is the mean of."""

    sums: tuple[float, ...]
    count: int
    least: float
    most: float

    @classmethod
    def of(cls, value: Value, draws: int) -> Mean:
        """Sum a number or a column."""
        column = value if isinstance(value, np.ndarray) else np.full(draws, float(value))
        sums = tuple(float(column[start : start + CHUNK].sum()) for start in range(0, len(column), CHUNK))
        return cls(sums, len(column), float(column.min()), float(column.max()))

    @classmethod
    def joined(cls, means: Iterable[Mean]) -> Mean:
        """Join the means of blocks, each a multiple of CHUNK draws except the last."""
        found = tuple(means)
        return cls(
            tuple(total for mean in found for total in mean.sums),
            sum(mean.count for mean in found),
            min(mean.least for mean in found),
            max(mean.most for mean in found),
        )

    @property
    def value(self) -> float:
        return min(max(math.fsum(self.sums) / self.count, self.least), self.most)


def mean_of(value: Value) -> float:
    """Give the mean of a number, of a column, or one in the making."""
    return (value if isinstance(value, Mean) else Mean.of(value, 1)).value


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
    return Spread(likely=first, median=middle, p5=low, p95=high, mean=mean_of(numbers))


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


def columns_of(value: Value) -> tuple[Any, ...]:
    """Give the columns that hold a value, NaN where it is closed: one, or one for each option of several choices."""
    if isinstance(value, dict):
        return tuple(column for truth in value.values() for column in columns_of(truth))
    number, closed = parts(value)
    if not isinstance(number, float | int | np.generic | np.ndarray):
        return ()
    return (number if closed is None else np.where(closed, np.nan, np.asarray(number, dtype=float)),)


def open_share(value: Value) -> float:
    """Give the share of draws in which a value is open."""
    closed = parts(value)[1]
    return 0.0 if value is CLOSED else 1.0 if closed is None else float(1 - closed.mean())
