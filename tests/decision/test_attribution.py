"""What each change does alone, and what only several do together."""

from __future__ import annotations

import pytest

from compass.decision.attribution import cause, remainder
from compass.decision.changes import changes
from tests.helpers import evaluated

PACK = "{criteria: {product: {formula: a * b}}, factors: {a: %s, b: %s}, knock_outs: {large: a > 2}}"


def evaluation(a: float, b: float):
    return evaluated(PACK % (a, b)).evaluation


def test_effects_and_remainder_add_up_to_the_whole_change():
    """(2, 3) to (5, 7): a alone gives 15 − 6 = 9, b alone 14 − 6 = 8, both 35 − 6 = 29; 12 are their interaction."""
    before, whole = evaluation(2, 3), changes(evaluation(2, 3), evaluation(5, 7))
    causes = [
        cause((("factors", "a"),), before, evaluation(5, 3)),
        cause((("factors", "b"),), before, evaluation(2, 7)),
    ]
    assert [effect.likely for each in causes for effect in each.effects] == [9, 8]
    (rest,) = remainder(whole, causes)
    assert (rest.option, rest.criterion, rest.median, rest.likely) == ("one", "product", 12, 12)


def test_one_cause_leaves_no_remainder():
    before, after = evaluation(2, 3), evaluation(2.1, 3)
    alone = cause((("factors", "a"),), before, after)
    assert [effect.likely for effect in alone.effects] == [pytest.approx(0.3)]
    assert tuple(remainder(changes(before, after), [alone])) == ()
    assert [(k.knock_out, k.before, k.after) for k in alone.changes.knock_outs] == [("large", "passed", "failed")]


def test_a_change_that_can_t_be_tried_alone_is_in_the_remainder():
    before, after = evaluation(2, 3), evaluation(5, 3)
    untried = cause((("factors", "a"),), before, None)
    assert (untried.tried, untried.effects) == (False, ())
    assert [rest.likely for rest in remainder(changes(before, after), [untried])] == [9]
