"""What each change does alone, and what only several do together."""

from __future__ import annotations

import pytest

from compass.decision.attribution import cause, remainder
from compass.decision.changes import changes
from compass.model.spread import Spread
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


def test_what_is_left_of_rounding_is_no_effect_and_no_remainder():
    """A median that moves beside a likely value that only rounds otherwise, the effects a bit off the whole."""

    def told(median, likely):
        result = before.criteria[0].model_copy(
            update={"total": Spread(likely=likely, median=median, p5=-300, p95=900, mean=300)}
        )
        return before.model_copy(update={"criteria": (result,)})

    before = evaluation(2, 3)
    start, end = told(300.0, 1e-14), told(310.0, -3e-14)
    alone = [cause((), start, told(304.0, 0.0)), cause((), start, told(306.0 + 1e-12, -2e-14))]
    assert [(e.median, e.likely) for each in alone for e in each.effects] == [(4, 0), (pytest.approx(6), 0)]
    assert tuple(remainder(changes(start, end), alone)) == ()
    assert changes(told(0.0, 1e-14), told(0.0, -1e-14)).is_empty


@pytest.mark.parametrize(("median", "likely"), [(310.0, 300.0), (300.0, 310.0)])
def test_what_moves_the_median_or_the_likely_value_alone_leaves_a_remainder(median, likely):
    def told(median, likely):
        total = Spread(likely=likely, median=median, p5=100, p95=900, mean=300)
        return before.model_copy(update={"criteria": (before.criteria[0].model_copy(update={"total": total}),)})

    before = evaluation(2, 3)
    (rest,) = remainder(changes(told(300.0, 300.0), told(median, likely)), [])
    assert (rest.median, rest.likely) == (median - 300, likely - 300)


def test_a_change_that_can_t_be_tried_alone_is_in_the_remainder():
    before, after = evaluation(2, 3), evaluation(5, 3)
    untried = cause((("factors", "a"),), before, None)
    assert (untried.tried, untried.effects) == (False, ())
    assert [rest.likely for rest in remainder(changes(before, after), [untried])] == [9]


@pytest.mark.parametrize("closed_first", [True, False])
def test_a_criterion_that_closes_or_opens_has_no_effect_in_numbers(closed_first):
    told = evaluation(2, 3)
    closed = told.model_copy(update={"criteria": (told.criteria[0].model_copy(update={"total": None}),)})
    before, after = (closed, told) if closed_first else (told, closed)
    alone = cause((("factors", "a"),), before, after)
    assert len(alone.changes.criteria) == 1
    assert alone.effects == ()
    assert tuple(remainder(changes(before, after), [alone])) == ()
