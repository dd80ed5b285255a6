"""Text that looks as if it told who a patient is: a French health number, a date of birth beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Literal

from compass.texts.dates import dates_in
from compass.texts.persons import Person, persons_in

_GAP = r"[\s./\-]{0,3}"
_HEALTH_NUMBER = re.compile(
    rf"(?<!\d)([1-478]){_GAP}(\d\d){_GAP}(0[1-9]|1[0-2]|[2-9]\d){_GAP}(\d\d|2[ABab]){_GAP}(\d{{3}}){_GAP}(\d{{3}}){_GAP}"
    r"(\d\d)(?!\d)"
)
"""Sex, year, month, department, commune, order and key, as INSEE numbers people (NIR)."""
_CORSICA = {"2A": "19", "2B": "18"}
_BIRTH = re.compile(
    r"\bnée?\b|\bné\(e\)|\bn[eé]e? le\b|\bnaissance\b|\bd\.?d\.?n\b|\bborn\b|\bbirth\b|\bbirthdate\b|\bd\.?o\.?b\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\n|;\s|(?<=[a-zà-ÿ0-9)]{5})[.!?]\s")
_BESIDE = re.compile(r"[\s,:(–—-]{1,4}|\s?\(?\)?[\s,:]{1,3}")
BEFORE, AFTER, FAR = 40, 20, 80
"""How many characters before and after a date a word of birth may stand, and how far from it a name."""
RECENT = 5
"""For how many years a date beside a name is taken for that of a letter or a meeting, unless birth is spoken of."""
LONGEST, MOST = 20_000, 5
"""How many characters of a text are read, and how many doubts are told at once."""


@dataclass(frozen=True)
class Doubt:
    """A place of a text that is to be questioned."""

    kind: Literal["health_number", "birth_date"]
    found: str


def doubts(text: str, today: date) -> tuple[Doubt, ...]:
    """Find what a text may tell of a patient, in order of kind and place, the first few."""
    read = text[:LONGEST]
    numbers = (Doubt("health_number", found) for found in _health_numbers(read))
    return tuple(islice(chain(numbers, _births(read, today)), MOST))


def _health_numbers(text: str) -> Iterator[str]:
    """Find health numbers whose key, the complement to 97 of what remains of their 13 digits, is right."""
    for found in _HEALTH_NUMBER.finditer(text):
        *parts, key = found.groups()
        parts[3] = _CORSICA.get(parts[3].upper(), parts[3])
        if int(key) == 97 - int("".join(parts)) % 97:
            yield found.group()


def _births(text: str, today: date) -> Iterator[Doubt]:
    """Find dates of birth: beside a person, or of a birth that is spoken of near somebody's name."""
    for start, end, day in dates_in(text):
        before = _SENTENCE.split(text[max(0, start - FAR) : start])[-1]
        after = _SENTENCE.split(text[end : end + FAR])[0]
        if day <= today:
            yield from _birth(before, text[start:end], after, is_recent=day.year + RECENT >= today.year)


def _birth(before: str, day: str, after: str, *, is_recent: bool) -> Iterator[Doubt]:
    sentence, start, end = before + day + after, len(before), len(before) + len(day)
    beside = list(persons_in(sentence))
    if not _BIRTH.search(before[-BEFORE:]) and not _BIRTH.search(after[:AFTER]):
        certain = [each for each in beside if each.is_certain and not is_recent]
        beside = [each for each in certain if _touches(sentence, each, start, end)]
    if beside:
        yield Doubt("birth_date", sentence[min(start, beside[0].start) : max(end, beside[0].end)])


def _touches(sentence: str, person: Person, start: int, end: int) -> bool:
    """Say whether nothing but punctuation stands between a person and a date."""
    between = sentence[person.end : start] if person.end <= start else sentence[end : person.start]
    return _BESIDE.fullmatch(between) is not None
