"""Measure what deciding costs beside plain NumPy that does the same: 8 options, 14 criteria, 8,192 draws, 30 inputs.

Gate: worths, scores, acceptability, dominance, indices and value of information together take at most 1.5 times the
plain script. The script is written as a careful NumPy programmer writes it, from the same definitions; both give the
same numbers to 1e-9, which is asserted before anything is timed.

    .venv/bin/python benchmarks/decision.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from compass.decision.acceptability import acceptability, central_weights, expected_regret
from compass.decision.dominance import dominance
from compass.decision.information import partial_information
from compass.decision.weights import unknown
from compass.decision.worth import scores, worth
from compass.engine.draws import Draws
from compass.engine.sensitivity import first_order_all

GATE = 1.5
OPTIONS, CRITERIA, DRAWS, INPUTS = 8, 14, 8192, 30
ROUNDS = 5


@dataclass(frozen=True)
class Case:
    """Given arrays: totals (criteria, options, draws), input columns (inputs, draws), weights (criteria, draws)."""

    totals: Any
    inputs: Any
    weights: Any


def make() -> Case:
    """Make totals that depend on the inputs, as those of a pack do."""
    columns = Draws(1, DRAWS)
    inputs = np.stack([columns.uniform(f"input {i}") for i in range(INPUTS)])
    mix = np.stack([columns.uniform(f"mix {i}")[: OPTIONS * CRITERIA] for i in range(INPUTS)])
    totals = np.einsum("im,in->mn", mix**6, inputs).reshape(CRITERIA, OPTIONS, DRAWS)
    return Case(totals, inputs, unknown(columns.uniform(f"weight {i}") for i in range(CRITERIA)))


def ours(case: Case) -> dict[str, Any]:
    worths = np.stack([worth(total, 8.0, 0.0) for total in case.totals])
    found = scores(worths, case.weights)
    ranked = acceptability(found)
    columns = {str(place): column for place, column in enumerate(case.inputs)}
    lead = found[0] - found[1]
    return {
        "ranks": ranked.ranks,
        "wins": ranked.wins,
        "central": np.stack([c for c in central_weights(case.weights, ranked.firsts) if c is not None]),
        "regret": expected_regret(found),
        "dominance": dominance(worths),
        "indices": first_order_all(columns, lead[None]),
        "information": np.array(partial_information(found, list(case.inputs))),
    }


def plain(case: Case) -> dict[str, Any]:
    """The same in NumPy, as one would write it in a notebook with care."""
    worths = np.clip((case.totals - 8.0) / -8.0, 0, 1)
    found = np.einsum("cn,con->on", case.weights, worths)
    order = np.argsort(-found, axis=0)
    rank_of = np.argsort(order, axis=0)
    ranks = np.stack([(rank_of == r).mean(axis=1) for r in range(OPTIONS)], axis=1)
    wins = (found[:, None] > found[None]).mean(axis=2)
    first = (rank_of == 0).astype(float)
    central = np.stack([case.weights @ f / f.sum() for f in first if f.sum()])
    regret = (found.max(axis=0) - found).mean(axis=1)
    return {
        "ranks": ranks,
        "wins": wins,
        "central": central,
        "regret": regret,
        "dominance": _plain_dominance(worths),
        "indices": _plain_indices(case.inputs, found[0] - found[1])[None],
        "information": _plain_information(case.inputs, found),
    }


def _plain_dominance(worths: Any) -> Any:
    shares = np.zeros((OPTIONS, OPTIONS))
    for i in range(OPTIONS):
        for j in range(OPTIONS):
            gap = worths[:, i] - worths[:, j]
            shares[i, j] = ((gap >= 0).all(axis=0) & (gap > 0).any(axis=0)).mean()
    return shares


def _plain_indices(inputs: Any, target: Any, bins: int = 32) -> Any:
    """First-order indices by bins of equal count, corrected for chance (epsilon squared)."""
    total = ((target - target.mean()) ** 2).sum()
    found = []
    for column in inputs:
        means = target[np.argsort(column)].reshape(bins, -1).mean(axis=1)
        between = ((means - target.mean()) ** 2).sum() * (DRAWS // bins)
        found.append(1 - (total - between) / (DRAWS - bins) * (DRAWS - 1) / total)
    return np.array(found)


def _plain_information(inputs: Any, found: Any) -> Any:
    """EVPPI by cubic regression on the rank, less the noise of eight shuffled columns."""
    basis = np.linalg.qr(np.polynomial.legendre.legvander((np.arange(DRAWS) + 0.5) / DRAWS * 2 - 1, 3))[0]
    now = found.mean(axis=1).max()

    def gain(order: Any) -> float:
        return float((found[:, order] @ basis @ basis.T).max(axis=0).mean() - now)

    nulls = [gain(np.argsort(np.random.PCG64(k).random_raw(DRAWS), kind="stable")) for k in range(8)]
    gains = np.array([gain(np.argsort(column, kind="stable")) for column in inputs])
    return np.where(gains > max(nulls), np.sqrt(np.maximum(gains**2 - np.mean(nulls) ** 2, 0)), 0)


def seconds(what: Callable[[Case], Any], case: Case) -> float:
    start = time.perf_counter()
    what(case)
    return time.perf_counter() - start


def main() -> int:
    case = make()
    mine, theirs = ours(case), plain(case)
    for name, value in theirs.items():
        np.testing.assert_allclose(mine[name], value, rtol=0, atol=1e-9, err_msg=name)
    print(f"same numbers: {', '.join(theirs)}, to 1e-9")
    pairs = [(seconds(ours, case), seconds(plain, case)) for _ in range(ROUNDS)]
    for one, other in pairs:
        print(f"  ours {1000 * one:6.1f} ms   NumPy {1000 * other:6.1f} ms")
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"ratio ours / NumPy: {ratio:.2f} (gate {GATE})")
    return 0 if ratio <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
