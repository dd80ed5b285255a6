from __future__ import annotations

import pytest

from compass.reporting.figures.bars import WIDTH, BarGroup, BarRow, BarTotals, BarValue, bar_figure
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width

WORDS = Words("id", "title", "caption", "")


def figure(span, *values):
    row = BarRow("A row", "solid", tuple(BarValue(value, str(value) if value else "") for value in values))
    totals = BarTotals(tuple("ABCDE"[: len(values)]), "Sum", tuple(map(str, values)))
    return bar_figure([BarGroup("1st order", (row,))], WORDS, {"solid": "use", "hatch": "making"}, span, totals)


def test_panels_share_one_scale():
    drawn = figure((0, 10), 10, 5)
    first, second = (float(box.width) for box in drawn.rows[0].boxes)
    assert first == pytest.approx(2 * second, abs=0.02)


def test_what_does_not_take_place_has_no_bar():
    assert len(figure((0, 10), 10, 0, 5).rows[0].boxes) == 2


@pytest.mark.parametrize("count", [1, 4, 5])
def test_bars_and_values_stay_inside_the_figure(count):
    drawn = figure((-4, 10), *range(1, count + 1))
    assert all(float(box.x) + float(box.width) < WIDTH for box in drawn.rows[0].boxes)
    assert all(float(value.x) <= WIDTH for value in drawn.rows[0].values)


def test_a_long_value_stands_clear_of_the_longest_bar():
    drawn = figure((0, 1234567), 1234567, 1234567, 1, 1, 1)
    for box, value in zip(drawn.rows[0].boxes, drawn.rows[0].values, strict=True):
        assert float(value.x) - text_width(value.text, 9.5) >= float(box.x) + float(box.width) + 5


def test_a_value_below_zero_goes_to_the_left():
    drawn = figure((-4, 10), -4, 10)
    zero = float(drawn.panels[0].zero.x1)
    box = drawn.rows[0].boxes[0]
    assert float(box.x) + float(box.width) == pytest.approx(zero)


def test_the_key_holds_only_what_occurs():
    assert [label.text for _, label in figure((0, 1), 1).key] == ["use"]
