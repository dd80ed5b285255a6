"""The functions that compiled formulas call; a compiled formula sees nothing else."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from functools import reduce
from itertools import pairwise, product
from typing import Any

import numpy as np

from compass.engine.logic import always, both, choose, compare, either, is_open, negation, none_of, one_of, pick
from compass.engine.values import CLOSED, Special, State, Value, faulty_where, is_finite, partly, parts, strongest


def _lift(how: Callable[..., Any]) -> Callable[..., Value]:
    """Let a function of numbers take every kind of value."""

    def lifted(*values: Value) -> Value:
        for value in values:
            if isinstance(value, State):
                return _among_states(how, values)
        return how(*values)

    return lifted


def _among_states(how: Callable[..., Any], values: tuple[Value, ...]) -> Value:
    specials = [value for value in values if isinstance(value, Special)]
    if specials:
        return strongest(*specials)
    numbers, masks = zip(*(parts(value) for value in values), strict=True)
    return partly(how(*numbers), np.logical_or.reduce([m for m in masks if m is not None]))


def _quicker(is_before: Callable[[float, float], bool], how: Callable[..., Value]) -> Callable[..., Value]:
    """Let Python choose among two lone numbers that are no fault, which it does in a fraction of the time."""

    def found(a: Value, b: Value, *others: Value) -> Value:
        if type(a) is type(b) is float and not others:
            if is_before(a, b):
                return a
            if is_before(b, a):
                return b
        return how(a, b, *others)

    return found


def _divide(a: Any, b: Any) -> Any:
    # Python would raise where NumPy, which tells a column's faults, gives infinity.
    return a / b if isinstance(b, np.ndarray) or b else np.true_divide(a, b)


def _power(a: Any, b: Any) -> Any:
    return np.power(np.asarray(a, dtype=float), b)


def _without_faults(how: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what is not finite into NaN, which no later operation hides."""

    def guarded(*values: Any) -> Any:
        value = how(*values)
        if is_finite(value):
            return value if isinstance(value, np.ndarray) else float(value)
        return np.where(np.isfinite(value), value, np.nan) if isinstance(value, np.ndarray) else np.nan

    return guarded


def _quotient(how: Callable[..., Value]) -> Callable[..., Value]:
    """Let Python divide lone numbers where that is no fault."""

    def found(a: Value, b: Value) -> Value:
        if type(a) is type(b) is float and b and math.isfinite(quotient := a / b):
            return quotient
        return how(a, b)

    return found


def times(*factors: Value) -> Value:
    """Multiply: numbers first, then column by column into one new column."""
    if len(factors) == 3:
        a, b, c = factors
        if type(a) is type(b) is type(c) is float:
            return a * b * c
    scale, product = 1.0, None
    is_own = False
    for factor in factors:
        if isinstance(factor, float):
            scale *= factor
        elif product is None:
            product = factor
        elif is_own and isinstance(factor, np.ndarray):
            product *= factor
        else:
            product = product * factor
            is_own = type(product) is np.ndarray
    if product is None or scale == 1:
        return scale if product is None else product
    if is_own:
        product *= scale
        return product
    return product * scale


def _round_half_up(value: Any) -> Any:
    return np.floor(np.asarray(value) + 0.5) if isinstance(value, np.ndarray) else float(np.floor(value + 0.5))


def _extreme(how: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def of(*values: Any) -> Any:
        result = values[0]
        for value in values[1:]:
            result = how(result, value)
        return result

    return of


def _clipped(value: Any, low: Any, high: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.clip(low, high)
    return np.minimum(np.maximum(value, low), high)


def _interpolated(value: Any, *points: Any) -> Any:
    """Read a value off straight lines between points (x, y, x, y …); beyond them nothing is known."""
    edges, heights = points[0::2], points[1::2]
    result = heights[0]
    for (left, low), (right, high) in pairwise(zip(edges, heights, strict=True)):
        share = (value - left) / (right - left)
        result = np.where(value > left, low * (1 - share) + high * share, result)
    return faulty_where((value < edges[0]) | (value > edges[-1]), result[()])


def _total(*values: Any) -> Any:
    return reduce(operator.add, values)


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
            return _among_states(lambda *numbers: read_row(rows, keys, *numbers), chosen)
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


_FALLIBLE: dict[str, Callable[..., Any]] = {
    "_div": _divide,
    "_pow": _power,
    "_exp": np.exp,
    "_ln": np.log,
    "_interpolate": _interpolated,
}

FUNCTIONS: dict[str, Any] = {
    "__builtins__": {},
    "_times": times,
    **{name: _lift(_without_faults(how)) for name, how in _FALLIBLE.items()},
    "_div": _quotient(_lift(_without_faults(_divide))),
    "_min": _quicker(operator.le, _lift(_extreme(np.minimum))),
    "_max": _quicker(operator.ge, _lift(_extreme(np.maximum))),
    "_sum": _lift(_total),
    "_mean": _lift(lambda *values: _total(*values) / len(values)),
    "_clip": _lift(_clipped),
    "_round": _lift(_round_half_up),
    "_floor": _lift(np.floor),
    "_ceil": _lift(np.ceil),
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

UNGUARDED = FUNCTIONS | {name: _lift(how) for name, how in _FALLIBLE.items()} | {"_div": _quotient(_lift(_divide))}
"""The same for a run that stops trusting itself at the first sign of a fault: nothing is looked at twice."""
