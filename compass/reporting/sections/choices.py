"""What each other choice would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.amounts import is_share, unit_of
from compass.reporting.sections.drawn import MOST
from compass.reporting.sections.infrastructure import infrastructure_block
from compass.texts.numbers import NumberFormat, format_of

_ROWS = 30
"""So many effects of other choices stand in the table: those that change most, in the order of the questions."""

Place = tuple[str, str, str]


def choices_blocks(context: Context) -> Iterator[Block]:
    """Tell what each other option of a decision would change most, by criterion and option of the assessment."""
    found: dict[Place, dict[str, float]] = {}
    for each in context.evaluation.decision.choices:
        if each.node is None:
            found.setdefault((each.question, each.choice, each.criterion), {})[each.option] = each.change
    if not found:
        return
    options = [o for o in context.options if any(o in changes for changes in found.values())][:MOST]
    most = sorted(found, key=lambda place: -_weight(context, place, found[place]))[:_ROWS]
    rows = tuple(_choice_row(context, place, found[place], options) for place in found if place in most)
    columns = tuple(context.say(f"choosing.column_{name}") for name in ("choice", "criterion"))
    letters = tuple(context.letters[option] for option in options)
    further = len(found) - len(rows)
    note = context.say("choosing.choices_note", count=further) if further else ""
    table = stackable(Table(context.say("choosing.choices_table"), (*columns, *letters), rows, "standing", note))
    yield Block(context.say("choosing.choices"), (), (), (table,))
    yield from infrastructure_block(context)


def _weight(context: Context, place: Place, changes: dict[str, float]) -> float:
    """Say how large a change is beside what the criterion comes to, or beside the range of its levels."""
    criterion = context.pack.criteria[place[2]]
    if criterion.described is not None:
        return max(map(abs, changes.values())) / max(criterion.described)
    totals = {option: context.results[place[2], option].total for option in changes}
    parts = [abs(c) / abs(t.likely) for o, c in changes.items() if (t := totals[o]) is not None and t.likely]
    return max(parts, default=0.0)


def _choice_row(context: Context, place: Place, changes: dict[str, float], options: list[str]) -> Row:
    question, choice, id = place
    criterion = context.pack.criteria[id]
    largest = max(map(abs, changes.values()))
    form = replace(format_of(largest / 10, largest, context.language, is_share(criterion)), points=is_share(criterion))
    if criterion.described is not None:
        form = NumberFormat(context.language, 0 if all(c == int(c) for c in changes.values()) else 1)
    cells = [Cell(form.signed(changes[o]) if o in changes else "–", kind="number") for o in options]
    head = Cell(context.choice_title(question, choice), context.question_title(question))
    return Row(head, (Cell(context.text(criterion.title), unit_of(context, criterion)), *cells))
