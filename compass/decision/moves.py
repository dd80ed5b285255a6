"""What one input, moved alone, does to results at likely values, and where it changes who leads.

All inputs are moved in one run (`engine.designs`). Flip points are bracketed on a grid over the stated range and closed
in on by finer grids, so that several crossings of one input are all found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from compass.engine.designs import Input, OneAtATime
from compass.engine.draws import Columns
from compass.engine.run import Run
from compass.engine.values import Column

_GRID = 17
_ROUNDS = 3
_EVEN = 1e-12
"""Scores, from 0 to 1, that differ by less are even: what is left of rounding makes no option lead."""

Compute = Callable[[Columns], Run]
"""Runs an assessment on given columns."""
Score = Callable[[Run], Column]
"""Gives the scores of the options, shape (options, draws), of a run."""


@dataclass(frozen=True)
class Moved:
    """One run in which each input took its points in turn; `points` and `slots` say where."""

    inputs: Mapping[str, Input]
    points: Mapping[str, tuple[float, ...]]
    slots: Mapping[str, slice]
    run: Run


def move(inputs: Mapping[str, Input], compute: Compute) -> Moved:
    """Move each input over its stated range."""
    points = {name: each.grid(_GRID) for name, each in inputs.items()}
    design = OneAtATime(points)
    return Moved(inputs, points, design.slots, compute(design))


@dataclass(frozen=True)
class Flip:
    """A value of an input at which another option takes the lead, by its position."""

    value: float
    to: int


def flips(moved: Moved, leader: int, score: Score, compute: Compute) -> dict[str, tuple[Flip, ...]]:
    """Find where each input makes another option lead at likely values: every crossing of a number in its range, every
    point of a choice."""
    found = score(moved.run)
    result = {name: _points(moved, name, leader, found) for name, each in moved.inputs.items() if each.kind != "number"}
    brackets = {
        (name, place): (moved.points[name][place], moved.points[name][place + 1])
        for name, each in moved.inputs.items()
        if each.kind == "number"
        for place in _crossings(found[:, moved.slots[name]], leader)
    }
    for (name, _), flip in _closed_in(brackets, leader, score, compute).items():
        result[name] = tuple(sorted((*result.get(name, ()), flip), key=lambda each: each.value))
    return result


def _points(moved: Moved, name: str, leader: int, found: Column) -> tuple[Flip, ...]:
    firsts = found[:, moved.slots[name]].argmax(axis=0)
    gaps = _lead(found[:, moved.slots[name]], leader)
    each = zip(moved.points[name], firsts, gaps, strict=True)
    return tuple(Flip(point, int(first)) for point, first, gap in each if gap < -_EVEN)


def _lead(found: Column, leader: int) -> Column:
    """Give the score of the leader less the best of the others."""
    others = np.delete(found, leader, axis=0)
    return np.asarray(found[leader] - others.max(axis=0))


def _crossings(found: Column, leader: int) -> list[int]:
    ahead = _lead(found, leader) >= -_EVEN
    return [int(place) for place in np.flatnonzero(ahead[1:] != ahead[:-1])]


def _closed_in(
    brackets: dict[tuple[str, int], tuple[float, float]], leader: int, score: Score, compute: Compute
) -> dict[tuple[str, int], Flip]:
    """Close in on crossings, one bracket of each input in a run."""
    found: dict[tuple[str, int], Flip] = {}
    waiting = dict(brackets)
    while waiting:
        together = {name: (name, place) for name, place in waiting}
        now = {name: waiting.pop(key) for name, key in together.items()}
        for _ in range(_ROUNDS):
            design = OneAtATime({name: tuple(np.linspace(*ends, _GRID)) for name, ends in now.items()})
            scores = score(compute(design))
            for name, ends in now.items():
                part, grid = scores[:, design.slots[name]], np.linspace(*ends, _GRID)
                place = min(_crossings(part, leader), default=0)
                now[name] = (float(grid[place]), float(grid[place + 1]))
                rivals = np.where(np.arange(len(part)) == leader, -np.inf, part[:, place])
                found[together[name]] = Flip(sum(now[name]) / 2, int(rivals.argmax()))
    return found
