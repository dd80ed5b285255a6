"""Columns told as a few numbers."""

import numpy as np
import pytest

from compass.engine.spreads import CHUNK, Mean, columns_of, open_share, share_of, spread
from compass.engine.values import CLOSED, UNDECIDED, Missing, Partly


def test_a_number_is_told_as_itself():
    told = spread(3.0, 3.0)
    assert (told.likely, told.median, told.p5, told.p95, told.mean) == (3, 3, 3, 3, 3)
    assert told.is_certain


def test_a_column_is_told_by_its_quantiles_and_mean():
    told = spread(2.0, np.arange(101.0))
    assert (told.likely, told.median, told.p5, told.p95, told.mean) == (2, 50, 5, 95, 50)
    assert told.likely_is_outside


def test_draws_in_which_a_value_is_closed_are_left_out():
    told = spread(CLOSED, Partly(np.array([1.0, 99.0, 3.0]), np.array([False, True, False])))
    assert (told.median, told.mean) == (2, 2)


def test_states_are_no_numbers():
    for state in (CLOSED, UNDECIDED, Missing(frozenset({"a"})), None, {0: True}):
        assert spread(1.0, state) is None


def test_shares():
    assert share_of(True) == 1
    assert share_of(False) == 0
    assert share_of(np.array([True, False, False, False])) == 0.25
    assert share_of(np.array([1.0, np.nan, 0.0, 1.0])) == 0.5  # a fault does not hold
    assert share_of(UNDECIDED) is None


def test_the_means_of_blocks_joined_are_the_mean_of_the_whole_column():
    column = np.sqrt(np.arange(2 * CHUNK + 5.0)) - 7
    blocks = [Mean.of(part, len(part)) for part in np.split(column, [CHUNK, 2 * CHUNK])]
    assert Mean.joined(blocks) == Mean.of(column, len(column))
    assert Mean.joined(blocks).value == pytest.approx(column.mean(), rel=1e-12)
    assert (Mean.of(column, len(column)).least, Mean.of(column, len(column)).count) == (-7, 2 * CHUNK + 5)


def test_several_choices_have_a_column_for_each_option_and_a_closed_draw_no_number():
    half = Partly(np.array([1.0, 99.0]), np.array([False, True]))
    (column,) = columns_of(half)
    np.testing.assert_array_equal(column, [1, np.nan])
    first, second = columns_of({0: np.array([True, False]), 1: np.array([True, True])})
    assert (first.tolist(), second.tolist()) == ([True, False], [True, True])
    assert columns_of({0: half, 1: CLOSED, 2: 3.0})[1:] == (3.0,)
    assert columns_of(UNDECIDED) == ()


def test_the_share_of_draws_in_which_a_value_is_open():
    assert open_share(Partly(np.array([1.0, 2.0, 3.0, 4.0]), np.array([False, True, False, False]))) == 0.75
    assert open_share(CLOSED) == 0
    assert open_share(np.array([1.0, 2.0])) == 1
