"""Answers as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compass.model.question import Question
from compass.reporting.wording import Wording
from compass.texts.numbers import exact, long_date
from compass.texts.typography import THIN


def answer_words(context: Wording, id: str, value: Any) -> str:
    """Write the raw value of an answer with its unit, or the title of the option that it names."""
    question = context.pack.questions[id]
    if value in ("unknown", "not_applicable"):
        return context.say(f"word.{value}")
    if question.type == "number":
        return _number_words(context, question, value)
    if question.type in ("choice", "choices", "yes_no"):
        return _chosen(context, id, value)
    if question.type == "date" and isinstance(value, str):
        return long_date(value, context.language)
    return context.words(value) if isinstance(value, str) else context.say("word.given")


def amount(context: Wording, value: float, unit: str | None) -> str:
    """Write a number with its unit; a share as a percent."""
    return _measured(context, value, unit, (value,))


def _number_words(context: Wording, question: Question, value: Any) -> str:
    given = [value[key] for key in ("likely", "low", "high")] if isinstance(value, dict) else [value]
    if not all(isinstance(each, int | float) for each in given):
        told = [context.words(str(each)) for each in given]
        return told[0] if len(told) == 1 else _range(context, told)
    if len(given) == 1:
        return amount(context, float(value), question.unit)
    likely, low, high = given
    ends = [_bare(context, float(each), question.unit, given) for each in (low, high)]
    return _range(context, [_measured(context, float(likely), question.unit, given), *ends])


def _range(context: Wording, told: list[str]) -> str:
    return context.say("answer.range", likely=told[0], low=told[1], high=told[2])


def _is_share(unit: str | None, values: Iterable[float]) -> bool:
    """Say whether numbers that stand together are told in percents: all of them or none."""
    return (unit or "1") == "1" and all(abs(value) <= 1 for value in values)


def _measured(context: Wording, value: float, unit: str | None, beside: Iterable[float]) -> str:
    bare = _bare(context, value, unit, beside)
    return bare if _is_share(unit, beside) else context.measured(bare, unit, value)


def _bare(context: Wording, value: float, unit: str | None, beside: Iterable[float]) -> str:
    if not _is_share(unit, beside):
        return exact(value, context.language)
    return exact(round(value * 100, 6), context.language) + (THIN + "%" if context.language == "fr" else "%")


def _chosen(context: Wording, id: str, value: Any) -> str:
    if isinstance(value, bool):
        return context.say("word.yes" if value else "word.no")
    known = context.pack.options_of(context.pack.questions[id])
    many = value if isinstance(value, list | tuple) else [value]
    return context.listed(context.choice_title(id, each) if each in known else str(each) for each in many)
