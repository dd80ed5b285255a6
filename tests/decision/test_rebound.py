"""How much of a saving rebound may eat up."""

import pytest

from compass.decision.rebound import break_evens
from tests.helpers import evaluated

PACK = """
flows: {power: kWh}
questions: {saved: {unit: kWh}, own: {unit: kWh}, back: {unit: kWh}}
nodes:
  before: {level: effect, order: second, caused_by: base, flows: {power: 100 * one_kwh}}
  after: {level: effect, order: second, caused_by: other, flows: {power: 100 * one_kwh - saved}}
  machine: {level: infrastructure, order: first, caused_by: other, flows: {power: own}}
  refilled: {level: effect, order: higher, caused_by: other, rebound: time, flows: {power: back}}
factors: {one_kwh: {unit: kWh, value: 1}}
criteria: {electricity: {unit: kWh, characterise: {power: 1}}}
"""
TWO = "options: [{id: old, alternative: base}, {id: new, alternative: other}]"


def told(saved, own, back):
    found = evaluated(PACK, f"need: {{saved: {saved}, own: {own}, back: {back}}}\n{TWO}")
    return list(break_evens(found.evaluated.drawn))


def test_a_saving_of_40_that_costs_10_vanishes_when_three_quarters_of_it_come_back():
    (only,) = told(40, 10, 20)
    assert (only.option, only.criterion) == ("new", "electricity")
    assert (only.gross, only.footprint, only.rebound) == pytest.approx((40, 10, 20))
    assert only.rate == pytest.approx(0.5)
    assert only.break_even == pytest.approx(0.75)


def test_where_the_footprint_eats_the_saving_no_rebound_is_needed():
    (only,) = told(40, 60, 0)
    assert (only.rate, only.break_even) == (0, None)


def test_an_option_that_saves_nothing_claims_nothing():
    assert told(0, 10, 5) == []
    assert told(-30, 10, 5) == []


def test_rebound_may_exceed_all_that_was_saved():
    (only,) = told(40, 10, 90)
    assert only.rate == pytest.approx(2.25)


def test_a_footprint_as_large_as_the_saving_leaves_nothing_to_rebound():
    (only,) = told(40, 40, 5)
    assert (only.footprint, only.break_even) == (pytest.approx(40), None)


def test_what_an_option_saves_on_a_criterion_that_does_not_concern_it_is_no_saving():
    criterion = "electricity: {unit: kWh, characterise: {power: 1}"
    pack = PACK.replace(criterion, f"{criterion}, when: alternative == base, otherwise: 0")
    found = evaluated(pack, f"need: {{saved: 40, own: 10, back: 20}}\n{TWO}")
    assert list(break_evens(found.evaluated.drawn)) == []


def test_without_a_reference_nothing_is_saved():
    found = evaluated(PACK, "need: {saved: 40, own: 10, back: 20}\noptions: [{id: new, alternative: other}]")
    assert found.evaluated.drawn.reference is None
    assert list(break_evens(found.evaluated.drawn)) == []
