"""Direct, indirect and rebound effects of each option against the reference, on the criterion of greenhouse gases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compass.model.evaluation import Contribution, CriterionResult
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.figures.waterfall import Fall, waterfall_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.amounts import mean_words
from compass.reporting.sections.drawn import main_criterion, words_of
from compass.reporting.sections.lead import name_of
from compass.texts.numbers import format_for, format_of

_MOST = 8
STEPS = ("direct", "indirect", "rebound")


def effects_block(context: Context) -> Iterator[Block]:
    """Follow each option from the reference to its sum; nothing without a reference or such a criterion."""
    id, reference = main_criterion(context), context.evaluation.reference
    if id is None or reference is None:
        return
    found = [r for r in context.results.values() if r.criterion == id and r.option != reference and r.concerned]
    known = [(each, each.difference) for each in found if each.difference is not None]
    if not known:
        return
    falls = [_fall(context, each, difference) for each, difference in known]
    letter = context.letters[reference]
    criterion = context.pack.criteria[id]
    unit, title = context.unit(criterion.unit), context.text(criterion.title)
    sums = context.several(
        context.say("choosing.effects_sum", letter=context.letters[each.option], value=fall.words[-1])
        for (each, _), fall in zip(known, falls, strict=True)
    )
    words = words_of(context, "effects", unit, letter=letter, criterion=title, unit=unit, sums=sums)
    names = [context.say(f"choosing.effects_{step}") for step in (*STEPS, "sum_title")]
    largest = max(abs(end) for fall in falls for end in (fall.total, fall.low, fall.high, *fall.steps)) or 1.0
    form = format_of(largest, largest, context.language)
    figure = waterfall_figure(falls[:_MOST], names, words, replace(form, decimals=max(form.decimals, 0)).signed)
    yield Block(context.say("choosing.effects"), (), (figure,), (_table(context, falls, known, names, title, unit),))


def _fall(context: Context, result: CriterionResult, difference: Spread) -> Fall:
    steps = _steps(context, result)
    form = format_for([difference], context.language)
    written = tuple(mean_words(form, value, True, "0") for value in (*steps, difference.mean))
    return Fall(name_of(context, result.option), steps, difference.mean, difference.p5, difference.p95, written)


def _steps(context: Context, result: CriterionResult) -> tuple[float, ...]:
    """Add up what the option adds beyond the reference, by step."""
    sums = dict.fromkeys(STEPS, 0.0)
    signs = {result.option: 1.0, context.evaluation.reference: -1.0}
    for each in context.evaluation.contributions:
        if each.criterion == result.criterion and each.option in signs:
            sums[_step(each)] += signs[each.option] * each.mean
    return tuple(sums.values())


def _step(contribution: Contribution) -> str:
    if contribution.rebound is not None:
        return "rebound"
    return "direct" if contribution.order in (None, "first") else "indirect"


def _table(
    context: Context, falls: list[Fall], known: list[tuple[CriterionResult, Spread]], names: list[str], title: str,
    unit: str,
) -> Table:  # fmt: skip
    rows = []
    for fall, (_, difference) in zip(falls, known, strict=True):
        form = format_for([difference], context.language)
        band = context.in_brackets(context.band(difference, form, signed=True))
        cells = [Cell(words, kind="number") for words in fall.words[:-1]]
        rows.append(Row(Cell(fall.name), (*cells, Cell(fall.words[-1], band, kind="number"))))
    columns = (context.say("choosing.column_option"), *names)
    caption = context.say("choosing.effects_table", criterion=title, unit=unit)
    return stackable(Table(caption, columns, tuple(rows), "standing", context.say("choosing.effects_note")))
