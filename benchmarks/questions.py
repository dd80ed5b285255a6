"""Compare what `compass next` says an answer is worth with brute force, after a screen of two cases.

Brute force gives each question each of eight answers over its range in turn, runs everything again and takes the best
option at that answer: what that spares of expected regret is its worth. Gate: rank correlation at least 0.8 (Spearman),
over all open facts that have a column of draws. Then the time of `next` for all open questions beside one evaluation.

    .venv/bin/python benchmarks/questions.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from compass.catalogue.assessments import CheckedAssessment
from compass.decision.questions import next_questions
from compass.decision.weighing import weighing, weights_of
from compass.decision.worth import scores
from compass.engine.cells import read_cells
from compass.engine.designs import item_of
from compass.engine.draws import Draws
from compass.engine.interview import depth_of, interview
from compass.engine.plan import make_plan
from compass.engine.run import run_where_it_can
from compass.model.assessment import Answer, Assessment, Weights
from compass.model.interview import NextFact
from compass.service.evaluating import evaluate_read
from compass.service.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "questionnaires" / "radiology-ai" / "assessments" / "fracture-detection.yaml"
GATE, TIME_GATE = 0.8, 3.0
DRAWS, BRUTE_DRAWS, POINTS, TIMED_DRAWS, ROUNDS = 8192, 1024, 8, 1024, 5


@dataclass(frozen=True)
class Fixed:
    """Columns of which one stands still at a value."""

    columns: Draws
    name: str
    value: float

    @property
    def draws(self) -> int:
        return self.columns.draws

    def __getattr__(self, method: str) -> Callable[..., Any]:
        made = getattr(self.columns, method)

        def at(name: str, *given: Any) -> Any:
            column = made(name, *given)
            return np.full_like(column, self.value) if name == self.name else column

        return at


def screened(read: CheckedAssessment, keep: Callable[[str], bool]) -> CheckedAssessment:
    """Keep the answers of the screen, and those without which nothing can be computed."""
    program, before = read.checked.usable(), read.assessment
    after = before.model_copy(update={"need": _kept(before.need, keep), "all_options": {}})
    options = tuple(o.model_copy(update={"answers": _kept(o.answers, keep)}) for o in before.options)
    after = after.model_copy(update={"options": options})
    return _read_again(read, program, after)


def _kept(answers: dict[str, Answer], keep: Callable[[str], bool]) -> dict[str, Answer]:
    return {id: answer for id, answer in answers.items() if keep(id)}


def _read_again(read: CheckedAssessment, program: Any, assessment: Assessment) -> CheckedAssessment:
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults, faults
    return CheckedAssessment(assessment, read.checked, cells, read.document)


def cases() -> Iterator[tuple[str, CheckedAssessment]]:
    """Give the fracture case after its screen, and its two readings without a tool, weights unknown."""
    read = open_workspace(ROOT).assessment(CASE)
    pack = read.checked.usable().pack
    needed = {"studies_per_year", "hospital_country"}
    after = screened(read, lambda id: id in needed or depth_of(pack.questions[id]) == "screen")
    yield "fracture-detection after a screen", after
    less = after.assessment.model_copy(update={"options": after.assessment.options[:2]})
    settings = less.settings.model_copy(update={"weights": Weights(unknown=True, why="…")})
    less = less.model_copy(update={"settings": settings})
    yield "today's reading or a second reader, weights unknown", _read_again(read, read.checked.usable(), less)


def brute_force(read: CheckedAssessment, facts: list[NextFact]) -> dict[str, float]:
    """Give the worth of each fact by running everything again at each of its answers."""
    program, assessment, cells = read.checked.usable(), read.assessment, read.cells
    found = evaluate_read(read, BRUTE_DRAWS).evaluated
    weights = weights_of(program.pack, assessment)
    assert weights is not None
    seed = found.evaluation.seed
    weighed = weighing(program, assessment, cells, weights, Draws(seed, BRUTE_DRAWS))
    left = tuple(standing.option for standing in found.evaluation.decision.standings)
    plan = make_plan(program, assessment, cells)

    def means(columns: Any) -> Any:
        run = run_where_it_can(program, assessment, cells, columns, plan)
        return scores(weighed.worths(run, left), weighed.weights).mean(axis=1)

    now = means(Draws(seed, BRUTE_DRAWS)).max()
    own = {cell: fact.cells[0] for fact in facts for cell in fact.cells}
    worth: dict[str, float] = {}
    for name, column in found.noted.columns.items():
        cell = name.partition("#")[0].partition(".")[0]
        group = own.get(cell) or next((f.cells[0] for f in facts if f.question == item_of(name)), None)
        if group is None:
            continue
        points = np.quantile(column, (np.arange(POINTS) + 0.5) / POINTS, method="nearest")
        best = [means(Fixed(Draws(seed, BRUTE_DRAWS), name, point)).max() for point in points]
        worth[group] = max(worth.get(group, 0.0), float(np.mean(best) - now))
    return worth


def compare(name: str, read: CheckedAssessment) -> float:
    program = read.checked.usable()
    found = interview(program, read.assessment, read.cells)
    assert not found.missing, found.missing
    evaluated = evaluate_read(read, DRAWS).evaluated
    ranked = next_questions(program, read.assessment, read.cells, found, evaluated)
    brute = brute_force(read, list(ranked.facts))
    facts = sorted((f for f in ranked.facts if f.cells[0] in brute), key=lambda fact: -(fact.value or 0))
    told, tried = [fact.value or 0.0 for fact in facts], [max(brute[fact.cells[0]], 0.0) for fact in facts]
    plain = spearmanr(told, np.round(tried, 9)).statistic
    shown = [np.where(np.array(each) < ranked.threshold, 0, each) for each in (told, tried)]
    correlation = float(spearmanr(*shown).statistic)
    positive = int(((shown[0] > 0) | (shown[1] > 0)).sum())
    print(f"{name}: {len(facts)} facts, {positive} above the threshold by either")
    print(f"  rank correlation {correlation:.2f} of what is told (0 below the threshold), {plain:.2f} of all figures")
    for fact, one, other in list(zip(facts, told, tried, strict=True))[:8]:
        print(f"  {fact.cells[0]:32} next {one:.4f}   brute force {other:.4f}")
    return correlation


def time_of(read: CheckedAssessment) -> float:
    program = read.checked.usable()
    ratios = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        evaluated = evaluate_read(read, TIMED_DRAWS).evaluated
        once = time.perf_counter() - start
        start = time.perf_counter()
        found = interview(program, read.assessment, read.cells)
        ranked = next_questions(program, read.assessment, read.cells, found, evaluated)
        ratios.append((time.perf_counter() - start) / once + 1)
    median = statistics.median(ratios)
    print(f"next for {len(ranked.facts)} open facts: {median:.2f} evaluations, its own included (gate {TIME_GATE})")
    return median


def main() -> int:
    listed = list(cases())
    correlations = [compare(name, read) for name, read in listed]
    ratio = time_of(listed[0][1])
    return 0 if min(correlations) >= GATE and ratio <= TIME_GATE else 1


if __name__ == "__main__":
    sys.exit(main())
