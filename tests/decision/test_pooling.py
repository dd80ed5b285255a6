"""What a group says as a whole; preferences are never made into probabilities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compass.decision.agreement import agreement, consensus
from compass.decision.pooling import (
    appropriateness,
    beliefs,
    pooled,
    pooled_weights,
    preferences,
    ratings,
    stated,
    wishes,
)
from compass.model.group import Beliefs, Estimated, Held, Preferences, Preferred, Rated, Unsure, Vote, Wanted, Weighted

OPTIONS = ("here", "cloud", "both")


def estimate(low, likely, high):
    return Estimated(low=low, likely=likely, high=high)


estimates = st.lists(st.integers(-50, 50), min_size=3, max_size=3).map(lambda three: estimate(*sorted(three)))


def test_lows_likelies_and_highs_are_pooled_each_by_its_median():
    found = pooled([estimate(1, 2, 9), estimate(2, 6, 7), Unsure(), estimate(0, 4, 30)])
    assert (found.low, found.likely, found.high) == (1, 4, 9)
    assert (found.quartiles, found.interquartile_range) == ((3, 5), 2)
    assert (found.persons, found.unsure) == (3, 1)


def test_two_in_the_middle_are_halved():
    assert pooled([estimate(0, 1, 2), estimate(4, 6, 8)]).likely == 3.5


@given(st.lists(estimates, min_size=1, max_size=8))
def test_a_pooled_estimate_is_in_order_and_within_what_was_said(said):
    found = pooled(said)
    assert found.low <= found.likely <= found.high
    assert min(each.low for each in said) <= found.low
    assert found.high <= max(each.high for each in said)


@given(estimates, st.integers(1, 5), st.integers(0, 3))
def test_those_who_all_say_the_same_are_pooled_to_it_and_who_does_not_know_changes_nothing(said, persons, unsure):
    found = pooled([said] * persons + [Unsure()] * unsure)
    assert (found.low, found.likely, found.high, found.interquartile_range) == (said.low, said.likely, said.high, 0)


def test_nobody_has_no_estimate():
    assert pooled([]) is pooled([Unsure(), Unsure()]) is None


def test_facts_held_are_counted_and_may_be_probabilities():
    found = beliefs([Held(option="here"), Unsure(), Held(option="cloud"), Held(option="here")], OPTIONS)
    assert (found.persons, found.unsure) == ({"here": 2, "cloud": 1, "both": 0}, 1)
    assert found.shares == {"here": 2 / 3, "cloud": 1 / 3, "both": 0}
    assert beliefs([Unsure()], ("here",)).shares == {}


def test_preferences_are_counted_and_are_no_probabilities():
    found = preferences([Preferred(option="cloud"), Unsure()], ("here", "cloud"))
    assert (found.persons, found.unsure) == ({"here": 0, "cloud": 1}, 1)
    assert not hasattr(found, "shares")


def test_a_decision_that_is_a_number_has_a_middle_wish_and_no_range():
    found = wishes([Wanted(value=6), Unsure(), Wanted(value=12), Wanted(value=24)])
    assert (found.median, found.quartiles, found.persons, found.unsure) == (12, (9, 18), 3, 1)
    assert wishes([Unsure()]) is wishes([]) is None
    assert not {"low", "high"} & set(type(found).model_fields)


def test_neither_is_taken_for_the_other():
    with pytest.raises(ValidationError):
        Held.model_validate({"kind": "preference", "option": "here"})
    with pytest.raises(ValidationError):
        Beliefs.model_validate(Preferred(option="here"))
    assert isinstance(Vote(participant="a", ballot={"kind": "preference", "option": "here"}).ballot, Preferred)
    assert not isinstance(preferences([], ("here",)), Beliefs)
    assert not issubclass(Preferences, Beliefs)


def test_weights_are_pooled_by_the_median_of_points_out_of_a_hundred():
    said = [Weighted(points={"climate": 50, "cost": 25}), Weighted(points={"climate": 10, "cost": 100}), Unsure(),
            Weighted(points={"climate": 8})]  # fmt: skip
    found = pooled_weights(said)
    assert (found.points, found.persons) == ({"climate": 100, "cost": 50}, 3)


def test_a_criterion_that_a_person_does_not_name_has_no_points_from_them():
    found = pooled_weights([Weighted(points={"climate": 8}), Weighted(points={"climate": 5, "cost": 5})])
    assert found.points == {"climate": 100, "cost": 50}


def test_who_gave_no_points_does_not_count():
    assert pooled_weights([Weighted(points={"climate": 0})]) is pooled_weights([]) is None


def test_each_statement_is_told_with_how_many_gave_each_level():
    said = [Rated(levels=(1, 3)), Rated(levels=(3, None)), Unsure(), Rated(levels=(3, None))]
    first, second = ratings(said, ("it helps", "it is fair"), 3)
    assert (first.statement, first.persons, first.median, first.panel) == ("it helps", (1, 0, 2), 3, None)
    assert (first.agreement, first.consensus) == (agreement([1, 0, 2]), consensus([1, 0, 2]))
    assert (second.persons, second.median, second.agreement) == ((0, 0, 1), 3, 1)


def test_a_statement_that_nobody_rated_has_neither_median_nor_agreement():
    (found,) = ratings([Rated(levels=(None,)), Unsure()], ("it helps",), 5)
    assert (found.persons, found.median, found.agreement, found.consensus) == ((0, 0, 0, 0, 0), None, None, None)


def test_nine_levels_are_read_as_a_panel_s():
    (found,) = ratings([Rated(levels=(level,)) for level in PANEL], ("it is appropriate",), 9)
    assert found.panel == appropriateness(PANEL)


def test_an_estimate_is_as_wide_as_its_author_is_sure_within_the_bounds_of_the_question():
    vote = Vote(participant="a", ballot=estimate(80, 100, 120), sure="hardly")
    wide = stated(vote, (70, 1000))
    assert (wide.low, wide.likely, wide.high) == (70, 100, 140)
    assert stated(vote.model_copy(update={"sure": None}), None) == vote.ballot
    assert stated(vote.model_copy(update={"ballot": Unsure()}), None) == Unsure()


PANEL = [4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9]
"""BMJ Open 2012;2:e001431, table 1: fifteen panellists, on six steps of the scale 1, 1, 1, 5, 5, 2. It prints the
constant 2.5 of an earlier rule beside the result 6.1 of the manual's 2.35."""


def test_a_panel_of_fifteen_that_does_not_disagree():
    found = appropriateness(PANEL)
    assert (found.median, found.p30, found.p70, found.spread) == (7, 7, 8, 1)
    assert found.ipras == pytest.approx(6.1)
    assert not found.is_disagreement


def test_a_panel_at_both_ends_disagrees_by_hand():
    """Percentiles 30 and 70 of five at 1 and five at 9 are 1 and 9: 8 apart where 2.35 is allowed."""
    found = appropriateness([1] * 5 + [None] + [9] * 5)
    assert (found.spread, found.ipras) == (8, 2.35)
    assert found.is_disagreement


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_a_panel_and_its_mirror_disagree_alike(ratings):
    found, mirrored = appropriateness(ratings), appropriateness([10 - each for each in ratings])
    assert found.ipras == pytest.approx(mirrored.ipras)
    assert found.spread == pytest.approx(mirrored.spread)


def test_one_panellist_does_not_disagree_and_nobody_says_nothing():
    assert not appropriateness([9]).is_disagreement
    assert appropriateness([None, None]) is appropriateness([]) is None
