from __future__ import annotations

import pytest

from compass.reporting.figures.axis import axis_over, round_step
from compass.reporting.figures.interval import WIDTH, IntervalRow, Words, interval_figure
from compass.reporting.figures.lettering import text_width


@pytest.mark.parametrize(("rough", "step"), [(0.9, 1.0), (1.1, 2.0), (24.0, 25.0), (26.0, 50.0), (7000.0, 10000.0)])
def test_round_step(rough, step):
    assert round_step(rough) == pytest.approx(step)


def test_zero_is_on_the_axis_unless_far_away():
    assert axis_over([10.0, 100.0], 0, 1).low == 0
    assert axis_over([0.75, 0.93], 0, 1).low > 0.7
    assert axis_over([-100.0, -10.0], 0, 1).high == 0


@pytest.mark.parametrize("values", [[0.0], [5.0], [-5.0], [0.0, 1e-9], [-3.0, 4.0]])
def test_every_value_is_on_the_axis(values):
    axis = axis_over(values, 100, 200)
    assert all(100 - 1e-6 <= axis.at(value) <= 200 + 1e-6 for value in values)
    assert 2 <= len(axis.ticks()) <= 12


def test_the_unit_stands_clear_of_the_last_number_of_the_axis():
    row = IntervalRow("A", "An option", 1.1e6, 0.2e6, 1.99e6, None, "1,100,000")
    words = Words("id", "title", "caption", "kilograms of CO2 equivalent per year")
    drawn = interval_figure([row], words, lambda value: f"{value:,.0f} hours")
    last = drawn.tick_labels[-1]
    assert float(drawn.axis_label.x) > float(last.x) + text_width(last.text, 9) / 2
    assert float(drawn.axis_label.x) + text_width(drawn.axis_label.text, 9) <= WIDTH
