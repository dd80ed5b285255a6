"""A problem told in a sentence: place, code, fault, remedy."""

from __future__ import annotations

from math import inf, isfinite

from compass.errors import Detail, Problem
from compass.texts.numbers import exact
from compass.texts.typography import set_type
from compass.texts.words import Language, say, table

_ENDLESS = {inf: "∞", -inf: "−∞"}
_TRANSLATED = {"wanted": "word", "found": "word", "role": "role"}


def problem_line(problem: Problem, language: Language) -> str:
    """Write a problem as `file:line:column: CODE fault; remedy`."""
    head = f"{problem.code} " if problem.place is None else f"{problem.place}: {problem.code} "
    return head + problem_sentence(problem, language)


def problem_sentence(problem: Problem, language: Language) -> str:
    """Tell a fault and its remedy, without place or code."""
    details = {key: _shown(key, value, language) for key, value in problem.details.items()}
    fault = say("errors", language, f"{problem.code}.fault", **details)
    remedy = say("errors", language, f"{problem.code}.remedy", **details)
    if details.get("near"):
        remedy += say("errors", language, "line.near", near=details["near"])
    return set_type(say("errors", language, "line.sentence", fault=fault, remedy=remedy), language)


def _shown(key: str, value: Detail, language: Language) -> str:
    if isinstance(value, float):
        return exact(value, language) if isfinite(value) else _ENDLESS.get(value, "?")
    word = f"{_TRANSLATED.get(key)}.{value}"
    if word in table("errors", language):
        return say("errors", language, word)
    return str(value)
