"""Answers as a person reads them."""

from __future__ import annotations

from typing import Any

from compass.model.question import Question
from compass.reporting.context import Context
from compass.texts.numbers import exact, long_date
from compass.texts.typography import THIN


def answer_words(context: Context, id: str, value: Any) -> str:
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


def amount(context: Context, value: float, unit: str | None) -> str:
    """Write a number with its unit; a share as a percent."""
    if (unit or "1") == "1" and 0 <= value <= 1:
        sign = THIN + "%" if context.language == "fr" else "%"
        return exact(round(value * 100, 6), context.language) + sign
    return exact(value, context.language) + context.tail(unit, value)


def _number_words(context: Context, question: Question, value: Any) -> str:
    if isinstance(value, dict):
        if (question.unit or "1") != "1" and all(isinstance(each, int | float) for each in value.values()):
            low, likely, high = (exact(value[key], context.language) for key in ("low", "likely", "high"))
            return context.say("answer.range", likely=likely, low=low, high=high) + context.tail(
                question.unit, value["likely"]
            )
        low, likely, high = (_amount_of(context, value[key], question.unit) for key in ("low", "likely", "high"))
        return context.say("answer.range", likely=likely, low=low, high=high)
    return _amount_of(context, value, question.unit)


def _amount_of(context: Context, value: Any, unit: str | None) -> str:
    return amount(context, float(value), unit) if isinstance(value, int | float) else context.words(str(value))


def _chosen(context: Context, id: str, value: Any) -> str:
    if isinstance(value, bool):
        return context.say("word.yes" if value else "word.no")
    known = context.pack.options_of(context.pack.questions[id])
    many = value if isinstance(value, list | tuple) else [value]
    return context.listed(context.choice_title(id, each) if each in known else str(each) for each in many)
