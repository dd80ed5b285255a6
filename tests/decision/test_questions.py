"""What to ask next: knock-outs first, then by worth per minute; a pinned order, and when to stop."""

from math import pi, sqrt

import pytest

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
      price: {own: true, effort: 5, if_unknown: [0, 50, 100]}
      care: {own: true, if_unknown: [0, 5, 10]}
      mark: {type: choice, own: true, options: [valid, none], if_unknown: {shares: {valid: 0.5, none: 0.5}}}
      place: {type: choice, nature: decision, options: [here, there], if_unknown: {option: here}}
criteria:
  cost: {formula: "price + (20 if place == there else 0)", anchors: {worst: 120, best: 0}}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}}
weight_profiles:
  even: {title: {fr: "…", en: "…"}, swing: {cost: 50, quality: 50}}
knock_outs: {unmarked: mark == none}
"""
MARKED = {"mark": "valid", "place": "here"}


def ranked(one, two, pack=PACK, settings=None, draws=2048):
    options = [
        {"id": "one", "alternative": "base", "answers": one},
        {"id": "two", "alternative": "other", "answers": two},
    ]
    given = text({"options": options, "settings": settings if settings is not None else {"weights": "even"}})
    program, assessment = program_of(pack), assessment_of(given)
    cells, _ = read_cells(program.pack, program.units, assessment)
    outcome = evaluated(program, given, draws=draws)
    found = interview(program, assessment, cells)
    return next_questions(program, assessment, cells, found, outcome.evaluated)


def test_a_knock_out_that_is_not_settled_comes_before_any_worth():
    found = ranked({"price": 50, "place": "here"}, MARKED)
    assert [(fact.cells, fact.knock_outs) for fact in found.facts[:1]] == [(("mark@one",), ("unmarked",))]
    assert found.stop is None


def test_the_worth_of_a_fact_is_the_regret_that_knowing_it_spares():
    # one scores 0.5 + 0.5·care/10 uniform by a range without a middle; two stands at its mean: E|x - m| / 2
    found = ranked({**MARKED, "price": 0}, {**MARKED, "price": 0, "care": 5}, draws=8192)
    (fact,) = found.facts
    care_sd = 10 * sqrt(1 / 28)  # PERT with its mode in the middle: variance of a beta(3, 3) over its range
    normal = 0.5 * care_sd / 10 * sqrt(1 / (2 * pi))
    assert (fact.cells, fact.minutes) == (("care@one",), 2)
    assert fact.value == pytest.approx(normal, rel=0.1)


def test_facts_are_ranked_by_worth_per_minute():
    found = ranked(MARKED, MARKED)
    assert [fact.question for fact in found.facts] == ["care", "care", "price", "price"]
    assert all(fact.value > 0 for fact in found.facts)


def test_a_fact_that_opens_others_comes_before_those_that_are_worth_more_a_minute():
    ai = 'ai: {type: yes_no, own: true, effort: 60, if_unknown: {shares: {"yes": 0.5, "no": 0.5}}}'
    pack = PACK.replace("care: {own: true,", f"{ai}\n      care: {{own: true, when: ai,")
    pack = pack.replace("formula: care,", 'formula: "care if ai else 5",')
    found = ranked({**MARKED, "ai": True}, {**MARKED, "care": 9}, pack)
    assert [(fact.question, fact.opens) for fact in found.facts[:2]] == [("ai", ("care",)), ("care", ())]
    first, second = (fact.value / fact.minutes for fact in found.facts[:2])
    assert first < second
    knocked = ranked({"place": "here", "ai": True}, {**MARKED, "care": 9}, pack)
    assert [fact.question for fact in knocked.facts[:2]] == ["mark", "ai"]


def test_without_weights_they_are_taken_as_unknown_and_that_is_told():
    found = ranked(MARKED, MARKED, settings={})
    assert (found.assumed_weights, found.weights) == (True, "unknown")
    assert max(fact.value for fact in found.facts) > 0


def test_nothing_is_asked_where_no_answer_changes_the_ranking():
    found = ranked({**MARKED, "price": 0, "care": 10}, {**MARKED, "price": 110})
    assert {fact.value for fact in found.facts} == {0}
    assert found.stop == "no_value"


def test_a_sure_leader_is_enough():
    sure = {"price": {"low": 0, "likely": 50, "high": 100}}
    found = ranked({**MARKED, **sure, "care": 8}, {**MARKED, "price": 50, "care": {"low": 1, "likely": 4, "high": 6}})
    assert found.first > 0.9
    assert found.stop in ("sure", "no_value")


def test_a_pinned_order_goes_before_and_what_it_hides_is_told():
    pack = PACK.replace("care: {own: true,", "care: {own: true, tags: {order: 1},")
    found = ranked({**MARKED, "care": 5}, {**MARKED, "price": 50, "care": 5}, pack)
    assert found.hidden == ()
    found = ranked({**MARKED, "price": 0}, {"price": 110, "care": 0, "place": "here"}, pack)
    assert [fact.question for fact in found.facts] == ["care", "mark"]
    assert found.hidden == ("mark",)


def test_decisions_are_told_apart_with_what_their_options_would_do():
    found = ranked({"mark": "valid"}, MARKED)
    (decision,) = found.decisions
    assert (decision.question, decision.option) == ("place", "one")
    assert [(e.choice, e.criterion, e.change) for e in decision.effects] == [("there", "cost", pytest.approx(20))]
    assert "place" not in {fact.question for fact in found.facts}


def test_what_a_choice_changes_by_less_than_a_hundredth_is_no_reason_to_choose():
    pack = PACK.replace("20 if place == there", "0.4 if place == there")
    (decision,) = ranked({"mark": "valid", "price": 50}, {**MARKED, "price": 30}, pack).decisions
    assert (decision.question, decision.effects) == ("place", ())
    (decision,) = ranked({"mark": "valid", "price": 30}, {**MARKED, "price": 30}, pack).decisions
    assert [effect.change for effect in decision.effects] == [pytest.approx(0.4)]


def test_where_nothing_can_be_weighed_facts_have_no_worth_and_no_leader_is_named():
    pack = PACK.replace(", anchors: {worst: 120, best: 0}", "").replace(", anchors: {worst: 0, best: 10}", "")
    pack = pack[: pack.index("weight_profiles")] + pack[pack.index("knock_outs") :]
    found = ranked(MARKED, {"price": 1, "place": "here"}, pack, settings={})
    assert (found.weights, found.leader, found.first, found.stop) == (None, None, None, None)
    assert (found.facts[0].question, found.facts[0].value) == ("mark", None)
