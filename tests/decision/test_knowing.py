"""What finding out is worth: each cell on its own, all cells of a fact together, and as brute force finds it."""

from __future__ import annotations

import os
from math import pi, sqrt

import pytest

from benchmarks import questions as benchmark
from compass.decision.questions import next_questions
from compass.engine.cells import read_cells
from compass.engine.interview import interview
from tests.helpers import assessment_of, evaluated, program_of
from tests.strategies import text

PACK = """
sections:
  offer:
    asked_of: option
    questions:
      care: {if_unknown: [0, 5, 10]}
      price: {if_unknown: [0, 50, 100]}
criteria:
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}}
  cost: {formula: price, anchors: {worst: 100, best: 0}}
weight_profiles:
  care_alone: {title: {fr: "…", en: "…"}, swing: {quality: 100, cost: 0}}
"""
QUICK = "meeting-minutes, large_hosted from two vendors"
FULL = bool(os.environ.get("COMPASS_FULL"))
CARE = sqrt(1 / 28)
"""The standard deviation of the worth of an unknown care: PERT with its mode in the middle is a beta(3, 3)."""


def ranked(one, two, pack=PACK, weights="care_alone"):
    options = [{"id": id, "alternative": "base", "answers": each} for id, each in (("one", one), ("two", two))]
    given = text({"options": options, "settings": {"weights": weights, "reference": "one"}})
    program, assessment = program_of(pack), assessment_of(given)
    cells, _ = read_cells(program.pack, program.units, assessment)
    outcome = evaluated(program, given, draws=8192)
    return outcome, next_questions(program, assessment, cells, interview(program, assessment, cells), outcome.evaluated)


def values(found):
    return {fact.question: fact.value for fact in found.facts}


def test_two_offers_of_which_nothing_is_known_are_even_and_worth_asking_about():
    outcome, found = ranked({"price": 50}, {"price": 50})
    assert outcome.evaluation.decision.information == pytest.approx(0)  # one column: neither leads by chance
    # The difference of two such worths is about normal: E max(0, d) = sd(d) / √(2π).
    assert values(found) == {"care": pytest.approx(CARE * sqrt(2) / sqrt(2 * pi), rel=0.03)}
    assert found.stop is None


def test_the_range_of_an_answered_cell_is_no_part_of_what_the_open_one_is_worth():
    _, found = ranked({"price": 50, "care": {"low": 0, "likely": 5, "high": 10}}, {"price": 50})
    (fact,) = found.facts
    assert fact.cells == ("care@two",)
    # The mean of |x - 1/2| under 30 x² (1 - x)² is 5/32; half of it is gained.
    assert fact.value == pytest.approx(5 / 64, rel=0.02)


def test_what_weighs_nothing_is_worth_nothing():
    _, found = ranked({"care": 5}, {"care": 5})
    assert values(found) == {"price": 0}


def test_a_leader_that_only_leads_on_shared_columns_is_not_sure():
    pack = PACK.replace("care, objective", '"care + (0.1 if alternative == base else 0)", objective')
    options = [
        {"id": id, "alternative": each, "answers": {"price": 50}} for id, each in (("a", "base"), ("b", "other"))
    ]
    given = text({"options": options, "settings": {"weights": "care_alone"}})
    program, assessment = program_of(pack), assessment_of(given)
    cells, _ = read_cells(program.pack, program.units, assessment)
    outcome = evaluated(program, given, draws=2048)
    found = next_questions(program, assessment, cells, interview(program, assessment, cells), outcome.evaluated)
    assert (found.leader, found.first, found.stop) == ("a", 1.0, None)


def test_draws_that_can_not_be_computed_on_columns_of_their_own_are_left_out():
    pack = PACK.replace("formula: care,", 'formula: "care if care == reference(care) else ln(care - 4)",')
    _, found = ranked({"price": 50}, {"price": 50}, pack)
    assert 0 < values(found)["care"] < 1


def test_next_agrees_with_answering_and_computing_again():
    """A fact that is worth something is worth as much by both: in one case, or in all where COMPASS_FULL is set, and
    there in the same order too."""
    for name, read in (each for each in benchmark.cases() if FULL or each[0] == QUICK):
        compared = benchmark.compare(name, read)
        assert compared.above or FULL
        for told, tried in compared.above:
            assert told == pytest.approx(tried, rel=0.25, abs=benchmark.NOISE), name
        assert not FULL or compared.correlation is None or compared.correlation >= benchmark.GATE, name
