"""Value of information against closed forms."""

import numpy as np
import pytest
from scipy.stats import norm

from compass.decision.information import partial_information, perfect_information
from compass.engine.draws import Draws

N = 8192


def normal(name, mean=0.0, deviation=1.0):
    return mean + deviation * norm.ppf(Draws(3, N).uniform(name))


def loss(mean, deviation):
    """Give the expected gain of choosing between nothing and a normal pay-off when it is known, beyond choosing now:
    the unit normal loss integral of Raiffa and Schlaifer 1961, Applied Statistical Decision Theory."""
    z = abs(mean) / deviation
    return deviation * (norm.pdf(z) - z * norm.sf(z))


@pytest.mark.parametrize("mean", [0.0, 0.5, -1.0])
def test_two_options_one_of_them_normal(mean):
    known, rest, idle = normal("known"), normal("rest", deviation=0.5), normal("idle")
    found = np.stack([np.zeros(N), mean + known + rest])
    assert perfect_information(found) == pytest.approx(loss(mean, np.hypot(1, 0.5)), abs=0.01)
    values = partial_information(found, [known, rest, idle])
    assert values == pytest.approx([loss(mean, 1), loss(mean, 0.5), 0], abs=0.01)


def test_the_answer_to_a_choice_is_worth_the_mean_over_its_answers():
    choice = Draws(3, N).choice("choice", {0: 0.25, 1: 0.75})
    found = np.stack([np.zeros(N), np.where(choice == 0, -3.0, 1.0)])
    # knowing it, one gains 1 in three quarters and avoids -3 in a quarter; without, the mean is 0
    assert partial_information(found, [choice]) == pytest.approx([0.75], abs=0.01)


def test_knowing_one_input_is_never_worth_more_than_knowing_all_of_them():
    columns = [normal(name) for name in "abcd"]
    found = np.stack([columns[0] * columns[1], columns[2] + 0.3, np.abs(columns[3])])
    everything = perfect_information(found)
    assert all(0 <= value <= everything + 0.01 for value in partial_information(found, columns))


def test_where_one_option_always_wins_nothing_is_worth_knowing():
    column = normal("a")
    found = np.stack([column, column + 1])
    assert perfect_information(found) == pytest.approx(0)
    assert partial_information(found, [column]) == [0.0]
