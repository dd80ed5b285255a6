"""Draws computed block by block: memory holds what is told of all draws, and the rest of one block at a time.

Columns are stratified over all draws and found by name, so that a block reads a slice of each. What is told of the
blocks, joined, is what a run on all draws gives, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from compass.engine.binding import Reported, Rows
from compass.engine.draws import Columns
from compass.engine.filling import Scope
from compass.engine.program import Program
from compass.engine.run import Run
from compass.engine.spreads import CHUNK, Mean
from compass.engine.values import CLOSED, Partly, Special, Value, parts, strongest
from compass.model.estimate import Estimate

BLOCK = CHUNK
"""Draws in a block: a thousand columns of 16 KiB and more stay small beside what is told."""
TOLD = {
    "value": frozenset({"question", "factor", "quantity", "active", "truth"}),
    "known": frozenset({"question", "truth"}),
}
"""The kinds of rules whose values are told of all draws: of a run, and of what is known."""

Told = dict[tuple[Any, ...], Value]
"""What is told of some draws, each value under its place: of what, of which option, by which name."""


class Block:
    """`draws` draws of whole columns, from `start` on."""

    def __init__(self, whole: Columns, start: int, draws: int) -> None:
        self.whole, self.start, self.draws = whole, start, draws

    def estimate(self, name: str, estimate: Estimate) -> Value:
        return self.cut(self.whole.estimate(name, estimate))

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        return self.cut(self.whole.choice(name, shares))

    def happens(self, name: str, share: float) -> Value:
        return self.cut(self.whole.happens(name, share))

    def pick(self, name: str, count: int, main: int) -> Value:
        return self.cut(self.whole.pick(name, count, main))

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        return self.cut(self.whole.reported(name, value, ci, is_share))

    def cut(self, value: Value) -> Value:
        """Give the block's own draws of a column; anything else as it stands."""
        return value[self.start : self.start + self.draws] if isinstance(value, np.ndarray) else value


def blocks_of(columns: Columns, size: int) -> list[Block]:
    """Cut columns into blocks of `size` draws, a multiple of CHUNK; the last may be shorter."""
    assert size % CHUNK == 0
    return [Block(columns, start, min(size, columns.draws - start)) for start in range(0, columns.draws, size)]


def told_run(run: Run) -> Told:
    """Give what is told of a run on a block; of what a node adds, the mean in the making."""
    found: Told = {}
    for option, scope in run.scopes.items():
        found |= told_scope(run.program, "value", option, scope)
        found |= {("total", option, id): value for id, value in run.totals[option].items()}
        found |= {("concerned", option, id): True for id, concerned in run.concerned[option].items() if concerned}
        for id, nodes in run.added[option].items():
            found |= {("added", option, id, node): Mean.of(value, run.draws) for node, value in nodes.items()}
    return found


def told_scope(program: Program, of: str, option: str, scope: Scope) -> Told:
    """Give what is told of a scope of a block; of a table, which rows were read."""
    told = {name: scope[name] for name, rule in program.rules.items() if rule.kind in TOLD[of] and name in scope}
    return {(of, option, name): value.copy() if isinstance(value, Rows) else value for name, value in told.items()}


def frame_of(run: Run) -> Run:
    """Give a run without its values, to be filled with those of all draws."""
    added: dict[str, dict[str, dict[str, Value]]] = {
        option: {id: {} for id in sums} for option, sums in run.added.items()
    }
    return replace(run, scopes={option: {} for option in run.scopes}, totals={}, added=added)


def whole_run(frame: Run, found: Told, draws: int) -> Run:
    """Make a run of what was told of all draws; `frame` is that of any block."""
    options = tuple(frame.scopes)
    scopes = {option: whole_scope(frame.program, "value", option, found) for option in options}
    criteria = frame.program.pack.criteria
    totals = {
        option: {id: _open(found["total", option, id]) for id in criteria if ("total", option, id) in found}
        for option in options
    }
    added = {option: {id: _added(frame.program, found, option, id) for id in frame.added[option]} for option in options}
    concerned = {option: {id: ("concerned", option, id) in found for id in criteria} for option in options}
    return replace(frame, draws=draws, scopes=scopes, totals=totals, added=added, concerned=concerned)


def whole_scope(program: Program, of: str, option: str, found: Told) -> Scope:
    """Make a scope of what was told of all draws."""
    return {name: found[of, option, name] for name in program.rules if (of, option, name) in found}


