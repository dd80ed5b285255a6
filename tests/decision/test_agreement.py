"""Agreement: published examples, what can be calculated by hand, and groups of which nothing can be said."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare, rankdata

from compass.decision.agreement import agreement, concordance, consensus, reliability

NAN = float("nan")
LAYERS = [30, 40, 210, 130, 530, 50, 10]
"""Van der Eijk 2001, p. 331, as the manual of the R package agrmt reprints it (layers, weights and result)."""

counts = st.lists(st.integers(0, 9), min_size=3, max_size=7)
tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([NAN, 1.0, 2.0, 3.0]))
)


def test_agreement_of_the_example_of_its_author():
    assert agreement(LAYERS) == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("1111111", 0), ("1111110", 0.167), ("0111110", 0.333), ("0011110", 0.5), ("0011100", 0.667), ("0010100", 0.467),
     ("0000100", 1)],
)  # fmt: skip
def test_agreement_of_each_layer_of_that_example(pattern, expected):
    assert agreement([int(each) for each in pattern]) == pytest.approx(expected, abs=5e-4)


def test_agreement_on_where_two_dutch_parties_stand():
    """Van der Eijk 2001, reprinted in the manual of agrmt: PvdA 0.61, D66 0.48."""
    assert agreement([2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6]) == pytest.approx(0.61, abs=0.005)
    assert agreement([1.6, 2.6, 8.2, 21, 29.3, 27, 10.3]) == pytest.approx(0.48, abs=0.005)


def test_consensus_of_the_example_of_the_manual_of_agrmt():
    """The tables of Tastle and Wierman 2007 could not be had; agrmt 1.42 gives 0.7256876."""
    assert consensus(LAYERS) == pytest.approx(0.7256876, abs=5e-8)


def test_consensus_of_five_answers_chosen_alike_by_hand():
    """The mean is the middle: two answers lie a half of the scale away, two a quarter, one nothing."""
    assert consensus([7, 7, 7, 7, 7]) == pytest.approx(1 + (2 * log2(1 / 2) + 2 * log2(3 / 4)) / 5)


SIEGEL = np.array(
    [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
)
"""Three judges and ten things with many ties: an example of Siegel 1956. The printed page could not be had; the
calculation is done here step by step."""


def test_concordance_of_three_judges_with_ties_by_hand():
    sums = [5.5, 6.5, 9, 13.5, 12, 20, 23, 23.5, 25.5, 26.5]
    assert SIEGEL.sum(axis=0).tolist() == sums
    squares = sum((each - 16.5) ** 2 for each in sums)
    two, three, four = ((n**3 - n) / 12 for n in (2, 3, 4))
    ties = (two + two) + (two + two + two) + (four + three)
    assert (squares, ties) == (591, 9.5)
    assert concordance(SIEGEL) == pytest.approx(591 / (3**2 * (10**3 - 10) / 12 - 3 * 9.5))
    assert concordance(SIEGEL) == pytest.approx(0.828, abs=5e-4)


BIRDS = np.array(
    [
        [10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4],
        [7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3],
        [17, 17, 20, 14.5, 15.5, 13, 19.5, 16, 21, 20, 18, 22],
    ]
)
"""Wings, tails and bills of twelve birds, with ties: Zar 2010, Biostatistical Analysis, example 20.5. UNISTAT prints
the sums of their ranks for it."""
RANK_SUMS = [14.5, 21, 30.5, 6, 11, 3.5, 20, 11.5, 29, 28.5, 22.5, 36]


def test_concordance_with_ties_agrees_with_the_test_of_friedman_of_scipy():
    """The statistic of Friedman, corrected for ties, is persons · (items - 1) · W."""
    assert rankdata(BIRDS, axis=1).sum(axis=0).tolist() == RANK_SUMS
    for scores in (SIEGEL, BIRDS):
        persons, items = scores.shape
        statistic = friedmanchisquare(*scores.T).statistic
        assert concordance(scores) == pytest.approx(statistic / (persons * (items - 1)))


KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


def test_reliability_of_the_example_with_missing_ratings():
    """Krippendorff 2011, section D: 0.815; the package krippendorff 0.9 gives 0.8153875037548814 for these ratings."""
    assert reliability(KRIPPENDORFF) == pytest.approx(0.8153875037548814, abs=1e-12)


@pytest.mark.parametrize("index", [agreement, consensus])
def test_nobody_agrees_on_nothing_and_one_person_with_themselves(index):
    assert index([0, 0, 0, 0]) is None
    assert index([0, 1, 0, 0]) == index([0, 8, 0, 0]) == 1


def test_two_poles_are_told_from_an_even_spread():
    assert agreement([4, 0, 0, 0, 4]) == pytest.approx(-1)
    assert agreement([3, 3, 3, 3, 3]) == 0
    assert consensus([4, 0, 0, 0, 4]) == pytest.approx(0)


def test_agreement_needs_three_answers_and_consensus_two():
    assert agreement([3, 1]) is None
    assert consensus([3]) is None
    assert consensus([4, 4]) == pytest.approx(0)


@given(counts)
def test_indices_of_one_item_stay_within_their_bounds_and_read_the_scale_from_either_end(found):
    for index, least in ((agreement, -1), (consensus, 0)):
        value = index(found)
        assert (value is None) == (sum(found) == 0)
        if value is not None:
            assert least - 1e-9 <= value <= 1 + 1e-9
            assert index(found[::-1]) == pytest.approx(value)


@given(tables)
def test_indices_of_many_items_stay_within_their_bounds(found):
    ranked, rated = concordance(found), reliability(found)
    assert ranked is None or -1e-9 <= ranked <= 1 + 1e-9
    assert rated is None or rated <= 1 + 1e-9


def test_people_who_agree_in_all_have_full_concordance_and_reliability():
    alike = np.tile([1.0, 3.0, 2.0], (4, 1))
    assert concordance(alike) == reliability(alike) == 1


def test_two_persons_and_two_things_are_enough_for_concordance():
    assert concordance(np.array([[1.0, 2.0], [1.0, 2.0]])) == 1
    assert concordance(np.array([[1.0, 2.0], [2.0, 1.0]])) == 0


def test_a_person_who_left_something_out_has_no_ranking():
    with_gap = np.vstack([SIEGEL, np.where(np.arange(10) == 3, NAN, 1.0)])
    assert concordance(with_gap) == concordance(SIEGEL)


def test_nothing_is_told_of_one_person_of_nobody_and_of_what_does_not_vary():
    for few in (SIEGEL[:1], SIEGEL[:0], SIEGEL[:, :1], np.ones((3, 4)), np.full((3, 4), NAN)):
        assert concordance(few) is None
    for few in (KRIPPENDORFF[:1], KRIPPENDORFF[:0], np.ones((3, 4)), np.full((3, 4), NAN)):
        assert reliability(few) is None
