"""How often each option comes at each rank, and with which weights it comes first.

Stochastic multicriteria acceptability analysis (Lahdelma and Salminen 2001, Operations Research 49:444; Tervonen and
Figueira 2008, doi:10.1002/mcda.407), over uncertain inputs and uncertain weights alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from compass.decision.worth import scores
from compass.engine.values import Column, Mask


@dataclass(frozen=True)
class Acceptability:
    """Shares of draws: `ranks[option, rank]`, `wins[option, other]` (ties are in neither), `firsts[option, draw]`
    (1 where it alone is first, a half where two share it …)."""

    ranks: Column
    wins: Column
    firsts: Column


def acceptability(found: Column) -> Acceptability:
    """Rank the options in each draw from their scores, shape (options, draws); ties share their ranks equally."""
    count, draws = found.shape
    above = np.zeros((count, draws), dtype=np.int8)
    wins = np.zeros((count, count))
    ties: list[tuple[int, int, Mask]] = []
    for i, j in combinations(range(count), 2):
        lower = found[i] < found[j]
        higher = found[i] > found[j]
        above[i] += lower
        above[j] += higher
        wins[i, j], wins[j, i] = higher.mean(), lower.mean()
        if wins[i, j] + wins[j, i] < 1:
            ties.append((i, j, ~(lower | higher)))
    ranks = [(above == rank).astype(float) for rank in range(count)] if not ties else _shared(above, ties)
    return Acceptability(np.stack([rank.mean(axis=1) for rank in ranks], axis=1), wins, ranks[0])


def _shared(above: NDArray[np.int8], ties: list[tuple[int, int, Mask]]) -> list[Column]:
    """Give each option its share of each rank: options that tie share the ranks that they take together."""
    level = np.ones_like(above)
    for i, j, tied in ties:
        level[i] += tied
        level[j] += tied
    return [((above <= rank) & (rank < above + level)) / level for rank in range(len(above))]


def central_weights(weights: Column, firsts: Column) -> tuple[Column | None, ...]:
    """Give for each option the mean of the weights with which it comes first; None where no weights make it so."""
    often = firsts.sum(axis=1)
    return tuple(weights @ first / total if total > 0 else None for first, total in zip(firsts, often, strict=True))


def confidence(worths: Column, central: tuple[Column | None, ...]) -> tuple[float | None, ...]:
    """Give for each option the share of draws in which it is first at its own central weights (confidence factor)."""
    return tuple(
        None if weights is None else float(acceptability(scores(worths, weights)).ranks[option, 0])
        for option, weights in enumerate(central)
    )


def expected_regret(found: Column) -> Column:
    """Give for each option how much worth is lost on average by choosing it instead of the best of each draw."""
    return np.asarray((found.max(axis=0) - found).mean(axis=1))
