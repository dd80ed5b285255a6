"""Dates found in running text, as people of both languages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel import Locale

from compass.texts.words import LANGUAGES

_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?![\d/-]|\.\d)")


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Find the dates of a text that a calendar has: where each begins, where it ends, and the day."""
    for found in _NUMBERS.finditer(text):
        day = _of_numbers(found[1], found[3], found[4])
        if day is not None:
            yield found.start(), found.end(), day
    for found in _in_words().finditer(text):
        named = found.groupdict()
        number, month = (named["day"], named["month"]) if named["day"] else (named["day2"], named["month2"])
        day = _day(int(found["year"]), _months()[month.lower().rstrip(".")], int(number))
        if day is not None:
            yield found.start(), found.end(), day


def _of_numbers(first: str, middle: str, last: str) -> date | None:
    """Read three numbers: year first, or day first, or else month first as Americans write."""
    if len(first) == 4:
        return _day(int(first), int(middle), int(last)) if len(last) <= 2 else None
    if len(first) > 2 or len(last) == 3:
        return None
    year = int(last) if len(last) == 4 else 1900 + int(last)
    return _day(year, int(middle), int(first)) or _day(year, int(first), int(middle))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1880 else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Number the names of the months, whole and short, with and without accents."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for names in Locale(language).months["format"].values():
            found |= {str(name).lower().rstrip("."): number for number, name in names.items() if len(str(name)) > 2}
    plain = str.maketrans("éû", "eu")
    return found | {name.translate(plain): number for name, number in found.items()}


@cache
def _in_words() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)?[\s-](?P<month>{names})\.?"
        rf"|(?P<month2>{names})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?),?[\s-](?P<year>\d{{4}})\b",
        re.IGNORECASE,
    )
