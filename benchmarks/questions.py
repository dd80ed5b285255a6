"""Compare what `compass next` says an answer is worth with brute force, after a screen of cases of both packs.

Brute force answers all cells of a question, at points spread over their range, again and again: each time the answers
are recorded, the assessment is read and computed anew, and the best option is taken. What that spares of expected
regret is its worth; what may be above the threshold is answered once more, at more points and draws. Gate: rank
correlation at least 0.8 (Spearman) in each case, figures below the threshold of `next` counting as 0, over all open
facts that have a column of draws. Then the time of `next` beside one evaluation.

    .venv/bin/python benchmarks/questions.py
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import qmc, spearmanr

from compass.catalogue.assessments import CheckedAssessment
from compass.decision.knowing import apart, cell_of, know
from compass.decision.questions import next_questions, scored_of
from compass.decision.worth import scores
from compass.engine.binding import answers_of
from compass.engine.cells import read_cells
from compass.engine.draws import Draws
from compass.engine.interview import answered, depth_of, interview, missing_cells
from compass.engine.plan import make_plan
from compass.engine.run import run_where_it_can
from compass.model.assessment import Answer, Assessment, Option, Reference, Weights
from compass.model.interview import NextFact, NextQuestions
from compass.service.evaluating import evaluate_read
from compass.service.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent
RADIOLOGY = ("chest-radiograph-triage", "ct-lung-nodule", "mammography-screening", "mri-acceleration")
GENERAL = ("augmented-search", "do-everything-assistant", "meeting-minutes", "sugar-beet-robot", "triage-phone")
FRACTURE = "fracture-detection"
GATE, TIME_GATE = 0.8, 3.0
NOISE = 0.0005
"""Worths that differ by less are the same: half of the threshold of `next`."""
DRAWS, TIMED_DRAWS, ROUNDS = 8192, 1024, 5
COARSE, FINE = (256, 16), (2048, 64)
"""Draws and points of brute force. Few find less: 0.0021 where 4,096 draws and 256 points find 0.0025."""


@dataclass(frozen=True)
class Fixed:
    """Columns of which some stand still at a value."""

    columns: Draws
    values: dict[str, Any]

    @property
    def draws(self) -> int:
        return self.columns.draws

    def __getattr__(self, method: str) -> Callable[..., Any]:
        made = getattr(self.columns, method)

        def at(name: str, *given: Any) -> Any:
            column = made(name, *given)
            return np.full_like(column, self.values[name]) if name in self.values else column

        return at


def cases() -> Iterator[tuple[str, CheckedAssessment]]:
    """Give worked cases as they stand after a screen. The decisions are taken, since they make an option what it is;
    every other fact is open.

    Most are no close call: one option leads whatever the answers are, and one fact or none is worth asking. So closer
    ones follow, made of the same files: the tools alone, the readings alone, the same product from two vendors.
    """
    fracture = after_screen("radiology-ai", FRACTURE)
    options, unknown = fracture.assessment.options, Weights(unknown=True, why="…")
    yield f"{FRACTURE}, the two readings without a tool, weights unknown", only(fracture, options[:2], unknown)
    yield f"{FRACTURE}, the two tools alone", only(fracture, options[2:])
    yield FRACTURE, fracture
    for name in RADIOLOGY:
        yield name, after_screen("radiology-ai", name)
    for name in GENERAL:
        read = after_screen("compass", name)
        last = read.assessment.options[-1]
        yield name, read
        yield f"{name}, {last.id} from two vendors", only(read, (last, last.model_copy(update={"id": "other"})))


def after_screen(pack: str, name: str) -> CheckedAssessment:
    """Read a worked case with the answers of the screen, the decisions, and what nothing may stand in for."""
    read = open_workspace(ROOT).assessment(ROOT / "questionnaires" / pack / "assessments" / f"{name}.yaml")
    questions = read.checked.usable().pack.questions
    kept = {id for id, each in questions.items() if depth_of(each) == "screen" or each.nature == "decision"}
    screened = _with_answers(read, kept)
    missing = missing_cells(screened.checked.usable(), screened.assessment, screened.cells)
    return _with_answers(read, kept | {cell.partition("@")[0] for cell in missing}) if missing else screened


def _with_answers(read: CheckedAssessment, kept: set[str]) -> CheckedAssessment:
    before = read.assessment
    options = tuple(o.model_copy(update={"answers": _kept(o.answers, kept)}) for o in before.options)
    shared = {"need": _kept(before.need, kept), "all_options": _kept(before.all_options, kept)}
    return _read_again(read, before.model_copy(update={**shared, "options": options}))


def only(read: CheckedAssessment, options: Sequence[Option], weights: Weights | None = None) -> CheckedAssessment:
    """Give a case with other options, change counted against the first."""
    given: dict[str, Any] = {"reference": Reference(option=options[0].id, why="…")}
    settings = read.assessment.settings.model_copy(update=given | ({"weights": weights} if weights else {}))
    return _read_again(read, read.assessment.model_copy(update={"options": tuple(options), "settings": settings}))


def _kept(answers: dict[str, Answer], kept: set[str]) -> dict[str, Answer]:
    return {id: answer for id, answer in answers.items() if id in kept}


def _read_again(read: CheckedAssessment, assessment: Assessment) -> CheckedAssessment:
    program = read.checked.usable()
    cells, faults = read_cells(program.pack, program.units, assessment)
    assert not faults, faults
    return CheckedAssessment(assessment, read.checked, cells, read.document)


class Brute:
    """The worth of facts of one case, by answering them at some points and computing so many draws each time."""

    def __init__(self, read: CheckedAssessment, draws: int, points: int) -> None:
        program = read.checked.usable()
        self.assessment, self.program = read.assessment, apart(program)
        evaluated = evaluate_read(read, draws).evaluated
        self.draws, self.points = Draws(evaluated.evaluation.seed, draws), points
        scored = scored_of(program, read.assessment, read.cells, evaluated)
        assert scored is not None
        self.weighing, self.options = scored.weighing, scored.options
        known = know(program, read.assessment, read.cells, evaluated.evaluation.seed, scored)
        assert known is not None
        self.columns = known.columns

    def worth(self, fact: NextFact) -> float | None:
        """Give the worth of a fact, None where it has no column: an answer moves no result."""
        columns = {name: column for name, column in self.columns.items() if cell_of(name) in fact.cells}
        if not columns:
            return None
        spread = qmc.Sobol(len(columns), seed=1).random(self.points)
        found = []
        for point in spread:
            values = {
                name: np.quantile(column, share, method="nearest")
                for (name, column), share in zip(columns.items(), point, strict=True)
            }
            found.append(self._means(values))
        means = np.array(found)
        return float(means.max(axis=1).mean() - means.mean(axis=0).max())

    def _means(self, values: dict[str, Any]) -> Any:
        """Give the mean score of each option once the cells are answered."""
        assessment, fixed = self.assessment, {}
        for name, value in values.items():
            question, _, option = name.partition("@")
            answer = self._answer(question, value)
            if answer is None:
                fixed[name] = value
            else:
                assessment = answered(assessment, question, answer, option or None)
        cells, faults = read_cells(self.program.pack, self.program.units, assessment)
        assert not faults, faults
        plan = make_plan(self.program, assessment, cells)
        run = run_where_it_can(self.program, assessment, cells, Fixed(self.draws, fixed), plan)
        return scores(self.weighing.worths(run, self.options), self.weighing.means).mean(axis=1)

    def _answer(self, question: str, value: Any) -> Answer | None:
        """Give a drawn value as an answer; None for a study or several choices, whose columns are fixed instead."""
        asked = self.program.pack.questions.get(question)
        if asked is None or asked.type not in ("number", "choice", "yes_no"):
            return None
        if asked.type == "number":
            return Answer(value=float(value))
        return Answer(value=bool(value) if asked.type == "yes_no" else answers_of(self.program.pack, asked)[int(value)])


@dataclass(frozen=True)
class Compared:
    """The rank correlation of one case (None where one of both finds no fact worth anything), and what each fact above
    the threshold by either is worth by `next` and by brute force."""

    correlation: float | None
    above: list[tuple[float, float]]


def compare(name: str, read: CheckedAssessment) -> Compared:
    """Compare and print the worth of each fact by `next` and by brute force."""
    program = read.checked.usable()
    found = interview(program, read.assessment, read.cells)
    assert not found.missing, found.missing
    ranked = next_questions(program, read.assessment, read.cells, found, evaluate_read(read, DRAWS).evaluated)
    pairs = sorted(_tried(read, ranked), key=lambda each: -each[1])
    told, tried = np.array([each[1] for each in pairs]), np.array([each[2] for each in pairs])
    cut = [np.where(each < ranked.threshold, 0, each) for each in (told, tried)]
    is_above = (cut[0] > 0) | (cut[1] > 0)
    correlation, of_all = _correlation(*cut), _correlation(told, tried.round(9))
    print(f"{name}: {len(pairs)} facts, {is_above.sum()} above the threshold by either")
    print(f"  rank correlation {_shown(correlation)}; of all figures {_shown(of_all)}")
    for fact, one, other in pairs[: is_above.sum()]:
        print(f"  {fact.question:32} next {one:.4f}   brute force {other:.4f}")
    return Compared(correlation, [(one, other) for _, one, other in np.array(pairs, dtype=object)[is_above]])


def _tried(read: CheckedAssessment, ranked: NextQuestions) -> Iterator[tuple[NextFact, float, float]]:
    """Give each fact with its worth by `next` and by brute force, the finer one where it may be above the threshold."""
    coarse, fine = Brute(read, *COARSE), Brute(read, *FINE)
    for fact in ranked.facts:
        told, tried = fact.value or 0.0, coarse.worth(fact)
        if tried is not None:
            yield fact, told, fine.worth(fact) or 0.0 if max(told, tried) > ranked.threshold / 2 else tried


def _correlation(told: np.ndarray, tried: np.ndarray) -> float | None:
    """Give Spearman's rank correlation; None where one side is the same for every fact."""
    return float(spearmanr(told, tried).statistic) if np.ptp(told) > 0 and np.ptp(tried) > 0 else None


def _shown(correlation: float | None) -> str:
    return "none" if correlation is None else f"{correlation:.2f}"


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
    ratio = time_of(dict(listed)[FRACTURE])
    found = [compare(name, read) for name, read in listed]
    above = [pair for each in found for pair in each.above]
    together = float(spearmanr(*zip(*above, strict=True)).statistic)
    print(f"the {len(above)} facts above the threshold in any case: rank correlation {together:.2f}")
    least = min(together, *(each.correlation for each in found if each.correlation is not None))
    return 0 if least >= GATE and ratio <= TIME_GATE else 1


if __name__ == "__main__":
    sys.exit(main())
