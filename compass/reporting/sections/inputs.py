"""Uncertain inputs as people read them: the title of what a column of draws belongs to, and its values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compass.model.decision import Swing
from compass.reporting.context import Context
from compass.reporting.sections.factors import row_title
from compass.texts.numbers import exact
from compass.texts.typography import HARD, THIN

_NAME = re.compile(r"(?P<item>\w+)(?:\[(?P<row>[^\]]*)\])?(?:@(?P<option>\w+|\*))?(?:\.(?P<part>\w+))?")
_DIGITS = 3


def input_title(context: Context, name: str) -> str:
    """Give the title of an input by the name of its column: a question, a figure of a study, a factor, a weight."""
    base, *rest = name.split("#")
    if not base:
        criterion = rest[0].removeprefix("weight.")
        return context.say("input.weight", title=context.text(context.pack.criteria[criterion].title))
    found = _NAME.fullmatch(base)
    assert found is not None
    item, option = found["item"], found["option"]
    if item in context.pack.factors:
        factor = context.pack.factors[item]
        return " ".join(part for part in (context.text(factor.title), row_title(context, factor, found["row"])) if part)
    title = _question_title(context, item, rest[-1] if rest else found["part"])
    return f"{title} ({context.letters[option]})" if option in context.letters else title


def _question_title(context: Context, id: str, part: str | None) -> str:
    """Give the title of a question, with that of the metric or of the choice that the column is about."""
    question, title = context.pack.questions[id], context.question_title(id)
    if part is None or part == "study":
        return title
    if question.metrics and part in question.metrics:
        metric = context.text(question.metrics[part].title)
        return context.say("assumptions.metric", title=title, metric=metric)
    return context.say("assumptions.metric", title=title, metric=context.choice_title(id, part))


def input_values(context: Context, swing: Swing, values: Sequence[float], units: bool = True) -> list[str]:
    """Write values of an input: numbers with their unit or without, the titles of choices, the places of studies."""
    if swing.kind == "number":
        unit = input_unit(context, swing.input)
        told = unit if units else None
        is_share = (unit or "1") == "1" and max(abs(swing.low), abs(swing.high)) <= 1
        return [_number(context, value, told, is_share) for value in values]
    found = _NAME.match(swing.input)
    question = context.pack.questions.get(found["item"]) if found is not None else None
    if swing.kind == "choice" and question is not None:
        options = ("no", "yes") if question.type == "yes_no" else context.pack.options_of(question)
        return [context.choice_title(question.id, options[int(value)]) for value in values]
    if swing.kind == "truth":
        return [context.say("word.yes" if value else "word.no") for value in values]
    return [context.say("input.study", place=int(value) + 1) for value in values]


def input_unit(context: Context, name: str) -> str | None:
    """Give the unit of a number by the name of its column."""
    base, *rest = name.split("#")
    found = _NAME.fullmatch(base)
    assert found is not None
    if found["item"] in context.pack.factors:
        return context.pack.factors[found["item"]].unit
    question, part = context.pack.questions[found["item"]], rest[-1] if rest else found["part"]
    return question.metrics[part].unit if question.metrics and part in question.metrics else question.unit


def _number(context: Context, value: float, unit: str | None, is_share: bool) -> str:
    rounded = float(f"{value * 100 if is_share else value:.{_DIGITS}g}")
    if is_share:
        return exact(rounded, context.language) + (THIN + "%" if context.language == "fr" else "%")
    return context.measured(exact(rounded, context.language), unit, rounded).replace(" ", HARD)