def _added(program: Program, found: Told, option: str, criterion: str) -> dict[str, Value]:
    nodes = dict.fromkeys(flow.node for flow in program.sums[criterion])
    places = {node: ("added", option, criterion, node) for node in nodes}
    return {node: found[place] for node, place in places.items() if place in found}


def _open(total: Value) -> Value:
    """Give a total, NaN in the draws of blocks that the criterion does not concern."""
    number, closed = parts(total)
    return number if closed is None else np.where(closed, np.nan, number)


class Joiner:
    """Joins what is told of blocks; `moved` may be called from several threads once it was called."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks, self._whole = blocks, blocks[0].whole
        self._nothing = [Mean.of(0.0, block.draws) for block in blocks]
        self._columns: dict[tuple[Any, ...], Any] = {}

    def moved(self, block: Block, told: Told) -> Told:
        """Move the columns of a block to their place in columns of all draws, so that none is kept twice."""
        slices: dict[int, Any] = {}
        return {place: self._moved(block, place, value, slices) for place, value in told.items()}

    def _moved(self, block: Block, place: tuple[Any, ...], value: Value, slices: dict[int, Any]) -> Value:
        if isinstance(value, Partly):
            number = self._moved(block, (*place, "number"), value.number, slices)
            return Partly(number, self._moved(block, (*place, "closed"), value.closed, slices))
        if not isinstance(value, np.ndarray) or _is_slice(value, self._whole.draws):
            return value
        if id(value) not in slices:
            key = (*place, value.dtype)
            if key not in self._columns:
                self._columns.setdefault(key, np.empty(self._whole.draws, value.dtype))
            slices[id(value)] = block.cut(self._columns[key])
            slices[id(value)][:] = value
        return slices[id(value)]

    def joined(self, found: Sequence[Told]) -> Told:
        """Join what is told of each block; what a block does not tell is closed there."""
        places = dict.fromkeys(place for told in found for place in told)
        return {place: self._joined([told.get(place, CLOSED) for told in found]) for place in places}

    def _joined(self, found: Sequence[Value]) -> Value:
        states = [value for value in found if isinstance(value, Special) and value is not CLOSED]
        if states:
            return strongest(*states)
        kind = next((value for value in found if value is not CLOSED), CLOSED)
        match kind:
            case Mean():
                zeros = zip(found, self._nothing, strict=True)
                return Mean.joined(zero if value is CLOSED else value for value, zero in zeros)
            case Rows():
                return kind.over(self._whole, (key for rows in found for key in rows))
            case Reported():
                figures = _each([value if value is CLOSED else value.metrics for value in found])
                return Reported({metric: self._joined(each) for metric, each in figures}, kind.from_studies)
            case dict():
                return {option: self._joined(truths) for option, truths in _each(found)}
        return CLOSED if kind is CLOSED else self._column(found)

    def _column(self, found: Sequence[Value]) -> Value:
        """Join numbers and columns end to end; a number that is the same everywhere stays a number."""
        if not any(isinstance(value, np.ndarray | Partly) for value in found) and len({*found}) == 1:
            return found[0]
        numbers, masks = zip(*((0.0, True) if value is CLOSED else parts(value) for value in found), strict=True)
        column = self._end_to_end(numbers)
        if all(mask is None for mask in masks):
            return column
        return Partly(column, self._end_to_end([False if mask is None else mask for mask in masks]))

    def _end_to_end(self, found: Sequence[Any]) -> Any:
        """Lay columns end to end; slices of one column give that column."""
        base = getattr(found[0], "base", None)
        if all(_is_slice(each, self._whole.draws) and each.base is base for each in found):
            return base
        blocks = zip(found, self._blocks, strict=True)
        return np.concatenate([np.broadcast_to(each, (block.draws,)) for each, block in blocks])


def _is_slice(value: Any, draws: int) -> bool:
    """Say whether a value is a slice of a column of all draws."""
    return isinstance(value, np.ndarray) and value.base is not None and value.base.shape == (draws,)


def _each(found: Sequence[Any]) -> Iterator[tuple[Any, list[Value]]]:
    """Give for each key its value in every block, closed where a block is."""
    for key in dict.fromkeys(key for each in found if each is not CLOSED for key in each):
        yield key, [CLOSED if each is CLOSED else each[key] for each in found]
