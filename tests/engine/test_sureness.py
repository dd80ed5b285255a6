"""How sure a person is, as a width about the likely value."""

import pytest

from compass.engine.sureness import widen
from compass.model.estimate import Estimate


def bounds(low, likely, high, sure, between=None):
    wide = widen(Estimate(low=low, likely=likely, high=high), sure, between)
    return wide.low, wide.likely, wide.high


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ("certain", (100, 100, 100)),
        ("sure", (90, 100, 110)),
        ("fairly", (75, 100, 125)),
        ("hardly", (50, 100, 150)),
        ("guess", (10, 100, 190)),
    ],
)
def test_a_lone_number_is_exact_only_when_certain(sure, expected):
    assert bounds(100, 100, 100, sure) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ("certain", (80, 100, 140)),
        ("sure", (76, 100, 148)),  # 1.2 * 20 below, 1.2 * 40 above
        ("fairly", (70, 100, 160)),
        ("hardly", (60, 100, 180)),
        ("guess", (40, 100, 220)),
    ],
)
def test_a_range_is_stretched_about_its_likely_value(sure, expected):
    assert bounds(80, 100, 140, sure) == pytest.approx(expected)


def test_widening_stops_at_the_bounds_of_the_question():
    assert bounds(80, 100, 140, "guess", (60, 150)) == (60, 100, 150)


def test_a_negative_number_widens_both_ways():
    assert bounds(-100, -100, -100, "fairly") == (-125, -100, -75)
