"""What holds of every decision, whatever the offers: certain, uncertain or unknown, valid or put out by a knock-out."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.information import joint_information, partial_information, perfect_information
from compass.engine.draws import Draws
from tests.helpers import evaluated
from tests.strategies import BOUNDED, text

PACK = """
sections:
  offer:
    asked_of: option
    questions:
      price: {own: true, if_unknown: [0, 50, 100]}
      care: {own: true, if_unknown: [0, 5, 10]}
      mark: {type: choice, options: [valid, none], if_unknown: {shares: {valid: 0.5, none: 0.5}}}
criteria:
  cost: {formula: PRICE, anchors: {worst: WORST, best: BEST}}
  quality: {formula: care, objective: maximise, anchors: {worst: 0, best: 10}}
weight_profiles:
  even: {title: {fr: "…", en: "…"}, swing: {cost: 50, quality: 50}}
knock_outs: {unmarked: mark == none}
"""
PLAIN = {"PRICE": "price", "WORST": "100", "BEST": "0"}
DRAWS = 512


def answers(most):
    """Give a number, a range or an unknown answer."""
    cuts = st.lists(st.integers(0, most), min_size=3, max_size=3, unique=True).map(sorted)
    ranges = cuts.map(lambda cut: dict(zip(("low", "likely", "high"), cut, strict=True)))
    return st.integers(0, most) | ranges | st.just("unknown")


offers = st.fixed_dictionaries({"price": answers(100), "care": answers(10), "mark": st.just("valid")})


def decided(given, words=PLAIN, draws=64):
    pack = PACK
    for word, written in words.items():
        pack = pack.replace(word, written)
    listed = [{"id": id, "alternative": "base" if place == 0 else "other", "answers": each}
              for place, (id, each) in enumerate(given.items())]  # fmt: skip
    assessment = {"options": listed, "settings": {"weights": "even"}}
    return evaluated(pack, text(assessment), draws=draws).evaluation.decision


def named(given):
    return {f"o{place}": each for place, each in enumerate(given)}


def pairs(found, *without):
    return [p for p in found.pairs if p.option not in without and p.other not in without]


@BOUNDED
@given(st.lists(offers, min_size=3, max_size=5).map(named), st.data())
def test_taking_an_option_away_changes_no_other_score_or_order(given, data):
    gone = data.draw(st.sampled_from(sorted(given)[1:]))  # the first is the reference
    whole, less = decided(given), decided({id: each for id, each in given.items() if id != gone})
    assert {e.option: e.score for e in less.standings} == {
        e.option: e.score for e in whole.standings if e.option != gone
    }
    assert pairs(less) == pairs(whole, gone)


@BOUNDED
@given(st.lists(offers, min_size=2, max_size=4).map(named), st.integers(1, 40), st.integers(-500, 500))
def test_another_unit_with_its_anchors_changes_nothing(given, scale, shift):
    words = {"PRICE": f"{scale} * price + {shift}", "WORST": f"{100 * scale + shift}", "BEST": f"{shift}"}
    plain, changed = decided(given), decided(given, words)
    assert [e.score.mean for e in changed.standings] == pytest.approx([e.score.mean for e in plain.standings])
    assert [e.regret for e in changed.standings] == pytest.approx([e.regret for e in plain.standings], abs=1e-9)
    assert [e.option for e in changed.standings] == [e.option for e in plain.standings]


@BOUNDED
@given(st.lists(offers, min_size=2, max_size=4).map(named))
def test_the_shares_of_ranks_sum_to_one_by_option_and_by_rank(given):
    found = decided(given)
    ranks = [each.ranks for each in found.standings]
    assert [sum(row) for row in ranks] == pytest.approx([1] * len(ranks))
    assert [sum(column) for column in zip(*ranks, strict=True)] == pytest.approx([1] * len(ranks))
    assert found.information >= -1e-12
    assert all(each.regret >= 0 for each in found.standings)


@BOUNDED
@given(st.lists(offers, min_size=2, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_an_option_put_out_by_a_knock_out_carries_no_rank(given, marked):
    kept = {f"o{place}" for place in range(len(given)) if marked[place]}
    told = [{**each, "mark": "valid" if valid else "none"} for each, valid in zip(given, marked, strict=False)]
    found = decided(named(told))
    assert set(found.out) == set(named(told)) - kept
    assert {each.option for each in found.standings} == (kept if len(kept) > 1 else set())  # one alone is not ranked
    assert {id for pair in found.pairs for id in (pair.option, pair.other)} <= kept
    assert {found.leader, found.next_best} - {None} <= kept
    assert all(len(each.ranks) == len(kept) for each in found.standings)


@BOUNDED
@given(st.lists(offers, min_size=2, max_size=4), st.integers(0, 100))
def test_to_call_a_certain_answer_unknown_never_narrows_a_score(given, price):
    """A sum with an independent part spreads more, whatever the other parts, where densities are log-concave as those
    of PERT are (Lewis and Thompson 1981, Journal of Applied Probability 18:76); a twentieth is left to chance."""
    certain, unsure = ([{**given[0], "price": each}, *given[1:]] for each in (price, "unknown"))
    before, after = (decided(named(each), draws=DRAWS).standings[0].score for each in (certain, unsure))
    assert after.p95 - after.p5 >= 0.95 * (before.p95 - before.p5)


factors = st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=2, max_size=5)


@BOUNDED
@given(factors, st.lists(st.integers(-2, 2), min_size=5, max_size=5))
def test_knowing_all_is_worth_no_less_than_knowing_some_and_that_no_less_than_any_of_them(given, heads):
    columns = [Draws(7, DRAWS).uniform(name) for name in "abcd"]
    found = np.array(given) @ np.stack(columns) + np.array(heads[: len(given)])[:, None] / 4
    every, alone = perfect_information(found), partial_information(found, columns)
    together = joint_information(found, [columns[:count] for count in range(1, 5)])
    slack = 0.02 * np.ptp(found)
    assert all(value >= 0 for value in alone)
    assert max(alone) <= every + slack
    assert all(more >= less - slack for less, more in pairwise(together))
    assert together[-1] <= every + slack
