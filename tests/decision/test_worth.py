"""Value functions between anchors, and the weighted sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.worth import clipped_share, scores, worth

finite = st.floats(-1e6, 1e6)


def test_worth_is_linear_between_the_anchors_and_clipped_beyond_them():
    assert worth(np.array([12.0, 10, 5, 0, -3]), worst=10, best=0).tolist() == [0, 0, 0.5, 1, 1]
    assert worth(np.array([12.0, 10, 5, 0, -3]), worst=0, best=10).tolist() == [1, 1, 0.5, 0, 0]


def test_a_bend_says_what_part_of_the_way_is_worth():
    found = worth(np.array([100.0, 75, 50, 25, 0]), worst=100, best=0, bends=[(0.5, 0.9)])
    assert found.tolist() == pytest.approx([0, 0.45, 0.9, 0.95, 1])


@given(st.lists(finite, min_size=1, max_size=20), finite, finite, st.floats(0.01, 100), finite)
def test_an_affine_change_of_the_unit_with_its_anchors_changes_no_worth(numbers, worst, best, scale, shift):
    if abs(worst - best) < 1e-3:
        return
    column = np.array(numbers)
    changed = worth(scale * column + shift, scale * worst + shift, scale * best + shift)
    assert changed == pytest.approx(worth(column, worst, best), abs=1e-6)


def test_the_share_of_draws_beyond_an_anchor():
    assert clipped_share(np.array([-1.0, 0, 5, 10, 11]), worst=10, best=0) == 0.4


FIGHTERS = np.array(
    [
        [0.80, 0.56, 0.95, 0.82, 0.71, 1.00],
        [1.00, 1.00, 0.86, 0.69, 0.43, 0.56],
        [0.72, 0.74, 1.00, 1.00, 1.00, 0.78],
        [0.88, 0.67, 0.95, 0.90, 0.71, 0.56],
    ]
)
"""Comparable ratings of four fighter aircraft on six attributes: Hwang and Yoon 1981, Multiple Attribute Decision
Making, section 3.4.1 (the book's worked case of simple additive weighting), as reprinted in its tables."""


def test_the_weighted_sum_of_hwang_and_yoon():
    weights = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
    found = scores(FIGHTERS.T[:, :, None], weights)[:, 0]
    assert found == pytest.approx([0.835, 0.709, 0.852, 0.738], abs=1e-9)


def test_uncertain_weights_are_taken_draw_by_draw():
    worths = np.array([[[1.0, 1.0], [0.0, 0.0]], [[0.0, 0.0], [1.0, 1.0]]])
    weights = np.array([[0.9, 0.2], [0.1, 0.8]])
    assert scores(worths, weights).tolist() == [[0.9, 0.2], [0.1, 0.8]]
