"""Options of one assessment side by side, and two assessments of one method."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from compass.decision.changes import changes
from compass.errors import AssessmentError, Problem, UnavailableError
from compass.model.assessment import Answer
from compass.model.change import Changes
from compass.reporting.context import Context
from compass.reporting.kinds.comparison import FEWEST, MOST, CannotSetSide, build_side_by_side
from compass.reporting.report import TableSection
from compass.reporting.sections.lone import build_lone
from compass.service import casework
from compass.service.casework import Line
from compass.service.desk import Desk, Opened
from compass.service.offers import ids_of
from compass.service.permissions import Actor
from compass.service.responding import answer_in
from compass.service.results import result_of
from compass.texts.words import Language


@dataclass(frozen=True)
class Compared:
    """What differs between two assessments: the options that only one has, the answers of the need and of the options
    that both have, and the results of these options."""

    alone: tuple[tuple[str, ...], tuple[str, ...]]
    cells: tuple[tuple[str, Answer | None, Answer | None], ...]
    same_settings: bool
    changes: Changes


def tables_of(desk: Desk, opened: Opened, language: Language) -> tuple[TableSection, ...]:
    """Give the tables that set options side by side, what one option alone meets the last.

    Raises UnavailableError S008 for fewer than two options or more than eight.
    """
    result = result_of(desk, opened)
    context = Context(result.pack, opened.read.assessment, result.evaluated.evaluation, language)
    try:
        return (*build_side_by_side(context).sections, build_lone(context))
    except CannotSetSide as error:
        raise UnavailableError("S008", count=error.count, fewest=FEWEST, most=MOST) from None


def others_of(desk: Desk, actor: Actor, opened: Opened) -> tuple[Line, ...]:
    """List the other assessments of the same method that an actor may read, their own before worked cases."""
    found = (*casework.own_assessments(desk, actor), *casework.worked_cases(desk))
    return tuple(line for line in found if line.pack == opened.read.assessment.pack and line.id != opened.id)


def compare_opened(desk: Desk, first: Opened, second: Opened) -> Compared:
    """Tell what differs between two assessments. Raises AssessmentError A019 where the method is another."""
    before, after = first.read.assessment, second.read.assessment
    if before.pack != after.pack:
        raise AssessmentError([Problem("A019", None, {"found": after.pack, "expected": before.pack})])
    evaluations = [result_of(desk, each).evaluated.evaluation for each in (first, second)]
    both = ids_of(before) & ids_of(after)
    alone = tuple(tuple(each.id for each in side.options if each.id not in both) for side in (before, after))
    return Compared(
        alone=(alone[0], alone[1]),
        cells=tuple(_differing(first, second, {None, *both})),
        same_settings=before.settings == after.settings,
        changes=_of_options(changes(*evaluations), {None, *both}),
    )


def _of_options(found: Changes, options: Set[str | None]) -> Changes:
    return Changes(
        criteria=tuple(each for each in found.criteria if each.option in options),
        knock_outs=tuple(each for each in found.knock_outs if each.option in options),
        findings=tuple(each for each in found.findings if each.option in options),
    )


def _differing(
    first: Opened, second: Opened, options: Set[str | None]
) -> Iterator[tuple[str, Answer | None, Answer | None]]:
    """Give the cells of some options, asked in either assessment, whose values differ, in the order of the pack."""
    asked = [cell for opened in (first, second) for cell in opened.interview.cells]
    for cell in dict.fromkeys(each.cell for each in asked if each.option in options):
        old, new = (answer_in(opened.read.assessment, cell) for opened in (first, second))
        if (old and old.value) != (new and new.value):
            yield cell, old, new
