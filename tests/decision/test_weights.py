"""Weights from swings, from ranks alone, and unknown ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.decision.weights import by_rank, from_swings, rescaled, unknown
from compass.engine.draws import Draws


def uniforms(count, draws=8192):
    columns = Draws(1, draws)
    return [columns.uniform(f"weight {each}") for each in range(count)]


def test_swings_are_points_shared_out():
    assert from_swings({"a": 100, "b": 60, "c": 40}, ["c", "a", "b", "d"]).tolist() == [0.2, 0.5, 0.3, 0]


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_weights_known_by_rank_have_the_rank_order_centroid_as_their_mean(count):
    # Barron and Barrett 1996: the k-th weight of n is the sum of 1/i for i from k to n, divided by n
    centroid = [sum(1 / i for i in range(k, count + 1)) / count for k in range(1, count + 1)]
    drawn = by_rank(uniforms(count), list(range(1, count + 1)))
    assert drawn.mean(axis=1) == pytest.approx(centroid, abs=0.004)
    assert (np.diff(drawn, axis=0) <= 0).all()


def test_unknown_weights_are_uniform_on_the_simplex():
    drawn = unknown(uniforms(3, 16384))
    assert drawn.sum(axis=0) == pytest.approx(1)
    assert drawn.mean(axis=1) == pytest.approx([1 / 3] * 3, abs=0.004)
    # each weight is Beta(1, 2): it exceeds one half in a quarter of the draws
    assert (drawn > 0.5).mean(axis=1) == pytest.approx([0.25] * 3, abs=0.01)


def test_equal_ranks_leave_their_order_open():
    drawn = by_rank(uniforms(3), [2, 1, 2])
    assert drawn.sum(axis=0) == pytest.approx(1)
    assert (drawn[1] >= np.maximum(drawn[0], drawn[2])).all()
    assert (drawn[0] > drawn[2]).mean() == pytest.approx(0.5, abs=0.02)


def test_all_ranks_equal_is_to_know_nothing():
    columns = uniforms(4)
    assert np.array_equal(by_rank(columns, [1, 1, 1, 1]), unknown(columns))


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=6), st.floats(0, 1), st.data())
def test_a_changed_weight_leaves_the_others_their_proportions(points, weight, data):
    weights = np.array(points) / sum(points)
    row = data.draw(st.integers(0, len(points) - 1))
    changed = rescaled(weights, row, weight)
    assert changed.sum() == pytest.approx(1)
    assert changed[row] == weight
    others = [other for other in range(len(points)) if other != row]
    assert changed[others] * (1 - weights[row]) == pytest.approx(weights[others] * (1 - weight))
