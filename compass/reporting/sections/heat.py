"""What each option is worth on each weighed criterion, as a heat table and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.decision import Worth
from compass.reporting.context import Context
from compass.reporting.figures.heat import GROUNDS, HeatCell, HeatColumn, HeatRow, ground_of, heat_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.drawn import words_of
from compass.reporting.sections.lead import points

_MOST = 8
"""More options than this do not fit across the figure; the table has them all."""
_RANGES = 4
"""So many columns leave room for ranges in the cells."""


def heat_block(context: Context) -> Iterator[Block]:
    """Lay criteria out against options; nothing where nothing is scored."""
    found = {(each.criterion, each.option): each for each in context.evaluation.decision.worths}
    if not found:
        return
    criteria = list(dict.fromkeys(criterion for criterion, _ in found))
    options = list(context.options)
    shown = options[:_MOST]
    rows = [
        HeatRow(_title(context, id), tuple(_drawn(context, found.get((id, o)), len(shown)) for o in shown))
        for id in criteria
    ]
    columns = [HeatColumn(_head(context, o, len(shown)), _mark(context, o)) for o in shown]
    step = 100 // len(GROUNDS)
    key = [
        (HeatCell(ground=n), context.say("choosing.heat_step", low=str(step * n), high=str(step * (n + 1))))
        for n in range(len(GROUNDS))
    ]
    key += [(HeatCell(crossed=True), context.say("choosing.heat_out"))] if context.evaluation.decision.out else []
    figure = heat_figure(columns, rows, words_of(context, "heat"), key)
    yield Block(context.say("choosing.heat"), (), (figure,), (_table(context, found, criteria, options),))


def _title(context: Context, criterion: str) -> str:
    return context.text(context.pack.criteria[criterion].title)


def _head(context: Context, option: str, columns: int) -> str:
    letter = context.letters[option]
    return f"{letter}\u2002{context.option_title(option)}" if columns <= _RANGES else letter


def _mark(context: Context, option: str) -> str:
    """Say that an option is excluded, or that a minimum requirement is not proven of it."""
    if option in context.evaluation.decision.out:
        return context.say("choosing.heat_out")
    verdicts = {each.verdict for each in context.evaluation.knock_outs if each.option == option}
    return context.say("conformity.not_proven") if "not_proven" in verdicts else ""


def _drawn(context: Context, worth: Worth | None, columns: int) -> HeatCell:
    if worth is None:
        return HeatCell(crossed=True)
    value, band = points(context, worth.worth)
    if not _is_concerned(context, worth):
        return HeatCell(value + " *", ground_of(worth.worth.median))
    has_range = columns <= _RANGES and not worth.worth.is_certain
    return HeatCell(f"{value} {context.in_brackets(band)}" if has_range else value, ground_of(worth.worth.median))


def _is_concerned(context: Context, worth: Worth) -> bool:
    """Say whether the worth is the option's own, not the one that the pack gives by convention."""
    return context.results[worth.criterion, worth.option].concerned


def _table(context: Context, found: dict[tuple[str, str], Worth], criteria: list[str], options: list[str]) -> Table:
    rows = tuple(
        Row(Cell(_title(context, id)), tuple(_cell(context, found.get((id, option)), option) for option in options))
        for id in criteria
    )
    columns = (context.say("choosing.column_criterion"), *(context.letters[option] for option in options))
    note = context.say("choosing.heat_note")
    return stackable(Table(context.say("choosing.heat_table"), columns, rows, "standing", note))


def _cell(context: Context, worth: Worth | None, option: str) -> Cell:
    if worth is None:
        return Cell("–", mark=_mark(context, option), kind="number")
    value, band = points(context, worth.worth)
    if not _is_concerned(context, worth):
        return Cell(value + " *", kind="number")
    return Cell(value, "" if worth.worth.is_certain else context.in_brackets(band), kind="number")
