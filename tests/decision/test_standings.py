"""What is told of each option, weight and pair, where it can be worked out by hand."""

import pytest

from tests.helpers import evaluated
from tests.strategies import text

PACK = """
sections:
  offer:
    asked_of: option
    questions:
      price: {own: true, if_unknown: [0, 50, 100]}
      care: {own: true, if_unknown: [0, 5, 10]}
      size: {if_unknown: [0, 5, 10]}
criteria:
  cost: {formula: price, anchors: {worst: 100, best: 0}, family: money}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}, family: use}
  bulk: {formula: size, intermediate: true, anchors: {worst: 10, best: 0}}
  bare: {formula: size}
  lacking: {formula: size, anchors: {worst: 10, best: 0}, when: alternative == base}
families: {money: {title: {fr: "…", en: "…"}}, use: {title: {fr: "…", en: "…"}}}
weight_profiles:
  even: {title: {fr: "…", en: "…"}, swing: {cost: 50, quality: 50}}
  cost_alone: {title: {fr: "…", en: "…"}, swing: {cost: 7, quality: 0}}
  by_family: {title: {fr: "…", en: "…"}, swing: {cost: 3, quality: 5}, families: {money: 80, use: 20}}
"""
UNKNOWN = {"unknown": True, "why": "Nobody knows."}
DRAWS = 4096


def decided(weights="even", draws=64, **answers):
    listed = [
        {"id": id, "alternative": "base" if place == 0 else "other", "answers": {"size": 5, **given}}
        for place, (id, given) in enumerate(answers.items())
    ]
    assessment = {"options": listed, "settings": {"weights": weights}}
    return evaluated(PACK, text(assessment), draws=draws).evaluation.decision


def test_an_option_is_told_with_the_weights_that_make_it_first_and_what_it_may_lose():
    # scores 0.6 w + 0.3 (1 - w) and 0.2 w + 0.8 (1 - w), w uniform: equal at w = 5/9, where the lead changes hands
    found = decided(UNKNOWN, DRAWS, one={"price": 40, "care": 3}, two={"price": 80, "care": 8})
    one, two = found.standings
    assert one.ranks == pytest.approx((4 / 9, 5 / 9), abs=0.01)
    assert one.central_weights == {"cost": pytest.approx(7 / 9, abs=0.01), "quality": pytest.approx(2 / 9, abs=0.01)}
    assert two.central_weights == {"cost": pytest.approx(5 / 18, abs=0.01), "quality": pytest.approx(13 / 18, abs=0.01)}
    assert (one.confidence, two.confidence) == (1, 1)
    # the gap is 0.9 w - 0.5: one loses its integral from 0 to 5/9, two that from 5/9 to 1
    assert one.regret == pytest.approx(0.45 * (5 / 9) ** 2, abs=0.003)
    assert two.regret == pytest.approx(0.45 * (4 / 9) ** 2, abs=0.003)
    assert found.information == pytest.approx(min(one.regret, two.regret), abs=1e-9)
    # each gap of 0.4 and 0.5 counts in full: the flow of one is w - (1 - w), none on average
    assert (one.outranks, two.outranks) == (pytest.approx(0, abs=0.01), pytest.approx(0, abs=0.01))


def test_a_weight_is_told_with_where_it_lies():
    found = decided(UNKNOWN, DRAWS, one={"price": 40, "care": 3}, two={"price": 80, "care": 8})
    (cost, _) = found.weighed
    assert (cost.mean, cost.p5, cost.p95) == pytest.approx((0.5, 0.05, 0.95), abs=0.01)
    # nothing else is uncertain, and either weight gives the other
    driven = {each.input: each.index for each in found.drivers if each.criterion is None}
    assert driven == {"#weight.cost": pytest.approx(1, abs=0.01), "#weight.quality": pytest.approx(1, abs=0.01)}
    (sure, _) = decided(one={"price": 40, "care": 3}, two={"price": 80, "care": 8}).weighed
    assert (sure.mean, sure.p5, sure.p95) == (0.5, 0.5, 0.5)


def test_the_worth_of_each_option_on_each_criterion_is_told():
    found = decided(one={"price": 40, "care": 3}, two={"price": 80, "care": "unknown"})
    told = {(each.option, each.criterion): (each.worth.likely, each.worth.mean) for each in found.worths}
    assert told == {
        ("one", "cost"): pytest.approx((0.6, 0.6)), ("one", "quality"): pytest.approx((0.3, 0.3)),
        ("two", "cost"): pytest.approx((0.2, 0.2)), ("two", "quality"): pytest.approx((0.5, 0.5), abs=0.01),
    }  # fmt: skip
    assert found.standings[1].score.likely == pytest.approx(0.35)


def test_options_that_are_even_stand_as_written():
    same = {"price": 40, "care": 3}
    found = decided(one=same, two=same)
    assert (found.leader, found.next_best) == ("one", "two")
    assert [each.ranks for each in found.standings] == [(0.5, 0.5), (0.5, 0.5)]


def test_what_weighs_nothing_is_not_weighed_and_unknown_weights_go_to_what_has_a_scale_for_all():
    offers = {"one": {"price": 40, "care": 3}, "two": {"price": 80, "care": 8}}
    assert [each.criterion for each in decided("cost_alone", **offers).weighed] == ["cost"]
    assert [each.criterion for each in decided(UNKNOWN, **offers).weighed] == ["cost", "quality"]


def test_families_share_their_weight_among_their_own_criteria_alone():
    found = decided("by_family", one={"price": 40, "care": 3}, two={"price": 80, "care": 8})
    assert {each.criterion: each.mean for each in found.weighed} == pytest.approx({"cost": 0.8, "quality": 0.2})


def test_criteria_shown_on_the_way_to_others_or_without_all_options_do_not_keep_one_from_dominating():
    found = decided(one={"price": 40, "care": 9, "size": 5}, two={"price": 80, "care": 8, "size": 5})
    assert {(each.option, each.other): each.dominates for each in found.pairs} == {("one", "two"): 1, ("two", "one"): 0}
    bulky = decided(one={"price": 40, "care": 9, "size": 8}, two={"price": 80, "care": 8, "size": 5})
    assert {each.dominates for each in bulky.pairs} == {0}  # `bare` has no anchors, and is minimised


def test_a_weight_at_whose_end_two_options_are_only_equal_turns_no_lead():
    # equal on cost, so that they tie where cost is all; one is ahead on quality at every other weight
    assert decided(one={"price": 40, "care": 8}, two={"price": 40, "care": 3}).weight_flips == ()


def test_of_options_that_are_equal_at_likely_values_the_leader_over_all_draws_leads():
    # alike at likely values, but what is not sure of the second is more often worse
    cautious = {"price": 40, "care": {"low": 0, "likely": 5, "high": 5.1}}
    found = decided(draws=256, one=cautious, two={"price": 40, "care": 5})
    assert found.leader == "two"
    assert {lead for each in found.weighed for lead in (each.lead_low, each.lead_high)} == {"two"}
