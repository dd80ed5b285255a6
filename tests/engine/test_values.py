"""The algebra of numbers, columns and states: closed, missing, undecided, faults."""

from itertools import permutations

import numpy as np
import pytest

from compass.engine.arithmetic import times
from compass.engine.functions import FUNCTIONS, Table, add_points, points_of, read_row
from compass.engine.logic import always, both, choose, either, holds, is_open, mix, negation, none_of, one_of, pick
from compass.engine.values import CLOSED, UNDECIDED, Missing, Partly, is_finite, partly

YES, NO, FAULT = True, False, np.array(np.nan)
MASK = np.array([True, True, False, False])
OTHER = np.array([True, False, True, False])
COLUMN = np.array([1.0, 2.0, 3.0, 4.0])


def both_of(a, b):
    return both(always(a), always(b))


def either_of(a, b):
    return either(always(a), always(b))


def shown(value):
    """Write a value so that two can be compared: closed draws as None."""
    if isinstance(value, Partly):
        return [None if shut else number for number, shut in zip(value.number.tolist(), value.closed, strict=True)]
    return value.tolist() if isinstance(value, np.ndarray) else value


@pytest.fixture
def half_closed():
    return Partly(COLUMN.copy(), np.array([False, True, False, True]))


# --- arithmetic -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", [2.0, COLUMN, np.float64(2), CLOSED, Missing(frozenset({"a"}))])
def test_what_is_computed_from_a_closed_value_is_closed(other):
    for value in (CLOSED + other, other + CLOSED, CLOSED - other, other - CLOSED, CLOSED * other, other * CLOSED):
        assert value is CLOSED
    for name in ("_div", "_min", "_max", "_sum", "_mean", "_pow"):
        assert FUNCTIONS[name](other, CLOSED) is CLOSED
    assert -CLOSED is CLOSED


def test_a_product_of_many_is_the_product_in_any_order_and_changes_no_factor(half_closed):
    for factors in permutations([2.0, COLUMN, COLUMN, 3, np.float64(0.5), half_closed]):
        found = times(*factors)
        assert shown(found) == [3.0 * 1, None, 3.0 * 27, None]
    assert COLUMN.tolist() == [1, 2, 3, 4]
    assert half_closed.number.tolist() == [1, 2, 3, 4]
    for factors in permutations([2.0, COLUMN, COLUMN, 1.0, CLOSED]):
        assert times(*factors) is CLOSED
    for factors in permutations([2.0, COLUMN, COLUMN, Missing(frozenset({"a"}))]):
        assert times(*factors).cells == {"a"}


def test_missing_cells_are_gathered():
    a, b = Missing(frozenset({"a"})), Missing(frozenset({"b"}))
    assert (a + 1.0).cells == {"a"}
    assert (COLUMN * a - b).cells == {"a", "b"}
    assert FUNCTIONS["_max"](a, COLUMN, b).cells == {"a", "b"}


def test_a_value_is_closed_draw_by_draw(half_closed):
    assert shown(half_closed + 1.0) == [2, None, 4, None]
    assert shown(10.0 - half_closed) == [9, None, 7, None]
    assert shown(half_closed * COLUMN) == [1, None, 9, None]
    assert shown(FUNCTIONS["_div"](COLUMN, half_closed)) == [1, None, 1, None]
    assert shown(FUNCTIONS["_max"](half_closed, 2.5)) == [2.5, None, 3, None]
    assert shown(-half_closed) == [-1, None, -3, None]
    assert half_closed + CLOSED is CLOSED


def test_masks_of_closed_draws_join(half_closed):
    early = Partly(COLUMN, np.array([True, True, False, False]))
    assert shown(half_closed + early) == [None, None, 6, None]
    rest = Partly(COLUMN, np.array([True, False, True, False]))
    assert half_closed + rest is CLOSED  # closed in every draw


