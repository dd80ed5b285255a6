"""Value of information against closed forms."""

import numpy as np
import pytest
from scipy.stats import norm

from compass.decision.information import joint_information, partial_information, perfect_information
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


def test_what_is_known_together_is_worth_what_the_two_tell_together():
    one, other, idle = normal("one"), normal("other", deviation=0.5), normal("idle")
    found = np.stack([np.zeros(N), one + other - 1.5])
    alone = partial_information(found, [one, other])
    together = joint_information(found, [[one, other], [one, other, idle], [one, one], [one], []])
    assert together[:2] == pytest.approx([loss(1.5, np.hypot(1, 0.5))] * 2, abs=0.01)
    assert together[2:] == [alone[0], alone[0], 0.0]
    assert together[0] > alone[0] > alone[1]


def test_a_choice_and_a_number_are_known_together():
    choice, number = Draws(3, N).choice("choice", {0: 0.5, 1: 0.25, 2: 0.25}), normal("number")
    found = np.stack([np.zeros(N), np.array([-2.0, 1, 1])[choice] + number])
    # a mixture of two normals around -2 and 1, of mean -0.5; without knowing, nothing is chosen
    expected = (loss(-2, 1) + 1 + loss(1, 1)) / 2
    assert joint_information(found, [[choice, number]]) == pytest.approx([expected], abs=0.02)
