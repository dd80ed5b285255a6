"""Typographic rules of both languages, applied to texts that people wrote with ordinary spaces."""

from __future__ import annotations

import re

THIN = "\u202f"
"""The narrow space that does not break."""
HARD = "\u00a0"
"""The ordinary space that does not break."""

_CO2 = re.compile(r"\bCO2(?=e?\b)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d])'(?=[\w\s.,;:!?)]|$)")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_FRENCH = (
    (re.compile(r"[ \u00a0\u202f]+(?=[;!?»])"), THIN),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + THIN),
    (re.compile(r"[ \u00a0\u202f]+:"), HARD + ":"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f]?%"), THIN + "%"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=€)"), THIN),
    (re.compile(r"(?<=\d) (?=°|h\b|kg\b|km\b|kWh\b|Wh\b|min\b)"), HARD),
)
_ENGLISH = (
    (re.compile(r"(?<!\w)'(?=\w)"), "‘"),
    (re.compile(r"(?<=\S)'(?!\w)"), "’"),
    (re.compile(r"(\d[\d,.]*\d|\d)[ \u00a0\u202f]€"), r"€\1"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[;!?:](?:\s|$))"), ""),
    (re.compile(r"(?<=\d)[ \u00a0\u202f]+%"), "%"),
)


def set_type(text: str, language: str) -> str:
    """Give the text with the spaces, apostrophes and subscripts of its language; twice gives the same as once.

    The sign of money stands before its number in English, after it in French.
    """
    text = _CO2.sub("CO₂", _APOSTROPHE.sub("’", text))
    if language == "fr":
        text = _GROUPS.sub(lambda found: found.group().replace(" ", THIN), text)
    for pattern, correct in _FRENCH if language == "fr" else _ENGLISH:
        text = pattern.sub(correct, text)
    return text


def shorten(text: str, most: int) -> str:
    """Give the text cut at a word so that it has at most so many characters, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    ends_a_word = text[most - 1] == " " or " " not in cut[most // 2 :]
    at_word = cut if ends_a_word else cut.rsplit(" ", 1)[0]
    return at_word.rstrip(" ,;:.\u00a0\u202f") + "…"


def listed(parts: list[str], last: str) -> str:
    """Join parts as a sentence does: `a, b and c`; `last` is the word before the last part."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + f" {last} " + parts[-1]
