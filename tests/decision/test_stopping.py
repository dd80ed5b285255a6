"""Rounds stop by agreement, by stability or by number, as fixed before."""

from __future__ import annotations

import pytest

from compass.decision.stopping import verdict
from compass.decision.voting import opened
from tests.decision.polls import ASKED, played, poll_of

SPLIT, MOST = ["here"] * 2 + ["cloud"] * 2, ["here"] * 3 + ["cloud"]


def test_before_the_first_reveal_the_rule_says_nothing():
    assert verdict(poll_of()) is verdict(opened(poll_of())) is None


def test_three_of_four_who_choose_the_same_agree():
    assert verdict(played(poll_of(), MOST)) == "agreed"
    assert verdict(played(poll_of(), SPLIT)) == "again"
    assert verdict(played(poll_of(), [*MOST, None, None])) == "agreed"


def test_choices_that_hardly_move_are_stable():
    """One of ten moves in the second case, two in the third: 10 and 20 %, where 15 % is the limit."""
    first = ["here"] * 5 + ["cloud"] * 5
    assert verdict(played(poll_of(), first, first)) == "stable"
    assert verdict(played(poll_of(), first, ["here"] * 6 + ["cloud"] * 4)) == "stable"
    assert verdict(played(poll_of(), first, ["here"] * 7 + ["cloud"] * 3)) == "again"


def test_no_more_rounds_than_were_fixed():
    assert verdict(played(poll_of(rule={"rounds": 2}), SPLIT, ["here"] * 1 + ["cloud"] * 3)) == "agreed"
    assert verdict(played(poll_of(rule={"rounds": 2}), SPLIT, ["here"] * 1 + ["cloud"] * 2)) == "last"


@pytest.mark.parametrize(
    ("kind", "near", "far"),
    [
        ("estimate", [95, 100, 105, 300], [80, 100, 120, 300]),
        ("wish", [95, 100, 105, 300], [80, 100, 120, 300]),
        ("ratings", [(3, 2), (3, 2), (4, 1), (1, 5)], [(1, 1), (1, 1), (5, 5), (5, 5)]),
        ("weights", [(100, 50), (100, 55), (100, 45), (100, 0)], [(100, 0), (0, 100), (100, 100), (100, 20)]),
    ],
)
def test_three_of_four_near_the_median_agree(kind, near, far):
    assert verdict(played(poll_of(kind), near)) == "agreed"
    assert verdict(played(poll_of(kind), far)) == "again"


def test_numbers_whose_median_and_spread_stand_still_are_stable():
    first = [50, 100, 150, 200]
    assert verdict(played(poll_of("estimate"), first, [51, 101, 150, 200])) == "stable"
    assert verdict(played(poll_of("estimate"), first, [80, 130, 180, 230])) == "again"
    assert verdict(played(poll_of("estimate"), first, [20, 100, 150, 260])) == "again"


def test_most_statements_are_enough():
    asked = {"choices": tuple("abcde"), "rule": {"items": 0.8}}
    one_open = [(3, 3, 3, 3, 1), (3, 3, 3, 3, 1), (3, 3, 3, 3, 5), (3, 3, 3, 3, 5)]
    two_open = [(3, 3, 3, 1, 1), (3, 3, 3, 1, 1), (3, 3, 3, 5, 5), (3, 3, 3, 5, 5)]
    assert verdict(played(poll_of("ratings", **asked), one_open)) == "agreed"
    assert verdict(played(poll_of("ratings", **asked), two_open)) == "again"


@pytest.mark.parametrize("kind", ASKED)
def test_where_nobody_knows_nothing_is_agreed_or_stable(kind):
    assert verdict(played(poll_of(kind), [None, None], [None])) == "again"
    assert verdict(played(poll_of(kind), [], [], [])) == "last"
