"""Options of one assessment side by side, and two assessments of one method."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from compass.decision.changes import changes
from compass.errors import AssessmentError, Problem, UnavailableError
from compass.model.assessment import Answer
from compass.model.change import Changes
from compass.model.revision import Outcome
from compass.reporting.context import Context
from compass.reporting.kinds.comparison import FEWEST, MOST, CannotSetSide, build_side_by_side
from compass.reporting.report import TableSection
from compass.reporting.sections.lone import build_lone
from compass.service import casework
from compass.service.casework import Line
from compass.service.desk import Desk, Opened
from compass.service.documents import Office
from compass.service.offers import ids_of
from compass.service.permissions import Actor
from compass.service.responding import answer_in
from compass.service.results import result_of
from compass.service.siding import variants_of
from compass.texts.words import Language

MOST_ALONE = 60
"""So many differences are tried one by one, each an evaluation."""


@dataclass(frozen=True)
class Compared:
    """What differs between two assessments: the options that only one has, the answers of the need and of the options
    that both have, and the results of these options; `differences` counts what can be tried alone."""

    alone: tuple[tuple[str, ...], tuple[str, ...]]
    cells: tuple[tuple[str, Answer | None, Answer | None], ...]
    same_settings: bool
    changes: Changes
    differences: int


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
        differences=sum(1 for _ in variants_of(before, after)),
    )


def attribution_of(office: Office, first: Opened, second: Opened) -> Outcome | None:
    """Give what each difference does alone to the options that both have; None while that is being worked out.

    Raises UnavailableError S009 where too much waits to be worked out.
    """
    outcome = office.attributed(first, second)
    if outcome is None:
        return None
    both: Set[str | None] = {None, *(ids_of(first.read.assessment) & ids_of(second.read.assessment))}
    causes = tuple(each.model_copy(update={"changes": _of_options(each.changes, both)}) for each in outcome.causes)
    rest = tuple(each for each in outcome.remainder if each.option in both)
    return outcome.model_copy(update={"causes": causes, "remainder": rest})


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
