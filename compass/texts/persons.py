"""Names of people found in running text, by their titles, by common first names, by two capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w’'\-]*\w)?"
_TITLED = re.compile(
    r"\b(?:(?i:mr\b\.?|mrs\b\.?|miss|mme\b\.?|mlle\b\.?|monsieur|madame|mademoiselle)\s[\w’'\-]+\.?|(?:M\.|Ms\b\.?|[Pp]atiente?)"
    rf"\s{_CAPITAL}\.?)(?:\s{_CAPITAL})?"
)
_PATIENT = re.compile(r"\bpatiente?\b", re.IGNORECASE)
_PAIR = re.compile(rf"(?=\b({_CAPITAL},?\s{_CAPITAL}))")
_ALONE = re.compile(rf"\b{_CAPITAL}(?=,?\s\(?(?i:née?\b|né\(e\)|n[eé]e? le\b|born\b))")
_NO_PATIENT = (
    r"(?i:dr|pr|prof|docteur|professeur|doctor|professor|chu|chru|chr|hôpital|hopital|clinique|hospital|clinic|institut|"
    r"institute|université|university|fondation|foundation|association|loi|rue|avenue)"
)
_AFTER_TITLE = re.compile(rf"\b{_NO_PATIENT}\.?\s$")
_WITH_TITLE = re.compile(rf"{_NO_PATIENT}\b")
FIRST_NAMES = frozenset((files("compass.texts") / "first_names.txt").read_text(encoding="utf-8").split())
"""First names common in France and in English-speaking countries, without accents."""
_PLAIN = str.maketrans("àâäçéèêëîïôöùûü", "aaaceeeeiioouuu")


@dataclass(frozen=True)
class Person:
    """Where a text names somebody; certain by a title or a known first name, else by capitals alone."""

    start: int
    end: int
    is_certain: bool


def persons_in(text: str) -> Iterator[Person]:
    """Find who may be named, the certain ones first; neither a carer with a title nor whom a house is named after."""
    for found in _TITLED.finditer(text):
        yield Person(found.start(), found.end(), is_certain=True)
    pairs = [found for found in _PAIR.finditer(text) if not _is_named_after(text, found)]
    for found in sorted(pairs, key=lambda found: not _has_first_name(found[1])):
        yield Person(found.start(1), found.end(1), is_certain=_has_first_name(found[1]))
    for found in (*_ALONE.finditer(text), *_PATIENT.finditer(text)):
        yield Person(found.start(), found.end(), is_certain=False)


def _is_named_after(text: str, found: re.Match[str]) -> bool:
    return (
        _WITH_TITLE.match(found[1]) is not None
        or _AFTER_TITLE.search(text[max(0, found.start() - 20) : found.start()]) is not None
    )


def _has_first_name(words: str) -> bool:
    parts = re.split(r"[,\s\-]+", words.lower().translate(_PLAIN))
    return any(part in FIRST_NAMES for part in parts)
