"""What a result rests on most: the inputs that explain its variance, and what moving each of them does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from compass.decision.moves import Compute, Flip, Moved, Score, flips, move
from compass.engine.designs import Input
from compass.engine.run import Run
from compass.engine.sensitivity import first_order_all
from compass.engine.values import Column
from compass.model.decision import Driver, Explained, Swing

MOST = 7
"""A target is told by so many inputs: people read a tornado of seven bars."""
LEAST = 0.01
"""An input that explains less is not told, nor is one that explains no more than inputs without effect do by chance."""
MOST_DRAWS = 4096
"""Indices are estimated on no more draws than this; more would not show in the whole percents that are printed."""


@dataclass(frozen=True)
class Target:
    """A column whose drivers are sought: a criterion of an option, or (both None) the lead."""

    option: str | None
    criterion: str | None
    column: Column


def targets(drawn: Run, lead: Column | None) -> Iterator[Target]:
    """Give the lead, where there is one, and every uncertain criterion of every option."""
    if lead is not None and np.ptp(lead) > 0:
        yield Target(None, None, lead)
    for option in drawn.options:
        for id, total in drawn.totals[option.id].items():
            if isinstance(total, np.ndarray) and np.isfinite(total).all() and np.ptp(total) > 0:
                yield Target(option.id, id, total)


def drivers(wanted: list[Target], columns: Mapping[str, Column]) -> tuple[list[Driver], list[Explained]]:
    """Give the largest first-order indices of each target, and the sum of all of them."""
    if not wanted or not columns:
        return [], []
    step = -(-len(wanted[0].column) // MOST_DRAWS)
    found, chance = first_order_all(
        {name: column[::step] for name, column in columns.items()}, np.stack([t.column[::step] for t in wanted])
    )
    least = np.maximum(chance, LEAST)
    names = list(columns)
    listed, sums = [], []
    for target, indices in zip(wanted, found, strict=True):
        sums.append(Explained(option=target.option, criterion=target.criterion, share=float(min(indices.sum(), 1.0))))
        for place in np.argsort(-indices, kind="stable")[:MOST]:
            if indices[place] >= least[place]:
                index = float(indices[place])
                listed.append(Driver(option=target.option, criterion=target.criterion, input=names[place], index=index))
    return listed, sums


def swings(
    drivers_told: list[Driver], inputs: Mapping[str, Input], compute: Compute, lead: tuple[int, Score] | None,
    options: tuple[str, ...],
) -> Iterator[Swing]:  # fmt: skip
    """Tell what each driver, moved alone over its stated range at likely values, does to its target, and where the
    lead flips."""
    moved = move({d.input: inputs[d.input] for d in drivers_told if d.input in inputs}, compute)
    turns = flips(moved, lead[0], lead[1], compute) if lead is not None else {}
    gap = _gap(lead[1](moved.run), lead[0]) if lead is not None else None
    for driver in drivers_told:
        if driver.input in moved.inputs:
            column: Any = gap if driver.criterion is None else moved.run.totals[driver.option or ""][driver.criterion]
            yield _swing(moved, driver, np.broadcast_to(column, (moved.run.draws,)), turns, options)


def _gap(found: Column, leader: int) -> Column:
    return np.asarray(found[leader] - np.delete(found, leader, axis=0).max(axis=0))


def _swing(
    moved: Moved, driver: Driver, column: Column, turns: Mapping[str, tuple[Flip, ...]], options: tuple[str, ...]
) -> Swing:
    each, values = moved.inputs[driver.input], column[moved.slots[driver.input]]
    ends = (0, -1) if each.kind == "number" else (int(values.argmin()), int(values.argmax()))
    points = moved.points[driver.input]
    turned = turns.get(driver.input, ()) if driver.criterion is None else ()
    return Swing(
        option=driver.option,
        criterion=driver.criterion,
        input=driver.input,
        kind=each.kind,
        low=points[ends[0]],
        high=points[ends[1]],
        at_low=float(values[ends[0]]),
        at_high=float(values[ends[1]]),
        flips=tuple(flip.value for flip in turned),
        flips_to=tuple(options[flip.to] for flip in turned),
    )
