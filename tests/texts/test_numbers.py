from __future__ import annotations

import pytest

from compass.model.base import Text
from compass.model.factor import UnitRecord
from compass.model.spread import Spread
from compass.texts.numbers import NumberFormat, exact, few, finer, format_for, format_of, long_date, share, unit_words

HARD, THIN = "\u00a0", "\u202f"


def spread(p5, median, p95):
    return Spread(likely=median, median=median, p5=p5, p95=p95, mean=median)


@pytest.mark.parametrize(
    ("p5", "median", "p95", "french", "english"),
    [
        (980.0, 1243.7, 1604.2, f"1{THIN}240", "1,240"),
        (24000.0, 26412.0, 30000.0, f"26{THIN}400", "26,400"),
        (0.038, 0.0501, 0.0622, "0,050", "0.050"),
        (1.02, 1.187, 1.4, "1,19", "1.19"),
        (-120.0, -31.0, 60.0, "−30", "−30"),
        (0.0, 4.0, 22000.0, "0", "0"),
    ],
)
def test_digits_follow_the_spread(p5, median, p95, french, english):
    assert format_for([spread(p5, median, p95)], "fr").plain(median) == french
    assert format_for([spread(p5, median, p95)], "en").plain(median) == english


def test_small_numbers_are_written_with_a_power_of_ten():
    form = format_for([spread(1.1e-5, 1.3e-5, 1.6e-5)], "fr")
    assert form.plain(1.3e-5) == "1,30\u00a0×\u00a010⁻⁵"


def test_numbers_at_the_ends_of_what_a_float_can_hold_are_written():
    assert exact(1e308, "fr") == f"1{HARD}×{HARD}10³⁰⁸"
    assert exact(-1.25e18, "en") == f"−1.25{HARD}×{HARD}10¹⁸"
    assert exact(9.5e17, "en") == "950,000,000,000,000,000"
    assert exact(5e-324, "en") == f"5{HARD}×{HARD}10⁻³²⁴"
    assert few(1.7976931348623157e308, "en") == f"1.8{HARD}×{HARD}10³⁰⁸"
    assert format_of(3e307, 1e308, "en").plain(1e308) == f"1.00{HARD}×{HARD}10³⁰⁸"
    assert NumberFormat("en").plain(1e40) == "10" + ",000" * 13


def test_certain_numbers_have_no_idle_zeros():
    assert format_for([spread(0.5, 0.5, 0.5)], "fr", percent=True).plain(0.5) == f"50{THIN}%"
    assert exact(26000.0, "fr") == f"26{THIN}000"
    assert exact(0.0254, "en") == "0.0254"
    assert exact(1.2, "fr") == "1,2"


def test_signed():
    form = format_of(10, 100, "fr")
    assert [form.signed(v) for v in (12.0, 0.0, -12.0, 0.2)] == ["+12", "0", "−12", "0"]


def test_points_and_percents():
    assert NumberFormat("fr", 0, percent=True, points=True).signed(-0.1) == "−10\u00a0pts"
    assert NumberFormat("en", 1, percent=True).plain(0.893) == "89.3%"


def test_finer_keeps_two_significant_digits():
    form = format_of(1.4, 1.4, "en")
    assert [finer(form, v).plain(v) for v in (0.061, 0.0026, 1.43)] == ["0.061", "0.0026", "1.4"]


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.0, f"0{THIN}%", "0%"),
        (0.001, f"<\u00a01{THIN}%", "<\u00a01%"),
        (0.005, f"1{THIN}%", "1%"),
        (0.625, f"63{THIN}%", "63%"),
        (0.9999, f">\u00a099{THIN}%", ">\u00a099%"),
        (1.0, f"100{THIN}%", "100%"),
    ],
)
def test_share(value, french, english):
    assert share(value, "fr") == french
    assert share(value, "en") == english


def test_long_date():
    assert long_date("2026-11-02", "fr") == "2\u00a0novembre\u00a02026"
    assert long_date("2026-11-02", "en") == "2\u00a0November\u00a02026"
    assert long_date("2026-12-01", "fr") == "1er\u00a0décembre\u00a02026"
    assert long_date("2026-12-01", "en") == "1\u00a0December\u00a02026"


def test_unit_words():
    units = {
        "1": UnitRecord(title=Text(fr="sans unité", en="no unit")),
        "kgCO2e": UnitRecord(title=Text(fr="-", en="-"), symbol=Text(fr="kg CO2e", en="kg CO2e")),
        "year": UnitRecord(title=Text(fr="an", en="year"), plural=Text(fr="ans", en="years")),
        "server": UnitRecord(title=Text(fr="serveur", en="server"), plural=Text(fr="serveurs", en="servers")),
    }
    assert unit_words("kgCO2e/year", units, "fr") == "kg CO₂e par an"
    assert unit_words("server/year", units, "en") == "servers per year"
    assert unit_words("server", units, "en", 1) == "server"
    assert unit_words("server", units, "fr", 1.5) == "serveur"
    assert unit_words("1", units, "fr") == ""
    assert unit_words("unheard_of", units, "fr") == "unheard_of"
