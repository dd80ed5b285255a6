"""A problem told in a sentence: place, code, fault, remedy."""

from __future__ import annotations

from compass.errors import Detail, Problem
from compass.texts.numbers import exact
from compass.texts.typography import set_type
from compass.texts.words import Language, say, table

_TRANSLATED = ("wanted", "found")


def problem_line(problem: Problem, language: Language) -> str:
    """Write a problem as `file:line:column: CODE fault; remedy`."""
    details = {key: _shown(key, value, language) for key, value in problem.details.items()}
    fault = say("errors", language, f"{problem.code}.fault", **details)
    remedy = say("errors", language, f"{problem.code}.remedy", **details)
    if details.get("near"):
        remedy += say("errors", language, "line.near", near=details["near"])
    if problem.place is None:
        return set_type(
            say("errors", language, "line.unplaced", code=problem.code, fault=fault, remedy=remedy), language
        )
    head = f"{problem.place}: "
    line = say("errors", language, "line.unplaced", code=problem.code, fault=fault, remedy=remedy)
    return head + set_type(line, language)


def _shown(key: str, value: Detail, language: Language) -> str:
    if isinstance(value, float):
        return exact(value, language)
    if key in _TRANSLATED and f"word.{value}" in table("errors", language):
        return say("errors", language, f"word.{value}")
    return str(value)
