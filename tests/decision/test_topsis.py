"""TOPSIS, which the program does not offer: an oracle for worths, and the reason why it is not offered.

Hwang and Yoon 1981, Multiple Attribute Decision Making, the choice of a fighter aircraft: six attributes (speed, range,
payload, cost, reliability, manoeuvrability), the fourth a cost. The book's closeness: 0.643, 0.268, 0.613, 0.312.
"""

import numpy as np
import pytest

from compass.decision.worth import scores, worth
from tests.oracles import figures
from tests.oracles.tables import AIRCRAFT, WEIGHTS

COST = 3


def closeness(table: np.ndarray) -> np.ndarray:
    """Give how near each option is to the best of all attributes, by vector normalisation and Euclidean distance."""
    weighted = table / np.sqrt((table**2).sum(axis=0)) * WEIGHTS
    weighted[:, COST] *= -1
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    return np.asarray(to_worst / (to_best + to_worst))


def additive(table: np.ndarray) -> np.ndarray:
    """Score by our value model, with the ends of each attribute over the four aircraft as fixed anchors."""
    ends = [(column.max(), column.min()) if place == COST else (column.min(), column.max())
            for place, column in enumerate(AIRCRAFT.T)]  # fmt: skip
    worths = np.stack([worth(column, *each) for column, each in zip(table.T, ends, strict=True)])
    return scores(worths[:, :, None], WEIGHTS)[:, 0]


def test_the_oracle_gives_the_closeness_of_the_book():
    assert closeness(AIRCRAFT) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=0.001)


def test_an_independent_library_gives_the_same_closeness_and_the_same_weighted_sum():
    """pymcdm, with vector normalisation for TOPSIS and the ends of each column for the weighted sum."""
    said = figures("pymcdm")
    assert closeness(AIRCRAFT) == pytest.approx(said["topsis_vector"], abs=1e-12)
    assert additive(AIRCRAFT) == pytest.approx(said["weighted_sum_minmax"], abs=1e-12)


def test_both_methods_order_the_aircraft_alike():
    # worths by hand, first aircraft: (2.0 - 1.8) / 0.7, 0, 2/3, 0.5, 0.5, 1
    assert additive(AIRCRAFT)[0] == pytest.approx(0.2 * 0.2 / 0.7 + 0.1 * 2 / 3 + 0.05 + 0.1 + 0.3)
    assert set(np.argsort(-additive(AIRCRAFT))[:2]) == set(np.argsort(-closeness(AIRCRAFT))[:2]) == {0, 2}


def test_taking_an_aircraft_away_moves_closeness_and_not_our_scores():
    less = np.delete(AIRCRAFT, 1, axis=0)
    kept = [0, 2, 3]
    assert additive(less) == pytest.approx(additive(AIRCRAFT)[kept])
    assert np.abs(closeness(less) - closeness(AIRCRAFT)[kept]).max() > 0.01
