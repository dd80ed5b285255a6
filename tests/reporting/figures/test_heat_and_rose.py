"""The heat table prints and darkens what it is given; the rose reaches as far as it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compass.reporting.figures.heat import GROUNDS, HeatCell, HeatColumn, HeatRow, ground_of, heat_figure
from compass.reporting.figures.interval import Words
from compass.reporting.figures.rose import Arm, Rose, _turned, rose_figure

WORDS = Words("f", "title", "caption", "")


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_worth_more_is_never_lighter(one, other):
    assert (ground_of(one) <= ground_of(other)) or one > other
    assert 0 <= ground_of(one) < len(GROUNDS)


def test_each_cell_prints_its_value_and_what_is_out_is_crossed():
    row = HeatRow("Climate", (HeatCell("72", 3), HeatCell(crossed=True)))
    figure = heat_figure([HeatColumn("A"), HeatColumn("B", "excluded")], [row], WORDS, ())
    assert [each.text for each in figure.writings] == ["A", "B", "excluded", "Climate", "72"]
    assert [box.pattern for box in figure.boxes] == [GROUNDS[3], GROUNDS[0]]
    assert len(figure.strokes) == 1


@pytest.mark.parametrize(("turn", "place"), [(0, (0, -1)), (1, (1, 0)), (2, (0, 1)), (3, (-1, 0))])
def test_the_first_arm_points_north_and_the_others_follow_clockwise(turn, place):
    assert _turned(0, 1, turn * 1.5707963267948966, (0, 0)) == pytest.approx(place, abs=1e-9)


def test_an_arm_is_as_long_as_its_share_and_the_strip_as_what_is_not_proven():
    figure = rose_figure([Rose("C", (Arm("Relevance", 0.5, 0.25, 0.75, 0.4, "50%"),))], WORDS, ())
    bars = [each.path for each in figure.strokes if each.fill != "none"]
    lengths = [_length(path) for path in bars]
    assert [each / lengths[0] for each in lengths[1:]] == pytest.approx([0.25, 0.5, 0.4], abs=0.01)


def _length(path: str) -> float:
    heights = [float(point.split()[1]) for point in path.strip("Mz").split("L")]
    return max(heights) - min(heights)
