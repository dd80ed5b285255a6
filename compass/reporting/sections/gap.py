"""How sure the first place is: a hundred futures, and the gap between the first two."""

from __future__ import annotations

from collections.abc import Callable

from compass.reporting.context import Context
from compass.reporting.figures.dotplot import dot_figure
from compass.reporting.figures.futures import futures, futures_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.drawn import words_of
from compass.reporting.sections.lead import name_of, standings_of
from compass.texts.numbers import NumberFormat

_QUARTERS = ("lowest", "quarter", "middle", "three_quarters", "highest")


def futures_block(context: Context) -> Block:
    """Draw a hundred futures, each with the option that comes first in it."""
    found = standings_of(context)
    counts = futures([each.ranks[0] for each in found])
    letters = [context.letters[each.option] for each in found]
    parts = context.listed(
        context.say("choosing.count", letter=letter, count=count)
        for letter, count in zip(letters, counts, strict=True)
        if count
    )
    words = words_of(context, "futures", parts=parts)
    rows = tuple(
        Row(Cell(name_of(context, each.option)), (Cell(str(count), kind="number"),))
        for each, count in zip(found, counts, strict=True)
    )
    columns = tuple(context.say(f"choosing.column_{name}") for name in ("option", "futures"))
    table = stackable(Table(context.say("choosing.futures_table"), columns, rows, "standing"))
    return Block(context.say("choosing.futures"), (), (futures_figure(letters, counts, words),), (table,))


def gap_block(context: Context) -> Block:
    """Draw the gap between the first two as equally likely values."""
    decision = context.evaluation.decision
    first, second = context.letters[decision.leader or ""], context.letters[decision.next_best or ""]
    ahead = sum(value > 0 for value in decision.lead)
    words = words_of(context, "dots", first=first, second=second, ahead=ahead, count=len(decision.lead))
    sides = tuple(context.say("choosing.ahead", letter=letter) for letter in (second, first))
    values = [value * 100 for value in decision.lead]
    figure = dot_figure(values, words, tick_of(context, values), (sides[0], sides[1]))
    return Block(context.say("choosing.dots"), (), (figure,), (_gap_table(context, values),))


def _gap_table(context: Context, values: list[float]) -> Table:
    """Give the ends, the quarters and the middle of the gap, which is in rising order."""
    last = len(values) - 1
    write = tick_of(context, values)
    rows = tuple(
        Row(Cell(context.say(f"choosing.gap_{name}")), (Cell(write(values[last * quarter // 4]), kind="number"),))
        for quarter, name in enumerate(_QUARTERS)
    )
    columns = (context.say("choosing.column_place"), context.say("choosing.points"))
    return stackable(Table(context.say("choosing.gap_table"), columns, rows, "standing"))


def tick_of(context: Context, values: list[float]) -> Callable[[float], str]:
    """Give the way to write the values along an axis of differences."""
    largest = max((abs(value) for value in values), default=1.0) or 1.0
    return NumberFormat(context.language, 0 if largest >= 4 else 1).signed
