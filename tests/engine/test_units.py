"""Units: dimensions are checked, conversions are exact, nothing cancels by accident."""

from fractions import Fraction

import pytest

from compass.engine.units import ONE, Unit, UnitFault, UnitTable
from compass.model.factor import UnitRecord

TITLE = {"fr": "…", "en": "…"}
RECORDS = {
    "s": None, "min": "60 s", "h": "60 min", "day": "24 h", "year": "365 day", "m": None, "km": "1000 m", "kg": None,
    "J": None, "Wh": "3600 J", "kWh": "1000 Wh", "W": "1 J/s", "study": None,
    "staff_min": None, "staff_h": "60 staff_min",
}  # fmt: skip


def table(**more):
    records = {**RECORDS, **more}
    return UnitTable({name: UnitRecord(of=of, title=TITLE) for name, of in records.items()})


def unit(text):
    return table().parse(text)


@pytest.mark.parametrize(
    ("given", "wanted", "factor"),
    [
        ("kWh", "Wh", 1000),
        ("Wh", "kWh", 1 / 1000),
        ("km", "m", 1000),
        ("year", "h", 8760),  # 365 days of 24 hours
        ("kWh", "J", 3_600_000),
        ("W", "kWh/year", 8.76),  # 8,760 hours of one watt
        ("staff_h/year", "staff_min/day", 60 / 365),
        ("km/h", "m/s", 1000 / 3600),
    ],
)
def test_conversion_is_exact(given, wanted, factor):
    assert unit(given).fits(unit(wanted))
    assert unit(given).factor_to(unit(wanted)) == factor


def test_a_round_trip_of_conversions_gives_exactly_one():
    there, back = unit("min").scale / unit("year").scale, unit("year").scale / unit("min").scale
    assert there * back == Fraction(1)


def test_kilograms_and_kilometres_do_not_fit():
    assert not unit("kg").fits(unit("km"))


def test_hours_of_staff_in_a_year_are_never_a_number():
    assert not unit("staff_h/year").is_number
    assert not unit("staff_h/year").fits(unit("h/year"))
    assert unit("h/year").is_number  # which is why hours of staff are a dimension of their own


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("m^2", (("m", 2),)),
        ("m/s^2", (("m", 1), ("s", -2))),
        ("kg*m^2/s^2", (("kg", 1), ("m", 2), ("s", -2))),
        ("1/year", (("s", -1),)),
        ("kWh/study/year", (("J", 1), ("s", -1), ("study", -1))),
        ("m*s/m", (("s", 1),)),
        ("1", ()),
    ],
)
def test_expressions_give_dimensions(text, dimension):
    assert unit(text).dimension == dimension


def test_a_power_reaches_into_the_scale():
    assert unit("km^2").factor_to(unit("m^2")) == 1_000_000
    assert unit("km").power(-2) == Unit(Fraction(1, 1_000_000), (("m", -2),))
    assert unit("km").power(0) == ONE


@pytest.mark.parametrize(
    "text",
    ["", "   ", "m^", "m^0", "m^7", "m^x", "m^-1", "m//s", "/s", "*m", "m s", "m 2", "2..5 m", "m+s", "é", "m^2^2",
     "m" * 81, "0 m", "1/0", "0.0 s", "(m)"],
)  # fmt: skip
def test_what_is_no_unit_expression_is_refused(text):
    with pytest.raises(UnitFault) as caught:
        unit(text)
    assert caught.value.code == "U003"


def test_an_unknown_unit_is_named():
    with pytest.raises(UnitFault) as caught:
        unit("kWh/furlong")
    assert (caught.value.code, caught.value.details["unit"]) == ("U002", "furlong")


def test_a_unit_defined_by_itself_is_refused():
    circular = table(a="2 b", b="3 a")
    with pytest.raises(UnitFault) as caught:
        circular.parse("a")
    assert (caught.value.code, caught.value.details["unit"]) == ("U004", "a → b → a")
