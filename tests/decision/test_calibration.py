"""Options that are said to win in about x % of draws win in about x % of cases whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from compass.engine.cells import read_cells
from tests.helpers import assessment_of, evaluated, program_of
from tests.strategies import text

PACK = """
sections:
  offer:
    asked_of: option
    questions: {price: {own: true}, care: {own: true}, energy: {own: true}}
criteria:
  cost: {formula: price, anchors: {worst: 100, best: 0}}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 100}}
  power: {formula: "energy * energy / 100", anchors: {worst: 100, best: 0}}
weight_profiles:
  given: {title: {fr: "…", en: "…"}, swing: {cost: 50, quality: 30, power: 20}}
"""
OPTIONS = 4
DRAWS = 512
EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)


def simulated(cases: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Give, for each option of each case, the share of draws in which it is said to win, and whether it does in truth.

    A case states a range for every input; its truth is one draw of the PERT distribution of each, by NumPy.
    """
    program, chance = program_of(PACK), np.random.default_rng(seed)
    said, won = [], []
    for _ in range(cases):
        ranges = np.sort(chance.uniform(0, 100, (OPTIONS, 3, 3)) * 0.6 + chance.uniform(0, 40, (OPTIONS, 3, 1)), axis=2)
        low, likely, high = np.moveaxis(ranges, 2, 0)
        alpha, beta = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
        truth = low + (high - low) * chance.beta(alpha, beta)
        worths = 1 - truth[:, 0] / 100, truth[:, 1] / 100, 1 - (truth[:, 2] / 100) ** 2
        scores = 0.5 * worths[0] + 0.3 * worths[1] + 0.2 * worths[2]
        found = evaluated(program, assessment(ranges), draws=DRAWS).evaluation.decision
        said += [standing.ranks[0] for standing in found.standings]
        won += [place == scores.argmax() for place in range(OPTIONS)]
    return np.array(said), np.array(won)


def assessment(ranges: np.ndarray) -> str:
    names = ("price", "care", "energy")
    options = [
        {"id": f"o{place}", "alternative": "base" if place == 0 else "other",
         "answers": {n: dict(zip(("low", "likely", "high"), map(float, r), strict=True))
                     for n, r in zip(names, of_option, strict=True)}}
        for place, of_option in enumerate(ranges)
    ]  # fmt: skip
    return text({"options": options, "settings": {"weights": "given"}})


def reliability(said: np.ndarray, won: np.ndarray) -> list[tuple[float, float, int, float, float]]:
    """Give for each band of shares its ends, how many options it has, the mean share said and the share that won."""
    bands = np.clip(np.searchsorted(EDGES, said, side="right") - 1, 0, len(EDGES) - 2)
    return [
        (EDGES[band], EDGES[band + 1], int(inside.sum()), float(said[inside].mean()), float(won[inside].mean()))
        for band in range(len(EDGES) - 1)
        if (inside := bands == band).any()
    ]


def test_what_is_said_of_winning_holds():
    for low, high, count, said, won in reliability(*simulated(80)):
        error = max(3 * np.sqrt(said * (1 - said) / count), 2 / count)
        assert won == pytest.approx(said, abs=error), (low, high, count)


def test_a_case_states_answers_that_are_admitted():
    program = program_of(PACK)
    given = assessment_of(assessment(np.sort(np.random.default_rng(2).uniform(0, 100, (OPTIONS, 3, 3)), axis=2)))
    assert read_cells(program.pack, program.units, given)[1] == ()
