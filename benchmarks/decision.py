"""Measure what deciding costs beside plain NumPy that does the same: 8 options, 14 criteria, 8,192 draws, 30 inputs.

Gate: worths, scores, acceptability, dominance, indices and value of information together take at most 1.5 times the
plain script. The script is written as a careful NumPy programmer writes it, from the same definitions; both give the
same numbers to 1e-9, which is asserted before anything is timed.

Second gate: swings, flip points and the heat map of the fracture case take no longer than 300 runs at likely values.

    .venv/bin/python benchmarks/decision.py
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from timing import alternate, timed

from compass.catalogue.assessments import CheckedAssessment
from compass.decision.acceptability import acceptability, central_weights, expected_regret
from compass.decision.choices import choice_effects
from compass.decision.dominance import dominance
from compass.decision.drivers import swings
from compass.decision.evaluate import Evaluated
from compass.decision.information import partial_information
from compass.decision.weighing import weighing, weights_of
from compass.decision.weights import unknown
from compass.decision.worth import scores, worth
from compass.engine.draws import Draws, Likely
from compass.engine.plan import make_plan
from compass.engine.run import run_where_it_can
from compass.engine.sensitivity import first_order_all
from compass.service.evaluating import evaluate_read
from compass.service.workspace import open_workspace

GATE = 1.5
RUNS = 300
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
        "indices": first_order_all(columns, lead[None])[0],
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


def of_pack() -> float:
    """Time swings, flips and the heat map of `radiology-ai` beside one run at likely values, and give the ratio."""
    evaluated, read = _evaluated()
    program, cells = read.checked.usable(), read.cells
    plan = make_plan(program, read.assessment, cells)

    def once(columns: Any) -> Any:
        return run_where_it_can(program, read.assessment, cells, columns, plan)

    decision, columns = evaluated.evaluation.decision, Draws(1, DRAWS)
    options = tuple(standing.option for standing in decision.standings)
    weights = weights_of(program.pack, read.assessment)
    assert weights is not None
    weighed = weighing(program, read.assessment, cells, weights, columns)
    lead = options.index(decision.leader or ""), lambda run: scores(weighed.worths(run, options), weighed.means)

    def told() -> None:
        swung = list(swings(list(decision.drivers), evaluated.noted.inputs, once, lead, options))
        changed = list(choice_effects(program, read.assessment, cells, evaluated.likely))
        assert swung
        assert changed

    one, many = timed(lambda: once(Likely()), 20), timed(told, ROUNDS)
    print(f"radiology-ai: one run {1000 * one:.1f} ms; swings, flips and heat map {1000 * many:.0f} ms")
    print(f"ratio: {many / one:.0f} runs (gate {RUNS})")
    return many / one


def _evaluated() -> tuple[Evaluated, CheckedAssessment]:
    root = Path(__file__).resolve().parent.parent
    case = root / "questionnaires" / "radiology-ai" / "assessments" / "fracture-detection.yaml"
    read = open_workspace(root).assessment(case)
    return evaluate_read(read, DRAWS).evaluated, read


def agree(case: Case) -> list[str]:
    """Compare both sides to 1e-9, and give the names of what was compared."""
    mine, theirs = ours(case), plain(case)
    for name, value in theirs.items():
        np.testing.assert_allclose(mine[name], value, rtol=0, atol=1e-9, err_msg=name)
    return list(theirs)


def main() -> int:
    case = make()
    print(f"same numbers: {', '.join(agree(case))}, to 1e-9")
    pairs = list(zip(*alternate(lambda: ours(case), lambda: plain(case), ROUNDS), strict=True))
    for one, other in pairs:
        print(f"  ours {1000 * one:6.1f} ms   NumPy {1000 * other:6.1f} ms")
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"ratio ours / NumPy: {ratio:.2f} (gate {GATE})")
    return 0 if of_pack() <= RUNS and ratio <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
