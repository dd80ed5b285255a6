"""The figures of a choice: what is drawn counts to what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.reporting.figures.dotplot import dot_figure
from compass.reporting.figures.futures import futures, futures_figure
from compass.reporting.figures.interval import Words
from compass.reporting.figures.ranks import RankRow, rank_figure
from compass.reporting.figures.tornado import TornadoRow, tornado_figure

WORDS = Words("f", "title", "caption", "points")


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9).filter(lambda shares: sum(shares) > 0.01))
def test_futures_add_up_to_a_hundred_and_stay_within_one_of_their_share(shares):
    counts = futures(shares)
    assert sum(counts) == 100
    assert all(abs(n - share * 100 / sum(shares)) < 1 for n, share in zip(counts, shares, strict=True))


def test_each_future_bears_the_letter_of_its_first_option():
    figure = futures_figure(("B", "A", "C"), (75, 25, 0), WORDS)
    letters = [each.text for each in figure.writings]
    assert (letters.count("B"), letters.count("A"), letters.count("C")) == (75, 25, 0)
    assert len(figure.boxes) == 100


def test_the_parts_of_a_bar_are_as_wide_as_their_shares():
    figure = rank_figure([RankRow("A", (0.5, 0.25, 0.25), "50%")], WORDS, ("rank 1", "rank 2", "rank 3"))
    widths = [float(box.width) for box in figure.boxes[:3]]
    assert widths == [pytest.approx(2 * widths[1]), widths[1], widths[1]]
    assert len({box.pattern for box in figure.boxes[:3]}) == 3


def test_ranks_beyond_the_patterns_are_one_part():
    figure = rank_figure([RankRow("A", (0.1,) * 10, "10%")], WORDS, tuple("12345"))
    assert len(figure.boxes) == 5 + 5
    assert float(figure.boxes[4].width) == pytest.approx(6 * float(figure.boxes[0].width), rel=0.01)


@given(st.lists(st.floats(-1, 1).filter(lambda value: abs(value) > 0.001), min_size=2, max_size=50))
def test_each_value_is_one_dot_hollow_below_zero(values):
    figure = dot_figure(sorted(values), WORDS, str, ("A ahead", "B ahead"))
    dots = [each for each in figure.strokes if each.fill != "none"]
    assert len(dots) == len(values)
    assert sum(each.fill == "#ffffff" for each in dots) == sum(value < 0 for value in values)


def test_only_an_input_that_turns_the_lead_has_a_heavy_tick_with_its_value():
    rows = [TornadoRow("x", -1.0, 4.0, "0%", "40%", "8%"), TornadoRow("y", 1.0, 2.0, "1", "2", "")]
    figure = tornado_figure(rows, WORDS, str)
    assert sum(each.width == "3" for each in figure.strokes) == 1
    assert [each.text for each in figure.writings].count("8%") == 1
