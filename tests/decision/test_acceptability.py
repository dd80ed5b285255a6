"""Ranks over draws, central weights, regret."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compass.decision.acceptability import acceptability, central_weights, confidence, expected_regret
from compass.decision.weights import unknown
from compass.decision.worth import scores
from compass.engine.draws import Draws

tables = st.tuples(st.integers(1, 5), st.integers(1, 12)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
)


@given(tables)
def test_every_rank_is_taken_and_every_option_has_a_rank(found):
    ranked = acceptability(found)
    assert ranked.ranks.sum(axis=0) == pytest.approx(1)
    assert ranked.ranks.sum(axis=1) == pytest.approx(1)
    assert ranked.firsts.sum(axis=0) == pytest.approx(1)
    assert ranked.firsts.mean(axis=1) == pytest.approx(ranked.ranks[:, 0])


@given(tables)
def test_one_option_beats_the_other_or_loses_or_they_tie(found):
    wins = acceptability(found).wins
    ties = np.array([[(one == other).mean() for other in found] for one in found])
    both = wins + wins.T + ties
    off = ~np.eye(len(found), dtype=bool)
    assert both[off] == pytest.approx(1)


@given(tables, st.data())
def test_taking_an_option_away_moves_no_other_past_another(found, data):
    gone = data.draw(st.integers(0, len(found) - 1))
    kept = [option for option in range(len(found)) if option != gone]
    if not kept:
        return
    whole, less = acceptability(found), acceptability(found[kept])
    assert np.array_equal(less.wins, whole.wins[np.ix_(kept, kept)])


def test_options_that_tie_share_the_ranks_that_they_take_together():
    found = np.array([[3.0, 1.0], [3.0, 2.0], [1.0, 2.0]])
    assert acceptability(found).ranks.tolist() == [[0.25, 0.25, 0.5], [0.5, 0.5, 0], [0.25, 0.25, 0.5]]


TRIANGLE = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.6]])
"""Three options on two criteria: by hand, the third is first where 0.4 < w < 0.6, the others in 40 % each.

A calculation by hand; a published case is in `test_antidepressants.py`.
"""


def test_the_acceptabilities_of_a_case_that_can_be_done_by_hand():
    weights = unknown([Draws(1, 8192).uniform(name) for name in "ab"])
    worths = np.repeat(TRIANGLE[:, :, None], 8192, axis=2)
    ranked = acceptability(scores(worths, weights))
    assert ranked.ranks[:, 0] == pytest.approx([0.4, 0.4, 0.2], abs=0.01)
    central = central_weights(weights, ranked.firsts)
    assert central[0] == pytest.approx([0.8, 0.2], abs=0.01)
    assert central[1] == pytest.approx([0.2, 0.8], abs=0.01)
    assert central[2] == pytest.approx([0.5, 0.5], abs=0.01)
    assert confidence(worths, central) == (1, 1, 1)


def test_no_weights_make_an_option_best_that_is_never_first():
    worths = np.repeat(np.array([[1.0, 0.2], [1.0, 0.2]])[:, :, None], 4, axis=2)
    weights = np.full((2, 4), 0.5)
    central = central_weights(weights, acceptability(scores(worths, weights)).firsts)
    assert central[1] is None
    assert confidence(worths, central) == (1.0, None)


def test_an_option_that_is_first_in_one_draw_in_a_tie_has_the_weights_of_that_draw():
    weights = np.array([[0.3, 0.9], [0.7, 0.1]])
    first, second = central_weights(weights, np.array([[0.5, 1.0], [0.5, 0.0]]))
    assert second == pytest.approx([0.3, 0.7])
    assert first == pytest.approx([(0.5 * 0.3 + 0.9) / 1.5, (0.5 * 0.7 + 0.1) / 1.5])


def test_the_regret_of_an_option_is_what_the_best_of_each_draw_would_have_given_more():
    found = np.array([[1.0, 0.0, 0.5, 1.0], [0.5, 0.5, 0.5, 0.0]])
    assert expected_regret(found).tolist() == [0.125, 0.375]
