"""From cells to values: published studies, which of them are drawn, and how their disagreement is spread."""

import numpy as np
import pytest

from compass.engine.binding import studies_of
from compass.engine.filling import CannotRun
from tests.helpers import evaluated, program_of

PACK = """
sections:
  ai:
    asked_of: option
    questions:
      detection:
        type: study
        metrics: {sensitivity: {}, specificity: {}, delay: {unit: min}}
        shows: [alarms, misses, stars]
        if_unknown:
          reported:
            sensitivity: {low: 0.5, likely: 0.6, high: 0.7}
            specificity: {low: 0.8, likely: 0.9, high: 1}
questions: {prevalence: {}}
quantities:
  alarms: (1 - reported(detection, specificity)) * (1 - prevalence)
  misses: (1 - reported(detection, sensitivity)) * prevalence
  stars: {formula: misses, bands: {1: 0.05, 2: 0.2, 3: 1}}
criteria: {missed: {formula: misses}, alarmed: {formula: alarms}, rating: {formula: stars}}
"""
NEED = """
evidence: {a: {}, b: {}, c: {}}
need: {prevalence: 0.25}
options:
  - id: one
    alternative: base
    answers:
      detection:
"""
A = """
        - {metric: sensitivity, value: 0.75, evidence: a, setting: north}
        - {metric: specificity, value: 0.5, evidence: a, setting: north}
"""
B = """
        - {metric: sensitivity, value: 0.5, evidence: b, MAIN}
        - {metric: specificity, value: 0.75, evidence: b}
"""


@pytest.fixture(scope="module")
def program():
    return program_of(PACK)


@pytest.fixture
def outcome(program):
    def of(*records):
        text = NEED + "".join(records).replace("MAIN", "main: false")
        return evaluated(program, text)

    return of


def test_records_of_one_evidence_and_setting_are_one_study(outcome):
    cell = outcome(A, A.replace("north", "south"), B.replace("MAIN", "main: true")).cells.of("detection", "one")
    studies = studies_of(cell.known)
    assert [(s.evidence, s.setting, len(s.records), s.is_main) for s in studies] == [
        ("a", "north", 2, False), ("a", "south", 2, False), ("b", None, 2, True),
    ]  # fmt: skip


def test_one_study_is_used_as_it_stands(outcome):
    found = outcome(A)
    assert found.total("missed").mean == 0.25 * 0.25
    assert found.total("alarmed").mean == 0.5 * 0.75
    assert found.evaluation.assumptions == ()


def test_each_draw_comes_from_one_of_several_studies_in_equal_shares(outcome):
    found = outcome(A, B)
    sensitivity = found.drawn("_reported_detection_sensitivity")
    specificity = found.drawn("_reported_detection_specificity")
    pairs = sorted(zip(sensitivity.tolist(), specificity.tolist(), strict=True))
    assert pairs == [(0.5, 0.75)] * 32 + [(0.75, 0.5)] * 32
    assert found.total("missed").mean == (0.0625 + 0.125) / 2


def test_likely_takes_the_first_study_or_the_main_one(outcome):
    assert outcome(A, B).total("missed").likely == 0.25 * 0.25
    assert outcome(A, B.replace("MAIN", "main: true")).total("missed").likely == 0.5 * 0.25


def test_a_study_that_lacks_a_metric_is_shown_and_not_drawn(outcome):
    found = outcome(A, "        - {metric: sensitivity, value: 0.1, evidence: c}\n")
    assert found.total("missed").p95 == 0.25 * 0.25
    told = {s.evidence: (s.drawn, sorted(s.follows)) for s in found.evaluation.studies}
    assert told == {"a": (True, ["alarms", "misses", "stars"]), "c": (False, ["misses", "stars"])}


@pytest.mark.parametrize(("verdict", "drawn"), [("accepted", True), ("pending", True), ("rejected", False)])
def test_a_rejected_study_is_not_drawn(outcome, verdict, drawn):
    found = outcome(A, B.replace("MAIN", f"review: {{verdict: {verdict}}}"))
    assert [s.drawn for s in found.evaluation.studies] == [True, drawn]
    assert found.total("missed").mean == (0.09375 if drawn else 0.0625)


def test_without_a_complete_study_the_assumption_stands_in_and_is_listed(outcome):
    found = outcome("        - {metric: sensitivity, value: 0.1, evidence: c}\n")
    assert found.total("missed").likely == pytest.approx(0.4 * 0.25)
    assert {(a.question, a.metric, a.value.likely) for a in found.evaluation.assumptions} == {
        ("detection", "sensitivity", 0.6), ("detection", "specificity", 0.9),
    }  # fmt: skip


def test_what_follows_is_shown_study_by_study_never_averaged(outcome):
    found = outcome(A, B)
    follows = {s.evidence: {id: spread.mean for id, spread in s.follows.items()} for s in found.evaluation.studies}
    assert follows == {
        "a": {"alarms": 0.375, "misses": 0.0625, "stars": 2},
        "b": {"alarms": 0.1875, "misses": 0.125, "stars": 2},
    }


def test_a_figure_is_the_same_column_alone_and_among_others(outcome):
    wide = A.replace("value: 0.75", "value: 0.75, ci: [0.7, 0.8]").replace(", setting: north", "")
    alone, among = outcome(wide), outcome(B, wide)
    first = next(s for s in alone.evaluation.studies if s.evidence == "a").follows["misses"]
    second = next(s for s in among.evaluation.studies if s.evidence == "a").follows["misses"]
    assert first == second == alone.total("missed")


def test_an_uncertain_figure_spreads_over_its_interval(outcome):
    found = outcome(A.replace("value: 0.75", "value: 0.75, ci: [0.7, 0.8]"))
    column = found.drawn("_reported_detection_sensitivity")
    assert np.quantile(column, (0.025, 0.975)) == pytest.approx((0.7, 0.8), abs=0.01)


def test_a_study_question_without_answer_and_without_assumption_is_demanded_as_a_cell():
    bare = PACK.replace("            sensitivity: {low: 0.5, likely: 0.6, high: 0.7}\n", "")
    with pytest.raises(CannotRun) as caught:
        evaluated(bare, "need: {prevalence: 0.25}")
    assert {fault.path for fault in caught.value.faults} == {("options", 0, "answers", "detection")}
