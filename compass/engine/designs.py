"""Columns for looking at one input at a time: what a run asks for is noted, then each input is moved alone.

A design is one run whose draws are the points of all inputs, laid end to end, so that sixty inputs at nine points cost
about as much as one run of 540 draws.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from compass.engine.draws import Columns
from compass.engine.values import Value
from compass.model.estimate import Estimate

Kind = Literal["number", "choice", "truth", "study"]


@dataclass(frozen=True)
class Input:
    """An uncertain input by the name of its column: a number between its ends, or one of some points.

    `likely` is its likely point; a choice and a study are told by their index, a truth by 0 or 1.
    """

    name: str
    kind: Kind
    likely: float
    points: tuple[float, ...]

    def grid(self, count: int) -> tuple[float, ...]:
        """Give `count` points from the low to the high end of a number; all points of anything else."""
        if self.kind != "number":
            return self.points
        return tuple(float(point) for point in np.linspace(self.points[0], self.points[-1], count))


def item_of(name: str) -> str:
    """Give the question or factor that the column of a name belongs to (`price@offer`, `pue[edge]`, `trial.recall`)."""
    return re.split(r"[@\[.#]", name, maxsplit=1)[0]


class Noted:
    """Columns that keep a note of every uncertain input that a run asks for, and of the column it was given."""

    def __init__(self, columns: Columns) -> None:
        self._columns, self.draws = columns, columns.draws
        self.inputs: dict[str, Input] = {}
        self.columns: dict[str, Value] = {}

    def estimate(self, name: str, estimate: Estimate) -> Value:
        column = self._columns.estimate(name, estimate)
        return self._note("number", name, estimate.likely, (estimate.low, estimate.high), column)

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        possible = tuple(float(option) for option, share in shares.items() if share > 0)
        likely = max(shares, key=lambda option: shares[option])
        return self._note("choice", name, likely, possible, self._columns.choice(name, shares))

    def happens(self, name: str, share: float) -> Value:
        points = (0.0, 1.0) if 0 < share < 1 else (share,)
        return self._note("truth", name, float(share >= 0.5), points, self._columns.happens(name, share))

    def pick(self, name: str, count: int, main: int) -> Value:
        points = tuple(float(each) for each in range(count))
        return self._note("study", name, main, points, self._columns.pick(name, count, main))

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        return self._note(
            "number", name, value, ci or (value, value), self._columns.reported(name, value, ci, is_share)
        )

    def _note(self, kind: Kind, name: str, likely: float, points: tuple[float, ...], value: Value) -> Value:
        if isinstance(value, np.ndarray):
            self.inputs.setdefault(name, Input(name, kind, float(likely), points))
            self.columns.setdefault(name, value)
        return value


class OneAtATime:
    """Columns in which each input in turn takes its points while all others stand at their likely value."""

    def __init__(self, points: Mapping[str, Sequence[float]]) -> None:
        self._points = points
        self.slots: dict[str, slice] = {}
        self.draws = 0
        for name, values in points.items():
            self.slots[name] = slice(self.draws, self.draws + len(values))
            self.draws += len(values)

    def estimate(self, name: str, estimate: Estimate) -> Value:
        return self._column(name, estimate.likely, float)

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        return self._column(name, max(shares, key=lambda option: shares[option]), int)

    def happens(self, name: str, share: float) -> Value:
        return self._column(name, share >= 0.5, bool)

    def pick(self, name: str, count: int, main: int) -> Value:
        return self._column(name, main, int)

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        return self._column(name, value, float)

    def _column(self, name: str, likely: Any, kind: type) -> Value:
        if name not in self.slots:
            return likely
        column: Any = np.full(self.draws, likely, dtype=kind)
        column[self.slots[name]] = self._points[name]
        return column