def test_a_column_closed_nowhere_is_a_plain_column():
    assert partly(COLUMN, np.zeros(4, dtype=bool)) is COLUMN


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("_div", (7.0, 2.0), 3.5),
        ("_pow", (3.0, 2.0), 9.0),
        ("_pow", (4.0, -0.5), 0.5),
        ("_min", (3.0, 1.0, 2.0), 1.0),
        ("_max", (3.0, 1.0, 2.0), 3.0),
        ("_sum", (3.0, 1.0, 2.0), 6.0),
        ("_mean", (3.0, 1.0, 2.0), 2.0),
        ("_clip", (3.0, 0.0, 2.0), 2.0),
        ("_clip", (-3.0, 0.0, 2.0), 0.0),
        ("_floor", (-1.5,), -2.0),
        ("_ceil", (1.2,), 2.0),
        ("_exp", (0.0,), 1.0),
        ("_ln", (1.0,), 0.0),
        ("_round", (0.5,), 1.0),
        ("_round", (1.5,), 2.0),
        ("_round", (2.5,), 3.0),  # half up, not to even
        ("_round", (-0.5,), 0.0),
        ("_round", (-1.5,), -1.0),
        ("_round", (2.4,), 2.0),
    ],
)
def test_functions_of_numbers_and_of_columns(name, arguments, expected):
    assert FUNCTIONS[name](*arguments) == expected
    assert FUNCTIONS[name](*(np.full(3, a) for a in arguments)).tolist() == [expected] * 3


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("_div", (1.0, 0.0)), ("_div", (0.0, 0.0)), ("_ln", (0.0,)), ("_ln", (-1.0,)), ("_exp", (1000.0,)),
     ("_pow", (0.0, -1.0)), ("_pow", (-1.0, 0.5)), ("_pow", (1e200, 8.0))],
)  # fmt: skip
def test_a_fault_is_no_number(name, arguments):
    with np.errstate(all="ignore"):
        assert np.isnan(FUNCTIONS[name](*arguments))
        assert np.isnan(FUNCTIONS[name](*(np.full(3, a) for a in arguments))).all()


@pytest.mark.parametrize("name", ["_min", "_max"])
def test_the_extreme_of_two_numbers_hides_no_fault(name):
    assert np.isnan([FUNCTIONS[name](*pair) for pair in ((1.0, np.nan), (np.nan, 1.0))]).all()
    assert FUNCTIONS[name](2.0, 2.0) == 2.0


def test_a_fault_stays_in_its_draw():
    with np.errstate(all="ignore"):
        quotient = FUNCTIONS["_div"](1.0, np.array([1.0, 0.0, 4.0]))
    assert quotient[[0, 2]].tolist() == [1.0, 0.25]
    assert np.isnan(quotient[1])


# --- comparisons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["_lt", "_le", "_gt", "_ge", "_eq", "_ne"])
def test_a_comparison_with_a_closed_value_does_not_hold(name):
    assert FUNCTIONS[name](CLOSED, 1.0) is False
    assert FUNCTIONS[name](COLUMN, CLOSED) is False
    assert FUNCTIONS[name](CLOSED, UNDECIDED) is False


def test_membership_of_a_closed_answer_does_not_hold_either_way():
    assert one_of(CLOSED, (0, 1)) is False
    assert none_of(CLOSED, (0, 1)) is False


def test_comparisons_hold_draw_by_draw_and_never_where_closed(half_closed):
    assert shown(FUNCTIONS["_gt"](half_closed, 1.0)) == [False, False, True, False]
    assert shown(FUNCTIONS["_ne"](half_closed, 9.0)) == [True, False, True, False]
    choice = Partly(np.array([0, 1, 2, 0]), np.array([False, False, True, True]))
    assert shown(one_of(choice, (0, 2))) == [True, False, False, False]
    assert shown(none_of(choice, (0, 2))) == [False, True, False, False]


def test_a_comparison_with_an_unknown_is_undecided():
    assert FUNCTIONS["_gt"](UNDECIDED, 1.0) is UNDECIDED
    assert one_of(UNDECIDED, (0,)) is UNDECIDED
    assert none_of(UNDECIDED, (0,)) is UNDECIDED


def test_a_mask_that_says_the_same_everywhere_is_certain():
    assert FUNCTIONS["_gt"](COLUMN, 0.0) is True
    assert FUNCTIONS["_gt"](COLUMN, 9.0) is False
    assert FUNCTIONS["_gt"](COLUMN, 2.0).tolist() == [False, False, True, True]


