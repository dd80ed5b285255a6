"""The functions that compiled formulas call; a compiled formula sees nothing else."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from compass.engine.arithmetic import ARITHMETIC, UNGUARDED_ARITHMETIC, among_states
from compass.engine.logic import always, both, choose, compare, either, is_open, negation, none_of, one_of, pick
from compass.engine.values import CLOSED, Special, State, Value, partly, parts


class Table(dict[str, Value]):
    """The rows of a factor; `last` is what was read last at drawn choices, which formulas often read again."""

    last: tuple[tuple[Value, ...], Value] = (), None


def read_row(rows: Table, keys: tuple[tuple[str, ...], ...], first: Value, *others: Value) -> Value:
    """Read the row of a factor that the choices name; `keys` gives the row key of each option of each choice."""
    if type(first) is int and not others:
        return rows[keys[0][first]]
    chosen = first, *others
    for choice in chosen:
        if isinstance(choice, State):
            return among_states(lambda *numbers: read_row(rows, keys, *numbers), chosen)
    if not any(isinstance(choice, np.ndarray) for choice in chosen):
        return rows["/".join(key[int(n)] for key, n in zip(keys, chosen, strict=True))]
    before, found = rows.last
    if len(before) != len(chosen) or any(old is not new for old, new in zip(before, chosen, strict=True)):
        found = _read_cells(rows, ["/".join(cell) for cell in product(*keys)], _flat_index(keys, chosen))
        rows.last = chosen, found
    return found


def _flat_index(keys: tuple[tuple[str, ...], ...], numbers: tuple[Any, ...]) -> Any:
    """Number the cells of a table as `product(*keys)` lists them."""
    index, *others = numbers
    for key, number in zip(keys[1:], others, strict=True):
        index = index * len(key) + number
    return np.asarray(index, dtype=int)


def _read_cells(rows: Mapping[str, Value], cells: list[str], index: Any) -> Any:
    """Read the cells that occur, and no other: what is read is listed as used."""
    occurs = np.bincount(index, minlength=len(cells)) > 0
    used = [rows[cells[place]] for place in np.flatnonzero(occurs).tolist()]
    if len(used) < len(cells):
        index = (np.cumsum(occurs) - 1).take(index)
    if not any(isinstance(row, np.ndarray) for row in used):
        return np.array(used, dtype=float).take(index)
    # One gather from the rows laid end to end; choosing row by row would pass over the column once for each.
    length = len(index)
    columns = np.concatenate([row if isinstance(row, np.ndarray) else np.full(length, row) for row in used])
    return columns.take(index * length + np.arange(length))


def _points_row(table: Mapping[int, float], chosen: Value) -> Value:
    if isinstance(chosen, Special):
        return chosen
    index, closed = parts(chosen)
    if not isinstance(index, np.ndarray):
        return table[int(index)]
    return partly(np.array([table[i] for i in range(len(table))])[index.astype(int)], closed)


def add_points(*values: Value) -> Value:
    """Sum the points of questions; a closed question adds nothing."""
    total: Value = 0.0
    for value in values:
        if isinstance(value, Special) and value is not CLOSED:
            return value
        number, closed = (0.0, None) if value is CLOSED else parts(value)
        total = total + (number if closed is None else np.where(closed, 0.0, number))
    return total


def points_of(table: Mapping[int, float], chosen: Value) -> Value:
    """Give the points that an answer earns; several choices add up."""
    if isinstance(chosen, dict):
        return add_points(*(choose(truth, always(table.get(o, 0.0)), always(0.0)) for o, truth in chosen.items()))
    return _points_row(table, chosen)


FUNCTIONS: dict[str, Any] = {
    "__builtins__": {},
    **ARITHMETIC,
    "_lt": compare(np.less, operator.lt),
    "_le": compare(np.less_equal, operator.le),
    "_gt": compare(np.greater, operator.gt),
    "_ge": compare(np.greater_equal, operator.ge),
    "_eq": compare(np.equal, operator.eq),
    "_ne": compare(np.not_equal, operator.ne),
    "_in": one_of,
    "_out": none_of,
    "_and": both,
    "_or": either,
    "_not": negation,
    "_if": choose,
    "_pick": pick,
    "_row": read_row,
    "_add_points": add_points,
    "_points": points_of,
    "_open": is_open,
}
"""The functions that compiled formulas call; a compiled formula sees nothing else."""

UNGUARDED = FUNCTIONS | UNGUARDED_ARITHMETIC
"""The same for a run that stops trusting itself at the first sign of a fault: nothing is looked at twice."""
