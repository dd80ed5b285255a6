"""Which option each person's answers and weights lead to, and whether persons differ on facts or on weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compass.decision.acceptability import acceptability
from compass.engine.values import Column
from compass.model.group import Backing, Difference


def backings(found: Column, persons: Sequence[str], options: Sequence[str]) -> tuple[Backing, ...]:
    """Give the share of persons and draws in which each option is first, from scores (persons, options, draws).

    Options that tie share the first place. A person backs the option that is first in most draws, all of them on a tie.
    """
    if not persons:
        return ()
    firsts = np.stack([acceptability(scores).ranks[:, 0] for scores in found])
    own = np.isclose(firsts, firsts.max(axis=1, keepdims=True))
    return tuple(
        Backing(
            option=option,
            share=float(firsts[:, place].mean()),
            persons=tuple(person for person, backs in zip(persons, own[:, place], strict=True) if backs),
        )
        for place, option in enumerate(options)
    )


def crossed(worths: Column, weights: Column) -> Column:
    """Give the score of each option for every set of facts with every set of weights, at likely values.

    `worths` has the shape (persons, criteria, options), `weights` (persons, criteria), each summing to 1 over the
    criteria; the result (facts, weights, options).
    """
    return np.asarray(np.einsum("fco,wc->fwo", worths, weights))


def difference(results: Column) -> Difference | None:
    """Split the spread of a result between persons' facts (rows) and their weights (columns); None without spread.

    The variance of the means of rows, of columns, and what is left: the first-order indices of the two and their
    interaction, exact since every pair is computed (Sobol' 1993, Mathematical Modelling and Computational Experiment
    1:407; the two-way analysis of variance without replication of Fisher 1925).
    """
    if results.size == 0 or np.ptp(results) <= 1e-12 * np.abs(results).max():
        return None
    total = float(results.var())
    facts, weights = (min(1.0, float(results.mean(axis=axis).var()) / total) for axis in (1, 0))
    return Difference(facts=facts, weights=weights, together=max(0.0, 1 - facts - weights))
