"""What it would be worth to know an input before choosing: the value of information.

The expected value of partial perfect information by regression on the draws at hand (Strong, Oakley and Brennan 2014,
Medical Decision Making 34:311): the scores are regressed on one input, and the best of the regressed scores is taken
draw by draw. The regression is cubic in the rank of a number, or the mean over each answer of a choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from compass.engine.values import Column

_NULLS = 8
_DEGREE = 3
_ROUNDING = 1e-12


def perfect_information(found: Column) -> float:
    """Give the expected value of knowing everything, from scores of the shape (options, draws)."""
    return float(found.max(axis=0).mean() - found.mean(axis=1).max())


def partial_information(found: Column, columns: Iterable[Column]) -> list[float]:
    """Give for each input column the expected value of knowing it alone, in units of the score, never below 0.

    A column of whole numbers or of truths is a choice. What does not exceed all that the same regression finds in
    shuffled draws, which know nothing of the scores, is 0; the mean of that noise is taken off in quadrature, since
    it adds to the spread of the regressed scores and not to their mean.
    """
    nulls: dict[tuple[int, ...], list[float]] = {}
    values = []
    for column in columns:
        sizes = () if column.dtype.kind == "f" else tuple(np.unique(column, return_counts=True)[1].tolist())
        if sizes not in nulls:
            orders = (_shuffled(found.shape[1], each) for each in range(_NULLS))
            nulls[sizes] = [_gain(found[:, order], sizes) for order in orders]
        gain = _gain(found[:, np.argsort(column, kind="stable")], sizes)
        values.append(_beyond(gain, nulls[sizes]))
    return values


def joint_information(found: Column, groups: Iterable[Sequence[Column]]) -> list[float]:
    """Give for each group of columns the expected value of knowing them together: no less than that of any of them.

    The regression adds up what each column of the group tells. A group without columns is worth nothing.
    """
    values = []
    for columns in groups:
        distinct = [c for place, c in enumerate(columns) if not any(np.array_equal(c, d) for d in columns[:place])]
        alone = max(partial_information(found, distinct), default=0.0)
        values.append(max(alone, _together(found, distinct)) if len(distinct) > 1 else alone)
    return values


def _together(found: Column, columns: Sequence[Column]) -> float:
    draws = found.shape[1]
    regressors = [np.ones((1, draws)), *map(_regressors, columns)]
    basis = np.ascontiguousarray(np.linalg.qr(np.concatenate(regressors).T)[0].T)
    nulls = [_fitted_gain(found[:, _shuffled(draws, each)], basis) for each in range(_NULLS)]
    return _beyond(_fitted_gain(found, basis), nulls)


def _regressors(column: Column) -> Column:
    """Give the curves of the rank of a number, or a truth for each answer of a choice but the first."""
    if column.dtype.kind == "f":
        return np.asarray(_curves(len(column))[1:, np.argsort(np.argsort(column, kind="stable"))])
    return np.asarray(column == np.unique(column)[1:, None], dtype=float)


def _beyond(gain: float, nulls: list[float]) -> float:
    if gain <= max(nulls) + _ROUNDING:
        return 0.0
    return float(np.sqrt(gain**2 - np.mean(nulls) ** 2))


def _gain(ordered: Column, sizes: tuple[int, ...]) -> float:
    """Give what choosing by the regressed scores gains, from scores in the order of an input."""
    draws = ordered.shape[1]
    if sizes:
        starts = np.cumsum((0, *sizes[:-1]))
        return float(np.add.reduceat(ordered, starts, axis=1).max(axis=0).sum() / draws - ordered.mean(axis=1).max())
    return _fitted_gain(ordered, _curves(draws))


def _fitted_gain(found: Column, basis: Column) -> float:
    """Give what choosing by scores regressed on an orthonormal basis gains."""
    return float((found @ basis.T @ basis).max(axis=0).mean() - found.mean(axis=1).max())


@cache
def _curves(draws: int) -> Column:
    """Give orthonormal polynomials of the rank, one in each row."""
    ranks = (np.arange(draws) + 0.5) / draws * 2 - 1
    return np.ascontiguousarray(np.linalg.qr(np.polynomial.legendre.legvander(ranks, _DEGREE))[0].T)


@cache
def _shuffled(draws: int, each: int) -> NDArray[np.int64]:
    raw = np.random.PCG64(each).random_raw(draws)
    return np.argsort(raw, kind="stable")
