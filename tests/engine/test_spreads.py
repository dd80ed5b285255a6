"""Columns told as a few numbers."""

import numpy as np

from compass.engine.spreads import share_of, spread
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
