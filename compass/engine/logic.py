"""Conditions: comparisons, and, or, not, choices over every kind of value; three-valued where it is undecided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from compass.engine.values import CLOSED, UNDECIDED, Mask, Partly, Special, Value, is_finite, partly, parts, strongest

Thunk = Callable[[], Value]


def when_true(mask: Value) -> Value:
    """Give True or False where a mask says the same in every draw, else the mask."""
    if isinstance(mask, np.ndarray) and mask.dtype == bool:
        return bool(mask[0]) if mask.all() or not mask.any() else mask
    return bool(mask) if isinstance(mask, np.bool_) else mask


def compare(
    how: Callable[[Any, Any], Any], of_numbers: Callable[[float, float], bool] | None = None
) -> Callable[[Value, Value], Value]:
    """Let a comparison take every kind of value; `of_numbers` is Python's own, quicker on lone numbers."""

    def compared(a: Value, b: Value) -> Value:
        if of_numbers is not None and type(a) is type(b) is float and a == a and b == b:
            return of_numbers(a, b)
        if isinstance(a, Special) or isinstance(b, Special):
            state = strongest(a, b)
            return False if state is CLOSED else state
        if not isinstance(a, Partly) and not isinstance(b, Partly) and is_finite(a) and is_finite(b):
            truth = how(a, b)
            return when_true(truth) if isinstance(truth, np.ndarray) else bool(truth)
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


_is_in = compare(lambda value, options: np.logical_or.reduce([value == option for option in options]))


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
    if condition is not True and condition is not False:
        condition = holds(condition)
    if condition is True:
        return then()
    if condition is False:
        return otherwise()
    if isinstance(condition, Special):
        return condition
    return mix(condition, then(), otherwise())


def pick(condition: Value, a: Value, b: Value) -> Value:
    """`a if c else b` of values already computed."""
    if condition is True:
        return a
    if condition is False:
        return b
    return choose(condition, always(a), always(b))


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


def is_open(value: Value) -> Value:
    """Say whether a question is open: in no draw, in every draw, or in some."""
    if isinstance(value, dict):
        return any_holds(is_open(truth) for truth in value.values())
    if isinstance(value, Partly):
        return ~value.closed
    return UNDECIDED if value is UNDECIDED else value is not CLOSED
