"""What a formula computes with: numbers, columns of draws, and the states that are not numbers.

A value is a float, a column (one float64 for each draw), a bool or a column of bools, an option of a choice (its
index, or a column of indices), or one of:

- `CLOSED`: the question does not arise here; what is computed from it is closed as well;
- `Missing`: nobody answered and nothing may be assumed; it names the cells that are missing;
- `UNDECIDED`: a blank or an unknown, where conditions are three-valued;
- `Partly`: a column that is closed in some draws.

A fault (a division by zero, the logarithm of nothing) is NaN in the draws where it happens, so that it counts only
where the value is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Mask = NDArray[np.bool_]
Value = Any
Thunk = Callable[[], Value]


class Special:
    """A state that is not a number; arithmetic with it gives a state again."""

    __array_ufunc__ = None
    __slots__ = ()

    def _with(self, other: Value) -> Value:
        return strongest(self, other)

    def _alone(self) -> Value:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _with
    __truediv__ = __rtruediv__ = __pow__ = _with
    __neg__ = _alone


class _Closed(Special):
    def __repr__(self) -> str:
        return "CLOSED"


class _Undecided(Special):
    def __repr__(self) -> str:
        return "UNDECIDED"


class Missing(Special):
    """Cells that nobody answered and that nothing may stand in for."""

    __slots__ = ("cells",)

    def __init__(self, cells: frozenset[str]) -> None:
        self.cells = cells

    def __repr__(self) -> str:
        return f"Missing({sorted(self.cells)})"


CLOSED = _Closed()
UNDECIDED = _Undecided()


class Partly:
    """A column that is closed in the draws of `closed`; `number` holds anything there."""

    __array_ufunc__ = None
    __slots__ = ("closed", "number")

    def __init__(self, number: Column, closed: Mask) -> None:
        self.number, self.closed = number, closed

    def _combine(self, other: Value, how: Callable[[Any, Any], Any], swapped: bool = False) -> Value:
        if isinstance(other, Special):
            return strongest(self, other)
        number, closed = parts(other)
        pair = (number, self.number) if swapped else (self.number, number)
        return partly(how(*pair), self.closed if closed is None else self.closed | closed)

    def __add__(self, other: Value) -> Value:
        return self._combine(other, np.add)

    def __sub__(self, other: Value) -> Value:
        return self._combine(other, np.subtract)

    def __rsub__(self, other: Value) -> Value:
        return self._combine(other, np.subtract, swapped=True)

    def __mul__(self, other: Value) -> Value:
        return self._combine(other, np.multiply)

    def __truediv__(self, other: Value) -> Value:
        return self._combine(other, np.divide)

    def __neg__(self) -> Value:
        return Partly(-self.number, self.closed)

    __radd__, __rmul__ = __add__, __mul__


def parts(value: Value) -> tuple[Any, Mask | None]:
    """Split a value into its numbers and the draws in which it is closed."""
    return (value.number, value.closed) if isinstance(value, Partly) else (value, None)


def partly(number: Any, closed: Mask | None) -> Value:
    """Join numbers with the draws in which they are closed."""
    if closed is None or not closed.any():
        return number
    return CLOSED if closed.all() else Partly(np.broadcast_to(np.asarray(number), closed.shape), closed)


def strongest(*values: Value) -> Value:
    """Give the state that decides: closed before missing before undecided."""
    if any(value is CLOSED for value in values):
        return CLOSED
    cells = [value.cells for value in values if isinstance(value, Missing)]
    return Missing(frozenset().union(*cells)) if cells else UNDECIDED


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
    finite = np.isfinite(value)
    return value if finite.all() else np.where(finite, value, np.nan)


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


def when_true(mask: Value) -> Value:
    """Give True or False where a mask says the same in every draw, else the mask."""
    if isinstance(mask, np.ndarray) and mask.dtype == bool:
        return bool(mask[0]) if mask.all() or not mask.any() else mask
    return bool(mask) if isinstance(mask, np.bool_) else mask


def _compare(how: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Value]:
    def compared(a: Value, b: Value) -> Value:
        if isinstance(a, Special) or isinstance(b, Special):
            state = strongest(a, b)
            return False if state is CLOSED else state
        if isinstance(a, int | float) and isinstance(b, int | float) and not (a != a or b != b):
            return bool(how(a, b))
        (x, closed_x), (y, closed_y) = parts(a), parts(b)
        truth = np.asarray(how(x, y))
        for closed in (closed_x, closed_y):
            truth = truth if closed is None else truth & ~closed
        return _with_faults(truth, (x, closed_x), (y, closed_y))

    return compared


def _with_faults(truth: Any, *operands: tuple[Any, Mask | None]) -> Value:
    """Keep a fault of an operand as NaN in the truth, so that no condition hides it."""
    for number, closed in operands:
        if not np.issubdtype(np.asarray(number).dtype, np.floating):
            continue
        faulty = np.isnan(number) if closed is None else np.isnan(number) & ~closed
        if np.any(faulty):
            return np.where(faulty, np.nan, truth)
    return when_true(truth) if truth.ndim else bool(truth)


_is_in = _compare(lambda value, options: np.logical_or.reduce([value == option for option in options]))


def one_of(value: Value, options: tuple[int, ...]) -> Value:
    """Say whether a choice is one of some options; for several choices, whether any of them was chosen."""
    if isinstance(value, dict):
        return any_holds(value[option] for option in options)
    if isinstance(value, int):
        return value in options
    return _is_in(value, options)


def none_of(value: Value, options: tuple[int, ...]) -> Value:
    """Say whether a choice is none of some options; does not hold for a closed answer."""
    return both(lambda: is_open(value), lambda: negation(one_of(value, options)))


def negation(truth: Value) -> Value:
    if isinstance(truth, Special):
        return True if truth is CLOSED else truth
    if isinstance(truth, Partly):
        return negation(holds(truth))
    if isinstance(truth, np.ndarray):
        return ~truth if truth.dtype == bool else np.asarray(1.0 - truth)
    return not truth


def holds(truth: Value) -> Value:
    """Read a value as a condition: what is closed does not hold."""
    if truth is CLOSED:
        return False
    if isinstance(truth, Partly):
        return when_true(truth.number.astype(bool) & ~truth.closed)
    return truth


def both(first: Thunk, second: Thunk) -> Value:
    """`and` over every kind of truth; the second is not looked at where the first does not hold."""
    a = holds(first())
    if a is False:
        return False
    b = holds(second())
    if a is True or b is False:
        return b
    if b is True:
        return a
    if isinstance(a, Special) or isinstance(b, Special):
        known = b if isinstance(a, Special) else a
        nowhere = isinstance(known, np.ndarray) and not np.any(known != 0)
        return False if nowhere else strongest(*(x for x in (a, b) if isinstance(x, Special)))
    return when_true(a & b) if a.dtype == b.dtype == bool else np.where(a == 0, 0.0, np.where(b == 0, 0.0, a * b))


def either(first: Thunk, second: Thunk) -> Value:
    """`or` over every kind of truth."""
    return negation(both(lambda: negation(holds(first())), lambda: negation(holds(second()))))


def always(value: Value) -> Thunk:
    """Give a thunk of a value already computed."""
    return lambda: value


def all_hold(truths: Iterable[Value]) -> Value:
    """`and` over values already computed."""
    result: Value = True
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            result = both(always(result), always(truth))
    return result


def any_holds(truths: Iterable[Value]) -> Value:
    """`or` over values already computed."""
    result: Value = False
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            result = either(always(result), always(truth))
    return result


def choose(condition: Value, then: Thunk, otherwise: Thunk) -> Value:
    """`a if c else b`: one side only where the condition is certain, else draw by draw."""
    condition = holds(condition)
    if condition is True:
        return then()
    if condition is False:
        return otherwise()
    if isinstance(condition, Special):
        return condition
    return mix(condition, then(), otherwise())


def mix(condition: Any, a: Value, b: Value) -> Value:
    """Take `a` in the draws where the condition holds, `b` elsewhere, a fault where the condition is one."""
    absent = [x for x in (a, b) if isinstance(x, Special) and x is not CLOSED]
    if absent:
        return strongest(*absent)
    shape = condition.shape
    (x, closed_x), (y, closed_y) = (_spread(v, shape) for v in (a, b))
    truth = condition != 0
    number = np.where(truth, x, y)
    if condition.dtype != bool:
        number = np.where(np.isnan(condition), np.nan, number)
    return partly(number, np.where(truth, closed_x, closed_y))


def _spread(value: Value, shape: tuple[int, ...]) -> tuple[Any, Any]:
    if value is CLOSED:
        return 0, np.ones(shape, dtype=bool)
    number, closed = parts(value)
    return number, np.zeros(shape, dtype=bool) if closed is None else closed


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
    index: Any = 0
    for key, number in zip(keys, numbers, strict=True):
        index = index * len(key) + np.asarray(number, dtype=int)
    return index


def _read_cells(rows: Mapping[str, Value], cells: list[str], index: Any) -> Any:
    """Read the cells that occur, and no other: what is read is listed as used."""
    first, *others = np.flatnonzero(np.bincount(index)).tolist()
    number = rows[cells[first]]
    for cell in others:
        number = np.where(index == cell, rows[cells[cell]], number)
    return np.broadcast_to(number, index.shape)


def is_open(value: Value) -> Value:
    """Say whether a question is open: in no draw, in every draw, or in some."""
    if isinstance(value, dict):
        return any_holds(is_open(truth) for truth in value.values())
    if isinstance(value, Partly):
        return ~value.closed
    return UNDECIDED if value is UNDECIDED else value is not CLOSED


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


def is_finite(value: Value) -> bool:
    """Say whether a value has no fault in the draws in which it is open; what is no number has none."""
    if not isinstance(value, float | int | np.ndarray | np.floating | Partly):
        return True
    number, closed = parts(value)
    finite = np.isfinite(number) if closed is None else np.isfinite(number) | closed
    return bool(np.all(finite))


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
    "_lt": _compare(np.less),
    "_le": _compare(np.less_equal),
    "_gt": _compare(np.greater),
    "_ge": _compare(np.greater_equal),
    "_eq": _compare(np.equal),
    "_ne": _compare(np.not_equal),
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
