"""Numbers, shares, units and dates as people read them; digits follow the spread."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel.dates import format_date
from babel.numbers import format_decimal

from compass.model.factor import UnitRecord
from compass.model.spread import Spread
from compass.texts.typography import HARD, THIN, set_type
from compass.texts.words import is_plural

MINUS = "−"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL, _HUGE = 1e-3, 1e18
_DIGITS = 700
"""Enough for any float written out: 309 before the comma, 324 after it."""
_SIGNIFICANT = 2
_TINY = 5e-4
"""A share below this would round to nil with one decimal of a percent."""
_DECIMALS = 6
"""More decimals than these are not written of a number that is given."""


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one row are written: so many decimals, after dividing by 10 to the exponent.

    `decimals` below zero round to tens, hundreds and so on.
    """

    language: str
    decimals: int = 0
    exponent: int = 0
    percent: bool = False
    points: bool = False
    """A difference between two percents is told in points."""

    def plain(self, value: float) -> str:
        """Write a number."""
        scaled = Decimal(repr(float(value))).scaleb(2 if self.percent else -self.exponent)
        return _decimal(scaled, self.decimals, self.language) + self._tail(scaled == 0)

    def signed(self, value: float) -> str:
        """Write a difference: a plus sign before what is above zero."""
        written = self.plain(value)
        return written if value <= 0 or not any(c in "123456789" for c in written) else "+" + written

    def _tail(self, is_zero: bool) -> str:
        if self.points:
            return HARD + "pts"
        if self.percent:
            return THIN + "%" if self.language == "fr" else "%"
        if self.exponent == 0 or is_zero:
            return ""
        return f"{HARD}×{HARD}10{str(self.exponent).translate(_RAISED)}"


def format_for(spreads: list[Spread], language: str, percent: bool = False) -> NumberFormat:
    """Give the one format of several spreads: two significant digits of the narrowest P5–P95 width that is not nil."""
    widths = [s.p95 - s.p5 for s in spreads if s.p95 > s.p5]
    largest = max((abs(v) for s in spreads for v in (s.p5, s.median, s.p95, s.likely)), default=0.0)
    return format_of(min(widths, default=0.0), largest, language, percent)


def format_of(width: float, largest: float, language: str, percent: bool = False) -> NumberFormat:
    """Give the format of numbers of a given width of spread and a given largest size; no width: an exact number."""
    if percent:
        most = 1 if largest >= _TINY or not largest else 6
        return NumberFormat(language, _bounded(_decimals(width * 100, largest * 100), 0, most), percent=True)
    if 0 < largest < _SMALL or largest >= _HUGE:
        exponent = math.floor(math.log10(largest))
        decimals = _decimals(_shifted(width, exponent), _shifted(largest, exponent))
        return NumberFormat(language, _bounded(decimals, 0, 2), exponent)
    return NumberFormat(language, _bounded(_decimals(width, largest), -12, 6))


def finer(form: NumberFormat, value: float) -> NumberFormat:
    """Give the format with as many decimals as show two significant digits of this value."""
    needed = format_of(abs(value), abs(value), form.language, form.percent)
    if needed.exponent != form.exponent:
        return needed
    return replace(form, decimals=max(form.decimals, needed.decimals))


def exact(value: float, language: str) -> str:
    """Write a number as it was given, without zeros at its end."""
    if value != 0 and not _SMALL / 10 <= abs(value) < _HUGE:
        return format_of(0, abs(value), language).plain(value)
    digits = round(Decimal(repr(float(value))), _DECIMALS).normalize().as_tuple().exponent
    return NumberFormat(language, max(-int(digits), 0)).plain(value)


def few(value: float, language: str) -> str:
    """Write a computed number with at most four significant digits, without zeros at its end."""
    rounded = float(f"{value:.4g}")
    return exact(rounded if math.isfinite(rounded) else value, language)


def share(value: float, language: str) -> str:
    """Write a share as a whole percent; what is neither 0 nor 1 is never written as 0 or 100 %."""
    sign = THIN + "%" if language == "fr" else "%"
    if 0 < value < 0.005:
        return f"<{HARD}1{sign}"
    if 0.995 <= value < 1:
        return f">{HARD}99{sign}"
    return _decimal(Decimal(repr(float(value))) * 100, 0, language) + sign


def long_date(iso: str, language: str) -> str:
    """Write a date such as `2026-11-22` in full; in French the first of a month is `1er`."""
    day = date.fromisoformat(iso)
    pattern = "d'er' MMMM y" if language == "fr" and day.day == 1 else "d MMMM y"
    return format_date(day, pattern, locale=language).replace(" ", HARD)


def unit_words(unit: str, units: Mapping[str, UnitRecord], language: str, value: float | None = None) -> str:
    """Write a unit for people: `kgCO2e/year` gives `kg CO₂e per year`; the unit `1` gives an empty text.

    A value, where given, decides between `1 server` and `2 servers`.
    """
    above, *below = unit.split("/")
    per = " par " if language == "fr" else " per "
    words = [_unit_name(above.strip(), units, language, several=value is None or is_plural(value, language))]
    words += [_unit_name(part.strip(), units, language, several=False) for part in below]
    return set_type(per.join(words).strip(), language)


def _unit_name(name: str, units: Mapping[str, UnitRecord], language: str, several: bool) -> str:
    if name == "1":
        return ""
    record = units.get(name)
    if record is None:
        return (
            "·".join(_unit_name(part.strip(), units, language, several) for part in name.split("*"))
            if "*" in name
            else name
        )
    if record.symbol is not None:
        return record.symbol.in_language(language)
    chosen = record.plural if several and record.plural is not None else record.title
    return chosen.in_language(language)


def _decimals(width: float, largest: float) -> int:
    if width > 0:
        return _SIGNIFICANT - 1 - math.floor(math.log10(width) + 1e-9)
    most = max(0, _SIGNIFICANT - math.floor(math.log10(largest))) if largest > 0 else 0
    return next(n for n in range(most + 1) if n == most or round(largest, n) == round(largest, most))


def _shifted(value: float, exponent: int) -> float:
    return float(Decimal(repr(float(value))).scaleb(-exponent))


def _bounded(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _decimal(value: Decimal, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    with localcontext(prec=_DIGITS):
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0
        written: str = format_decimal(abs(rounded), pattern, locale=language)
    return MINUS + written if rounded < 0 else written
