"""The functions that compiled formulas call; a compiled formula sees nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np

from compass.engine.logic import always, both, choose, compare, either, is_open, negation, none_of, one_of
from compass.engine.values import CLOSED, Partly, Special, Value, is_finite, partly, parts, strongest


def _lift(how: Callable[..., Any]) -> Callable[..., Value]:
    """Let a function of numbers take every kind of value."""

    def lifted(*values: Value) -> Value:
        states = [value for value in values if isinstance(value, Special | Partly)]
        if not states:
            return how(*values)
        if any(isinstance(state, Special) for state in states):
            return strongest(*states)
        numbers, masks = zip(*(parts(value) for value in values), strict=True)
        return partly(how(*numbers), np.logical_or.reduce([m for m in masks if m is not None]))

    return lifted


def _divide(a: Any, b: Any) -> Any:
    if not isinstance(a, np.ndarray) and not isinstance(b, np.ndarray):
        return a / b if b else np.nan
    return _finite(np.true_divide(a, b))


def _finite(value: Any) -> Any:
    if not isinstance(value, np.ndarray):
        return float(value) if np.isfinite(value) else np.nan
    return value if is_finite(value) else np.where(np.isfinite(value), value, np.nan)


def _round_half_up(value: Any) -> Any:
    return np.floor(np.asarray(value) + 0.5) if isinstance(value, np.ndarray) else float(np.floor(value + 0.5))


def _extreme(how: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def of(*values: Any) -> Any:
        result = values[0]
        for value in values[1:]:
            result = how(result, value)
        return result

    return of


def _total(*values: Any) -> Any:
    return _extreme(np.add)(*values)


def read_row(rows: Mapping[str, Value], keys: tuple[tuple[str, ...], ...], *chosen: Value) -> Value:
    """Read the row of a factor that the choices name; `keys` gives the row key of each option of each choice."""
    if any(isinstance(choice, Special) for choice in chosen):
        return strongest(*chosen)
    numbers, masks = zip(*(parts(choice) for choice in chosen), strict=True)
    if not any(isinstance(number, np.ndarray) for number in numbers):
        return rows["/".join(key[int(n)] for key, n in zip(keys, numbers, strict=True))]
    closed = [mask for mask in masks if mask is not None]
    number = _read_cells(rows, ["/".join(cell) for cell in product(*keys)], _flat_index(keys, numbers))
    return partly(number, np.logical_or.reduce(closed) if closed else None)


def _flat_index(keys: tuple[tuple[str, ...], ...], numbers: tuple[Any, ...]) -> Any:
    """Number the cells of a table as `product(*keys)` lists them."""
    first, *others = (np.asarray(number, dtype=int) for number in numbers)
    for key, number in zip(keys[1:], others, strict=True):
        first = first * len(key) + number
    return first


def _read_cells(rows: Mapping[str, Value], cells: list[str], index: Any) -> Any:
    """Read the cells that occur, and no other: what is read is listed as used."""
    occurs = np.bincount(index, minlength=len(cells)) > 0
    used = [rows[cells[place]] for place in np.flatnonzero(occurs).tolist()]
    if len(used) < len(cells):
        index = (np.cumsum(occurs) - 1).take(index)
    if not any(isinstance(row, np.ndarray) for row in used):
        return np.array(used, dtype=float).take(index)
    # One gather from the rows laid end to end; choosing row by row would pass over the column once for each.
    columns = np.concatenate([np.broadcast_to(row, index.shape) for row in used])
    return columns.take(index * len(index) + np.arange(len(index)))


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
    "_div": _lift(_divide),
    "_pow": _lift(lambda a, b: _finite(np.power(np.asarray(a, dtype=float), b))),
    "_min": _lift(_extreme(np.minimum)),
    "_max": _lift(_extreme(np.maximum)),
    "_sum": _lift(_total),
    "_mean": _lift(lambda *values: _total(*values) / len(values)),
    "_clip": _lift(lambda x, low, high: np.minimum(np.maximum(x, low), high)),
    "_round": _lift(_round_half_up),
    "_floor": _lift(np.floor),
    "_ceil": _lift(np.ceil),
    "_exp": _lift(lambda x: _finite(np.exp(x))),
    "_ln": _lift(lambda x: _finite(np.log(x))),
    "_lt": compare(np.less),
    "_le": compare(np.less_equal),
    "_gt": compare(np.greater),
    "_ge": compare(np.greater_equal),
    "_eq": compare(np.equal),
    "_ne": compare(np.not_equal),
    "_in": one_of,
    "_out": none_of,
    "_and": both,
    "_or": either,
    "_not": negation,
    "_if": choose,
    "_row": read_row,
    "_add_points": add_points,
    "_points": points_of,
    "_open": is_open,
}
"""The functions that compiled formulas call; a compiled formula sees nothing else."""
