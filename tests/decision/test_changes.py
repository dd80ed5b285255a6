"""Two evaluations compared: what differs is told, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.changes import TOLERANCE, changes, moves
from compass.model.change import FindingChange, KnockOutChange
from compass.model.evaluation import FindingResult, KnockOutResult
from compass.model.spread import Spread
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")


@pytest.fixture(scope="module")
def evaluation():
    return evaluate_file(open_workspace(Path.cwd()), CASE, draws=64).evaluated.evaluation


def spread(value):
    return Spread(likely=value, median=value, p5=value, p95=value, mean=value)


def with_total(evaluation, index, total):
    criteria = list(evaluation.criteria)
    criteria[index] = criteria[index].model_copy(update={"total": total})
    return evaluation.model_copy(update={"criteria": tuple(criteria)})


def test_an_evaluation_does_not_differ_from_itself(evaluation):
    assert changes(evaluation, evaluation).is_empty


@given(before=st.floats(-1e6, 1e6), after=st.floats(-1e6, 1e6))
def test_a_criterion_is_told_just_when_it_differs(evaluation, before, after):
    found = changes(with_total(evaluation, 0, spread(before)), with_total(evaluation, 0, spread(after))).criteria
    differs = abs(before - after) > TOLERANCE * max(abs(before), abs(after))
    assert [(c.before.median, c.after.median) for c in found] == ([(before, after)] if differs else [])


def test_a_median_and_a_likely_value_each_move_by_their_difference():
    old = Spread(likely=-3.0, median=2.0, p5=1.0, p95=9.0, mean=2.0)
    new = Spread(likely=4.0, median=1.5, p5=1.0, p95=9.0, mean=2.0)
    assert moves(old, new) == (-0.5, 7.0)
    assert moves(old, old.model_copy(update={"median": 2.0 + 1e-9})) == (0.0, 0.0)  # beside 9 that is rounding


def test_a_value_that_came_or_went_is_told(evaluation):
    known = with_total(evaluation, 0, spread(1.0))
    unconcerned = with_total(evaluation, 0, None)
    (gone,), (come,) = changes(known, unconcerned).criteria, changes(unconcerned, known).criteria
    assert (gone.before, gone.after) == (spread(1.0), None)
    assert (come.before, come.after) == (None, spread(1.0))


def test_an_option_taken_out_takes_its_results_with_it(evaluation):
    first = evaluation.options[0]
    kept = tuple(c for c in evaluation.criteria if c.option != first)
    found = changes(evaluation, evaluation.model_copy(update={"criteria": kept})).criteria
    assert {c.option for c in found} == {first}
    assert all(c.after is None for c in found)


def test_verdicts_and_findings_that_changed_are_told(evaluation):
    def told(verdict, findings):
        knock = KnockOutResult(option="a", knock_out="k", verdict=verdict, share=None)
        found = tuple(FindingResult(option="a", finding=f, kind="strength", share=1.0) for f in findings)
        return evaluation.model_copy(update={"knock_outs": (knock,), "findings": found})

    found = changes(told("passed", ["old", "both"]), told("failed", ["both", "new"]))
    assert found.knock_outs == (KnockOutChange(option="a", knock_out="k", before="passed", after="failed"),)
    assert found.findings == (
        FindingChange(option="a", finding="new", is_told=True),
        FindingChange(option="a", finding="old", is_told=False),
    )
