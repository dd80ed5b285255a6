"""Whose option is first, and whether persons differ on facts or on weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compass.decision.acceptability import acceptability
from compass.decision.divergence import backings, crossed, difference
from compass.decision.worth import scores

WORTHS = np.array([[[0.9, 0.1], [0.2, 0.6]], [[0.9, 0.1], [0.2, 0.6]]])
"""Two persons who hold the same: the first option is better on the first criterion, the second on the second."""
numbers = st.integers(-8, 8).map(float)
tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(lambda shape: arrays(float, shape, elements=numbers))


def test_the_share_of_persons_and_draws_of_each_winner():
    found = np.array([[[1, 1, 1, 0], [0, 0, 0, 1]], [[0, 0, 1, 1], [1, 1, 0, 1]]], dtype=float)
    first, second = backings(found, ("ann", "ben"), ("a", "b"))
    assert (first.share, first.persons) == ((3 + 1.5) / 8, ("ann",))
    assert (second.share, second.persons) == ((1 + 2.5) / 8, ("ben",))


def test_shares_of_one_person_are_those_of_its_draws():
    found = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.5, 0.0]])
    told = backings(found[None], ("ann",), ("a", "b", "c"))
    assert [each.share for each in told] == pytest.approx(acceptability(found).ranks[:, 0])
    assert [each.persons for each in told] == [("ann",), ("ann",), ()]


def test_nobody_backs_anything():
    assert backings(np.empty((0, 2, 4)), (), ("a", "b")) == ()


def test_the_group_may_have_a_winner_that_no_person_has():
    worths = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.6]])[:, :, None]
    weights = np.array([[0.9, 0.1], [0.1, 0.9]])
    found = np.stack([scores(worths, each) for each in weights])
    told = backings(found, ("ann", "ben"), ("a", "b", "c"))
    assert [each.persons for each in told] == [("ann",), ("ben",), ()]
    assert scores(worths, weights.mean(axis=0)).argmax() == 2


def test_every_set_of_facts_meets_every_set_of_weights():
    weights = np.array([[1.0, 0.0], [0.5, 0.5]])
    found = crossed(WORTHS, weights)
    assert found.shape == (2, 2, 2)
    assert found[0, 1] == pytest.approx([0.55, 0.35])
    assert found[1, 0] == pytest.approx([0.9, 0.1])


def test_persons_who_hold_the_same_differ_on_weights_alone():
    lead = crossed(WORTHS, np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert difference(lead[:, :, 0] - lead[:, :, 1]).weights == pytest.approx(1)


def test_persons_who_weigh_alike_differ_on_facts_alone():
    held = np.array([[[0.9, 0.1], [0.2, 0.6]], [[0.1, 0.9], [0.2, 0.6]]])
    lead = crossed(held, np.full((2, 2), 0.5))
    assert difference(lead[:, :, 0] - lead[:, :, 1]).facts == pytest.approx(1)


def test_the_split_of_a_table_that_can_be_done_by_hand():
    """Rows have the means 1 and 3, columns 1 and 3, the mean is 2: squares 1, 1, 1, 1 for each; 0.25 is left over."""
    split = difference(np.array([[0.5, 1.5], [1.5, 4.5]]))
    total = (1.5**2 + 0.5**2 + 0.5**2 + 2.5**2) / 4
    assert (split.facts, split.weights, split.together) == pytest.approx((1 / total, 1 / total, 0.25 / total))


def test_what_only_both_at_once_change_is_told_apart():
    split = difference(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    assert (split.facts, split.weights, split.together) == (0, 0, 1)


@given(tables)
def test_the_shares_add_up_to_one_and_rows_and_columns_are_on_a_par(results):
    split, turned = difference(results), difference(results.T)
    if split is None:
        assert np.ptp(results) == 0
        return
    assert split.facts + split.weights + split.together == pytest.approx(1)
    assert (split.facts, split.weights) == pytest.approx((turned.weights, turned.facts))


def test_where_all_come_to_the_same_nothing_is_split():
    assert difference(np.full((3, 3), 0.1)) is difference(np.empty((0, 0))) is None
