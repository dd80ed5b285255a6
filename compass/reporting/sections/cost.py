"""What each option costs over the years that the pack counts."""

from __future__ import annotations

from compass.model.criterion import Criterion
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.texts.numbers import exact, format_for

_YEARLY = "EUR/year"


def build_cost(context: Context) -> TableSection:
    """Give the expense of each option by year and over the whole contract, and what is left out of it."""
    money = [criterion for criterion in context.pack.criteria.values() if criterion.unit == _YEARLY]
    tables = tuple(_table(context, criterion) for criterion in money)
    years = exact(context.pack.header.horizon, context.language)
    lead = (context.say("cost.lead", years=years), context.say("cost.left_out")) if tables else ()
    return TableSection("cost", context.say("cost.title"), lead, tables, context.say("cost.none"))


def _table(context: Context, criterion: Criterion) -> Table:
    found = [r for r in context.evaluation.criteria if context.pack.criteria[r.criterion] == criterion]
    rows = []
    for result in found:
        head = context.option_cell(result.option)
        if result.total is None or not result.concerned:
            rows.append(Row(head, (Cell(context.say("comparison.not_concerned")), Cell("–", kind="number"))))
            continue
        whole = scaled(result.total, context.pack.header.horizon)
        rows.append(Row(head, (_cell(context, result.total), _cell(context, whole))))
    years = exact(context.pack.header.horizon, context.language)
    columns = tuple(context.say(f"cost.column_{name}", years=years) for name in ("option", "year", "whole"))
    caption = context.say("cost.caption", title=context.text(criterion.title))
    return stackable(Table(caption, columns, tuple(rows), "cost", context.text(criterion.help)))


def scaled(spread: Spread, by: float) -> Spread:
    """Give a spread in which every value is so many times larger."""
    return spread.model_copy(update={key: value * by for key, value in spread})


def _cell(context: Context, spread: Spread) -> Cell:
    form = format_for([spread], context.language)
    return Cell(form.plain(spread.median), context.in_brackets(context.band(spread, form)), kind="number")