def test_of_several_choices_any_counts():
    chosen = {0: True, 1: False, 2: OTHER}
    assert one_of(chosen, (0, 1)) is True
    assert one_of(chosen, (1,)) is False
    assert shown(one_of(chosen, (1, 2))) == OTHER.tolist()
    assert none_of(chosen, (1,)) is True
    assert shown(none_of(chosen, (2,))) == (~OTHER).tolist()


def test_several_choices_are_closed_draw_by_draw():
    shut = np.array([True, False, False, False])
    chosen = {0: Partly(np.array([True] * 4), shut), 1: Partly(np.array([False] * 4), shut)}
    assert shown(is_open(chosen)) == [False, True, True, True]
    assert shown(one_of(chosen, (0,))) == [False, True, True, True]
    assert shown(none_of(chosen, (1,))) == [False, True, True, True]
    assert shown(points_of({0: 2.0, 1: 5.0}, chosen)) == [0, 2, 2, 2]


# --- logic ------------------------------------------------------------------------------------------------------------

KLEENE_AND = [
    (YES, YES, YES), (YES, NO, NO), (NO, NO, NO), (YES, UNDECIDED, UNDECIDED), (NO, UNDECIDED, NO),
    (UNDECIDED, UNDECIDED, UNDECIDED),
]  # fmt: skip
KLEENE_OR = [
    (YES, YES, YES), (YES, NO, YES), (NO, NO, NO), (YES, UNDECIDED, YES), (NO, UNDECIDED, UNDECIDED),
    (UNDECIDED, UNDECIDED, UNDECIDED),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), KLEENE_AND)
def test_three_valued_and(a, b, expected):
    assert both_of(a, b) is expected
    assert both_of(b, a) is expected


@pytest.mark.parametrize(("a", "b", "expected"), KLEENE_OR)
def test_three_valued_or(a, b, expected):
    assert either_of(a, b) is expected
    assert either_of(b, a) is expected


def test_three_valued_not():
    assert negation(YES) is False
    assert negation(NO) is True
    assert negation(UNDECIDED) is UNDECIDED


def test_logic_of_masks():
    assert both_of(MASK, OTHER).tolist() == [True, False, False, False]
    assert either_of(MASK, OTHER).tolist() == [True, True, True, False]
    assert negation(MASK).tolist() == [False, False, True, True]
    assert both_of(MASK, ~MASK) is False
    assert either_of(MASK, ~MASK) is True
    assert both_of(MASK, YES).tolist() == MASK.tolist()
    assert both_of(NO, MASK) is False


def test_an_undecided_part_leaves_a_mask_undecided():
    assert both_of(MASK, UNDECIDED) is UNDECIDED
    assert either_of(MASK, UNDECIDED) is UNDECIDED
    assert both_of(UNDECIDED, MASK) is UNDECIDED


def test_what_is_closed_does_not_hold(half_closed):
    assert holds(CLOSED) is False
    assert negation(CLOSED) is True
    assert both_of(CLOSED, YES) is False
    assert either_of(CLOSED, YES) is True
    truth = Partly(np.array([True, True, False, False]), np.array([False, True, False, True]))
    assert shown(holds(truth)) == [True, False, False, False]
    assert shown(negation(truth)) == [False, True, True, True]


def test_the_second_part_is_not_looked_at_where_the_first_decides():
    def never():
        raise AssertionError

    assert both(always(NO), never) is False
    assert either(always(YES), never) is True


@pytest.mark.parametrize("fault", [FAULT, np.array([np.nan, 1.0, 0.0, np.nan])])
def test_a_fault_in_a_condition_is_not_hidden(fault):
    """Where the condition is a fault, so is what depends on it, unless the other part decides alone."""
    faulty = np.isnan(fault)
    assert np.isnan(negation(fault))[faulty].all()
    assert np.isnan(negation(negation(fault)))[faulty].all()
    assert np.isnan(both_of(fault, YES))[faulty].all()
    assert np.isnan(either_of(fault, NO))[faulty].all()
    assert np.isnan(np.asarray(choose(fault, always(1.0), always(2.0))))[faulty].all()
    assert both_of(fault, NO) is False
    assert either_of(fault, YES) is True


