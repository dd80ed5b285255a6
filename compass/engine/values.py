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

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Mask = NDArray[np.bool_]
Value = Any


class State:
    """A value that is no number and no column: in every draw (`Special`) or in some (`Partly`)."""

    __array_ufunc__ = None
    __slots__ = ()


class Special(State):
    """A state that is not a number; arithmetic with it gives a state again."""

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


class Partly(State):
    """A column that is closed in the draws of `closed`; `number` holds anything there."""

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


def is_finite(value: Value) -> bool:
    """Say whether a value has no fault in the draws in which it is open; what is no number has none."""
    if isinstance(value, np.ndarray):
        # The sum of squares is quicker to look at than every draw, and hides nothing.
        return math.isfinite(np.vdot(value, value)) or bool(np.isfinite(value).all())
    if isinstance(value, Partly):
        return bool(np.all(np.isfinite(value.number) | value.closed))
    return not isinstance(value, _FLOATS) or math.isfinite(value)


def faulty_where(outside: Any, number: Any) -> Any:
    """Make a fault of a number in the draws where it lies outside what is known, in a way that NumPy signals."""
    return number + np.where(outside, np.inf, 0.0)[()] * 0.0


_FLOATS = (float, np.floating)
