"""What a result rests on most, among inputs without effect."""

import numpy as np
import pytest

from compass.decision.drivers import LEAST, MOST, MOST_DRAWS, Target, drivers, targets
from compass.engine.draws import Draws
from tests.helpers import evaluated

DRAWS = 2048


def inputs(count, draws=DRAWS):
    return {f"idle {each}": Draws(5, draws).uniform(f"idle {each}") for each in range(count)}


def test_inputs_without_effect_drive_nothing_however_many_there_are():
    """By the threshold of 0.01 alone, some of a hundred inputs drove most of these targets at 2,048 draws."""
    noise = [Target("one", str(each), Draws(6, DRAWS).uniform(f"noise {each}")) for each in range(40)]
    listed, sums = drivers(noise, inputs(100))
    assert len({each.criterion for each in listed}) <= 5  # 2 of 40 are expected
    assert len(sums) == 40


def test_an_input_with_an_effect_stands_out_alone():
    columns = inputs(60)
    signal, other = Draws(5, DRAWS).uniform("signal"), Draws(5, DRAWS).uniform("not told")
    listed, _ = drivers([Target(None, None, signal + 2 * other)], {**columns, "signal": signal})
    assert [each.input for each in listed] == ["signal"]
    assert listed[0].index == pytest.approx(1 / 5, abs=0.03)


def test_what_explains_less_than_a_hundredth_is_not_told_however_many_draws_there_are():
    signal, small = (Draws(5, MOST_DRAWS).uniform(name) for name in ("signal", "small"))
    listed, _ = drivers([Target(None, None, signal + 0.05 * small)], {"signal": signal, "small": small})
    assert [each.input for each in listed] == ["signal"]
    assert LEAST == 0.01


def test_no_more_than_seven_are_told_the_largest_first():
    columns = inputs(9, 4 * MOST_DRAWS)
    listed, (whole,) = drivers([Target("one", "cost", np.sum(list(columns.values()), axis=0))], columns)
    indices = [each.index for each in listed]
    assert indices == sorted(indices, reverse=True)
    assert len(indices) == MOST == 7
    assert whole.share == pytest.approx(1, abs=0.05)


def test_without_targets_or_inputs_there_is_nothing_to_tell():
    assert drivers([], inputs(2)) == ([], [])
    assert drivers([Target(None, None, np.arange(8.0))], {}) == ([], [])


def test_driven_are_the_lead_and_every_uncertain_criterion_of_every_option():
    pack = "{questions: {x: {if_unknown: [0, 0.1, 0.2]}}, criteria: {small: {formula: x}, sure: {formula: 1 + 1}}}"
    drawn = evaluated(pack).evaluated.drawn
    told = [(target.option, target.criterion) for target in targets(drawn, np.arange(2.0))]
    assert told == [(None, None), ("one", "small")]
    assert [target.criterion for target in targets(drawn, np.ones(2))] == ["small"]


def test_inputs_that_vary_together_explain_no_more_than_all():
    signal = Draws(5, DRAWS).uniform("signal")
    _, (whole,) = drivers([Target(None, None, signal)], {"signal": signal, "the same": 2 * signal})
    assert whole.share == 1