def test_a_comparison_with_a_fault_is_a_fault():
    assert np.isnan(FUNCTIONS["_gt"](np.nan, 1.0))
    assert np.isnan(FUNCTIONS["_ne"](np.nan, 1.0))
    mask = FUNCTIONS["_gt"](np.array([np.nan, 2.0, 0.0]), 1.0)
    assert np.isnan(mask[0])
    assert mask[1:].tolist() == [1.0, 0.0]


# --- choice -----------------------------------------------------------------------------------------------------------


def test_a_certain_condition_takes_one_side_only():
    def never():
        raise AssertionError

    assert choose(YES, always(1.0), never) == 1.0
    assert choose(NO, never, always(2.0)) == 2.0
    assert choose(CLOSED, never, always(2.0)) == 2.0
    assert choose(UNDECIDED, never, never) is UNDECIDED


def test_an_uncertain_condition_takes_each_side_in_its_draws():
    assert choose(MASK, always(COLUMN), always(9.0)).tolist() == [1, 2, 9, 9]
    assert shown(choose(MASK, always(CLOSED), always(COLUMN))) == [None, None, 3, 4]
    assert choose(MASK, always(CLOSED), always(CLOSED)) is CLOSED
    assert choose(MASK, always(Missing(frozenset({"a"}))), always(1.0)).cells == {"a"}


@pytest.mark.parametrize("condition", [YES, NO, CLOSED, UNDECIDED, MASK, FAULT], ids=str)
def test_sides_already_computed_are_taken_like_others(condition):
    expected = choose(condition, always(COLUMN), always(9.0))
    np.testing.assert_equal(pick(condition, COLUMN, 9.0), expected)


def test_a_fault_counts_only_in_the_draws_that_use_it():
    broken = np.array([np.nan, 2.0, np.nan, 4.0])
    kept = choose(np.array([False, True, False, True]), always(broken), always(0.0))
    assert kept.tolist() == [0, 2, 0, 4]
    assert np.isnan(choose(MASK, always(broken), always(0.0))[0])


def test_mixing_options_of_a_choice_keeps_them_options():
    mixed = mix(MASK, np.array([0, 1, 2, 3]), CLOSED)
    rows = Table(a=1.0, b=2.0, c=3.0, d=4.0)
    assert shown(read_row(rows, (("a", "b", "c", "d"),), mixed)) == [1, 2, None, None]


# --- tables and points ------------------------------------------------------------------------------------------------


def test_the_row_of_a_closed_choice_is_closed():
    assert read_row(Table(a=1.0), (("a",),), CLOSED) is CLOSED
    chosen = Partly(np.array([0, 1, 0]), np.array([False, False, True]))
    assert shown(read_row(Table(a=1.0, b=2.0), (("a", "b"),), chosen)) == [1, 2, None]


def test_a_table_read_again_at_the_same_choice_gives_the_same_column_and_at_another_its_own():
    rows, keys = Table(a=1.0, b=2.0), (("a", "b"),)
    first, second = np.array([0, 1, 1]), np.array([1, 1, 0])
    read = read_row(rows, keys, first)
    assert read_row(rows, keys, first) is read
    assert read_row(rows, keys, second).tolist() == [2, 2, 1]
    assert read_row(rows, keys, first).tolist() == read.tolist() == [1, 2, 2]


def test_points_leave_out_what_is_closed(half_closed):
    assert add_points(CLOSED, 2.0, half_closed).tolist() == [3, 2, 5, 2]
    assert points_of({0: 5.0, 1: 1.0}, CLOSED) is CLOSED
    assert points_of({0: 5.0, 1: 1.0}, np.array([0, 1, 1])).tolist() == [5, 1, 1]
    assert points_of({0: 0.0, 1: 3.0}, True) == 3


def test_undecided_points_are_undecided():
    assert add_points(1.0, UNDECIDED) is UNDECIDED


def test_a_value_is_finite_where_it_is_open():
    closed = np.array([False, True])
    assert is_finite(Partly(np.array([1.0, np.nan]), closed))
    assert not is_finite(Partly(np.array([np.inf, 1.0]), closed))
    assert is_finite(np.array([1e200, -1e200]))
    assert not is_finite(np.array([1.0, np.nan]))
    assert not is_finite(np.inf)
    assert is_finite(CLOSED)
