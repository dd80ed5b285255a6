"""Amounts added up: what is closed adds nothing, what is missing stops, no column that is given is written to."""

import numpy as np
import pytest

from compass.engine.totals import added_up, share, while_active
from compass.engine.values import CLOSED, Missing

MISSING = Missing(frozenset({"power"}))


def shared(scope, **factors):
    """Add up what stands in a scope by name, with a factor where one is given."""
    return share([(name, factors.get(name), None) for name in scope if name not in factors.values()], scope)


def test_a_closed_amount_adds_nothing_on_either_side_of_an_open_one():
    assert shared({"a": 3.0, "b": CLOSED}) == shared({"b": CLOSED, "a": 3.0}) == 3
    assert shared({"a": 3.0, "b": CLOSED, "c": 4.0}) == 7
    assert shared({"b": CLOSED}) is CLOSED
    assert share([], {}) is CLOSED


def test_a_missing_amount_is_told_whatever_is_open_or_closed_beside_it():
    assert shared({"a": 3.0, "b": CLOSED, "c": MISSING}) == MISSING


def test_columns_are_added_into_a_column_of_their_own():
    day, night = np.array([1.0, 2.0]), np.array([10.0, 20.0])
    given = {"a": day, "b": night, "c": night}
    assert shared(given).tolist() == [21, 42]
    assert shared({**given, "of_a": 2.0, "of_c": 3.0}, a="of_a", c="of_c").tolist() == [42, 84]
    assert added_up([day, night, night]).tolist() == [21, 42]
    assert (day.tolist(), night.tolist()) == ([1, 2], [10, 20])


def test_one_column_alone_is_given_as_it_is_and_none_is_nought():
    day = np.array([1.0, 2.0])
    assert shared({"a": day}) is day
    assert added_up([day]) is day
    assert added_up([]) == 0


@pytest.mark.parametrize(
    ("value", "active", "expected"),
    [
        (4.0, True, 4), (4.0, False, CLOSED), (CLOSED, True, CLOSED), (MISSING, True, MISSING), (4.0, MISSING, MISSING),
        (MISSING, False, CLOSED),
    ],
)  # fmt: skip
def test_a_value_counts_while_its_node_is_active(value, active, expected):
    assert while_active(value, active) == expected


def test_a_value_counts_in_the_draws_in_which_its_node_is_active():
    active = np.array([True, False, True])
    assert while_active(np.array([1.0, 2.0, 3.0]), active).tolist() == [1, 0, 3]
    assert while_active(5.0, active).tolist() == [5, 0, 5]
    assert np.isnan(while_active(5.0, np.array([1.0, np.nan]))[1])
