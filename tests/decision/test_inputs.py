"""What a result rests on is listed: assumptions, factors, quantities."""

import pytest

from tests.helpers import evaluated

TWO = "options: [{id: one, alternative: base}, {id: two, alternative: other}]\n"
PACK = """
scales: {countries: [fra, swe, nld]}
questions:
  place: {type: choice, options_from: countries, if_unknown: {shares: {fra: 0.5, swe: 0.5}}}
  used: {unit: kWh, if_unknown: {low: 1, likely: 2, high: 6, quality: proxy}}
factors:
  grid: {unit: kgCO2e/kWh, by: countries, values: {fra: 2}, otherwise: 5}
  spare: 3
quantities:
  burden: {unit: kgCO2e, formula: "used * lookup(grid, place)"}
nodes:
  machine: {level: effect, caused_by: other, flows: {gas: burden}}
flows: {gas: kgCO2e}
criteria: {climate: {unit: kgCO2e, characterise: {gas: 1}}}
"""


def test_an_assumption_about_the_need_is_listed_whichever_option_rests_on_it():
    outcome = evaluated(PACK, TWO)
    assert outcome.assumed() == {("place", None), ("used", None)}
    used = next(a for a in outcome.evaluation.assumptions if a.question == "used")
    assert (used.state, used.value.likely, used.source, used.is_decision) == ("blank", 2, "book", False)
    assert (used.quality, used.why.en) == ("proxy", "…")
    place = next(a for a in outcome.evaluation.assumptions if a.question == "place")
    assert place.shares == {"fra": 0.5, "swe": 0.5}


def test_what_no_result_rests_on_is_not_listed():
    outcome = evaluated(PACK, "options: [{id: one, alternative: base}]")
    assert outcome.assumed() == set()
    assert outcome.evaluation.factors == ()


def test_answers_are_no_assumptions():
    outcome = evaluated(PACK, "need: {used: 3, place: unknown}\n" + TWO)
    assert [(a.question, a.state) for a in outcome.evaluation.assumptions] == [("place", "unknown")]


def test_a_quantity_of_the_need_is_told_whichever_option_uses_it():
    outcome = evaluated(PACK, "need: {used: 3, place: fra}\n" + TWO)
    assert [(q.option, q.quantity, q.value.mean) for q in outcome.evaluation.quantities] == [(None, "burden", 6)]


def test_factors_are_listed_by_the_rows_that_were_read_otherwise_included():
    rows = [(f.factor, f.row, f.value.mean, f.source) for f in evaluated(PACK, TWO).evaluation.factors]
    assert rows == [("grid", "fra", 2, "book"), ("grid", "swe", 5, "book")]


@pytest.mark.parametrize(("date", "expired"), [("2026-11-21", True), ("2026-11-22", False)])
def test_a_factor_expires_against_the_date_of_the_assessment(date, expired):
    pack = f"factors: {{price: {{value: 3, expires: '{date}'}}}}\ncriteria: {{cost: {{formula: price}}}}"
    (factor,) = evaluated(pack).evaluation.factors
    assert factor.expired is expired


def test_a_decision_is_listed_as_taken_for_granted():
    pack = """
questions: {use: {type: choice, nature: decision, options: [rest, refill], if_unknown: {option: refill}}}
criteria: {cost: {formula: 10 if use == refill else 1}}
"""
    (assumption,) = evaluated(pack).evaluation.assumptions
    assert (assumption.is_decision, assumption.taken) == (True, "refill")


STAND_IN = """
questions:
  staff: {if_unknown: [2, 3, 6]}
  each: {if_unknown: [10, 20, 60]}
sections:
  offer: {asked_of: option, questions: {load: {if_unknown: {quantity: usual}}}}
quantities: {usual: staff * each}
criteria: {score: {formula: load}}
"""


def test_what_would_stand_in_for_an_answer_that_was_given_is_not_listed():
    assert evaluated(STAND_IN, "all_options: {load: 7}").assumed() == set()


def test_what_stands_in_for_one_option_is_listed_though_another_has_an_answer():
    options = "options: [{id: one, alternative: base, answers: {load: 7}}, {id: two, alternative: other}]"
    outcome = evaluated(STAND_IN, options)
    assert outcome.assumed() == {("staff", None), ("each", None), ("load", "two")}
    assert outcome.total("score").mean == 7
    assert outcome.total("score", "two").likely == 60
