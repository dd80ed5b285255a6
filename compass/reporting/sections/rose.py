"""How far each option reaches under each heading of the questionnaire, and what share of its answers is not proven."""

from __future__ import annotations

from collections.abc import Iterator

from compass.engine.points import point_table
from compass.model.question import Question
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.figures.rose import RANGE, REACHED, UNPROVEN, Arm, Rose, rose_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.drawn import words_of
from compass.reporting.sections.lead import name_of
from compass.texts.numbers import format_for

_MOST = 8
_KEY = {REACHED: "reached", RANGE: "range", UNPROVEN: "unproven"}


def rose_block(context: Context) -> Iterator[Block]:
    """Draw a rose for each option that the headings concern; say so where there is none to draw."""
    criteria = _criteria(context)
    told = {o: _arms(context, o, criteria) for o in context.options} if criteria else {}
    roses = [Rose(name_of(context, option), arms) for option, arms in told.items() if arms]
    if not roses:
        why = context.say("choosing.rose_nobody" if criteria else "choosing.rose_none")
        yield Block(context.say("choosing.rose"), (why,), (), ())
        return
    others = [context.letters[option] for option, arms in told.items() if not arms]
    sentences = (context.say("choosing.rose_others", letters=context.listed(others)),) if others else ()
    key = [(pattern, context.say(f"choosing.rose_{name}")) for pattern, name in _KEY.items()]
    figure = rose_figure(roses[:_MOST], words_of(context, "rose"), key)
    yield Block(context.say("choosing.rose"), sentences, (figure,), (_table(context, roses),))


def _criteria(context: Context) -> dict[str, str]:
    """Find the criterion of each heading: the one whose formula is its points over the most that they could be."""
    axes = context.pack.axes
    formulas = {"".join((c.formula or "").split()): id for id, c in context.pack.criteria.items()}
    found = {axis: formulas.get(f"points({axis})/max_points({axis})", "") for axis in axes}
    return found if all(found.values()) else {}


def _arms(context: Context, option: str, criteria: dict[str, str]) -> tuple[Arm, ...]:
    results = [context.results[criterion, option] for criterion in criteria.values()]
    totals = [each.total for each in results if each.concerned and each.total is not None]
    if len(totals) < len(criteria):
        return ()
    return tuple(_arm(context, option, axis, total) for axis, total in zip(criteria, totals, strict=True))


def _arm(context: Context, option: str, axis: str, total: Spread) -> Arm:
    unproven = unproven_share(context, option, axis)
    form = format_for([total], context.language, percent=True)
    words = context.say("choosing.rose_words", share=form.plain(total.median), unproven=context.share(unproven))
    return Arm(context.text(context.pack.axes[axis]), total.median, total.p5, total.p95, unproven, words)


def unproven_share(context: Context, option: str, axis: str) -> float:
    """Give the share of the questions of a heading that earn points and wait for an answer, or for the evidence of one.

    What the department says of itself needs no evidence; what was not asked is not counted.
    """
    told = [
        proven
        for id, question in context.pack.questions.items()
        if question.tags.get("axis") == axis and point_table(context.pack, id)
        if (proven := _is_proven(context, option, id, question)) is not None
    ]
    return told.count(False) / len(told) if told else 0.0


def _is_proven(context: Context, option: str, id: str, question: Question) -> bool | None:
    """Say whether an answer is given and, of an option, has evidence; None where it was not asked."""
    if context.pack.is_asked_of_need(question):
        answer, cell = context.assessment.need.get(id), id
    else:
        own = context.options[option]
        if not {"option", own.alternative} & set(context.pack.asked_of(question)):
            return None
        answer, cell = own.answers.get(id) or context.assessment.all_options.get(id), f"{id}@{option}"
    if answer is None:
        return False if cell in context.evaluation.blanks else None
    if answer.value == "not_applicable":
        return None
    is_told = answer.value != "unknown" and not answer.is_rejected
    return is_told and (cell == id or answer.evidence is not None)


def _table(context: Context, roses: list[Rose]) -> Table:
    columns = (context.say("choosing.column_option"), *(arm.title for arm in roses[0].arms))
    rows = tuple(Row(Cell(rose.name), tuple(_cell(context, arm) for arm in rose.arms)) for rose in roses)
    note = context.say("choosing.rose_note")
    return stackable(Table(context.say("choosing.rose_table"), columns, rows, "standing", note))


def _cell(context: Context, arm: Arm) -> Cell:
    band = context.say("word.band", low=context.share(arm.low), high=context.share(arm.high))
    return Cell(arm.words, context.in_brackets(band) if arm.low < arm.high else "", kind="number")
