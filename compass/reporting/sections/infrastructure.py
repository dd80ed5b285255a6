"""Which other choice moves which infrastructure, on the criterion of greenhouse gases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from compass.model.decision import ChoiceEffect
from compass.reporting.context import Context
from compass.reporting.figures.heat import GROUNDS, HeatCell, HeatColumn, HeatRow, heat_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.amounts import mean_words
from compass.reporting.sections.drawn import main_criterion, words_of
from compass.texts.numbers import NumberFormat, format_of

_ACROSS, _DOWN = 5, 12
"""So many infrastructures and choices, those that move most, stand in the figure."""
_KEY = {
    "more": HeatCell("+", len(GROUNDS) - 1),
    "bit_more": HeatCell("+", 2),
    "less": HeatCell("−", framed=True),
    "bit_less": HeatCell("−"),
}

_T = TypeVar("_T", str, tuple[str, str, str])
Choice = tuple[str, str, str]
Moved = Mapping[tuple[Choice, str], float]


def infrastructure_block(context: Context) -> Iterator[Block]:
    """Lay the choices that move most out against the infrastructure that they move."""
    criterion = main_criterion(context)
    told = [e for e in context.evaluation.decision.choices if e.node is not None and e.criterion == criterion]
    if criterion is None or not told:
        return
    moved = {(_choice(each), each.node or ""): each.change for each in told}
    choices = _heaviest((choice, change) for (choice, _), change in moved.items())[:_DOWN]
    nodes = _heaviest((node, change) for (choice, node), change in moved.items() if choice in choices)[:_ACROSS]
    choices = [choice for choice in choices if any(moved.get((choice, node)) for node in nodes)]
    largest = max(abs(moved.get((choice, node), 0.0)) for choice in choices for node in nodes)
    form = format_of(largest / 10, largest, context.language)
    rows = [_row(context, choice, nodes, moved, form) for choice in choices]
    columns = [HeatColumn(context.node_title(node)) for node in nodes]
    known = context.pack.criteria[criterion]
    details = {"criterion": context.text(known.title), "unit": context.unit(known.unit)}
    seen = {(cell.ground, cell.framed, cell.text[:1]) for row in rows for cell in row.cells}
    key = [
        (cell, context.say(f"choosing.infrastructure_{name}"))
        for name, cell in _KEY.items()
        if (cell.ground, cell.framed, cell.text) in seen
    ]
    figure = heat_figure(columns, rows, words_of(context, "infrastructure", "", **details), key)
    table = _table(context, columns, rows, context.say("choosing.infrastructure_table", **details))
    yield Block(context.say("choosing.infrastructure"), (), (figure,), (table,))


def _choice(effect: ChoiceEffect) -> Choice:
    return effect.question, effect.choice, effect.option


def _heaviest(changes: Iterable[tuple[_T, float]]) -> list[_T]:
    """Give what occurs, that with the largest change first."""
    sizes: dict[_T, float] = {}
    for name, change in changes:
        sizes[name] = max(sizes.get(name, 0.0), abs(change))
    return sorted(sizes, key=lambda name: -sizes[name])


def _row(context: Context, choice: Choice, nodes: list[str], moved: Moved, form: NumberFormat) -> HeatRow:
    question, answer, option = choice
    title = context.say(
        "choosing.infrastructure_choice",
        letter=context.letters[option],
        question=context.question_title(question),
        choice=context.choice_title(question, answer),
    )
    largest = max(map(abs, moved.values()))
    return HeatRow(title, tuple(_cell(moved.get((choice, node), 0.0), largest, form) for node in nodes))


def _cell(change: float, largest: float, form: NumberFormat) -> HeatCell:
    """Fill what adds and leave white what takes away; from half of the largest on, dark or framed."""
    is_large = abs(change) >= largest / 2
    text = mean_words(form, change, True)
    ground = 0 if not text.startswith("+") else len(GROUNDS) - 1 if is_large else 2
    return HeatCell(text, ground, framed=change < 0 and is_large)


def _table(context: Context, columns: list[HeatColumn], rows: list[HeatRow], caption: str) -> Table:
    heads = (context.say("choosing.column_choice"), *(column.title for column in columns))
    told = tuple(Row(Cell(r.title), tuple(Cell(c.text or "0", kind="number") for c in r.cells)) for r in rows)
    return stackable(Table(caption, heads, told, "standing"))
