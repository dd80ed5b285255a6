"""How the numbers of a criterion are written, the same on every page."""

from __future__ import annotations

from dataclasses import replace

from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.texts.numbers import NumberFormat, format_for
from compass.texts.typography import HARD

NEARLY_NOTHING = "≈" + HARD + "0"
"""What is not nil but rounds to nil."""


def is_share(criterion: Criterion) -> bool:
    """Say whether a criterion has no unit: it is told in per cent, however large, in every place."""
    return criterion.unit == "1" and criterion.described is None


def form_of(context: Context, criterion: Criterion, spread: Spread) -> NumberFormat:
    """Give the way to write a criterion's numbers: a level has one decimal at most, what has no unit is in per cent."""
    if criterion.described is None:
        return format_for([spread], context.language, is_share(criterion))
    whole = all(value == int(value) for value in (spread.median, spread.p5, spread.p95, spread.likely))
    return NumberFormat(context.language, 0 if whole else 1)


def difference_form(
    context: Context, criterion: Criterion, result: CriterionResult, difference: Spread
) -> NumberFormat:
    """Give the way to write a difference; one between percents is told in points."""
    if result.total is not None and form_of(context, criterion, result.total).percent:
        return replace(format_for([difference], context.language, percent=True), points=True)
    return form_of(context, criterion, difference)


def unit_of(context: Context, criterion: Criterion) -> str:
    """Give the unit of a criterion in words; a described one has levels."""
    return context.say("comparison.level_unit") if criterion.described is not None else context.unit(criterion.unit)


def mean_words(form: NumberFormat, mean: float, is_signed: bool, nothing: str = "") -> str:
    """Write a mean; what is not nil but rounds to nil is told as about nil."""
    written = form.signed(mean) if is_signed else form.plain(mean)
    if mean and not any(c in "123456789" for c in written):
        return NEARLY_NOTHING
    return written if mean else nothing
