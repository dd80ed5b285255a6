"""Compare two assessments, or two versions of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compass.catalogue.assessments import CheckedAssessment
from compass.catalogue.packs import CheckedPack
from compass.catalogue.revisions import compare
from compass.catalogue.snapshots import resolve
from compass.decision.attribution import cause, remainder
from compass.decision.changes import Figures, changes
from compass.engine.cells import read_cells
from compass.engine.interview import answered
from compass.errors import AssessmentError, EvaluationError, Problem
from compass.model.assessment import Answer, Assessment
from compass.model.evaluation import Evaluation
from compass.model.revision import Outcome
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_read, figures_of
from compass.service.workspace import Workspace


@dataclass(frozen=True)
class Half:
    """One of two assessments, with its whole pack."""

    read: CheckedAssessment
    whole: CheckedPack


Variant = tuple[str, str, Assessment]
"""A collection and a name that say what was changed, and the assessment with that change alone."""


def compare_files(
    workspace: Workspace, first: Path, second: Path, draws: int = REPORT_DRAWS
) -> tuple[Result, Result, Outcome]:
    """Evaluate two assessments of one pack and attribute what changes: each changed answer is applied alone to the
    first; what only changes together do is the remainder.

    Raises AssessmentError A019 (another pack), PackError, EvaluationError.
    """
    read, other = workspace.assessment(first), workspace.assessment(second)
    if read.assessment.pack != other.assessment.pack:
        details = {"found": read.assessment.pack, "expected": other.assessment.pack}
        raise AssessmentError([Problem("A019", other.document.place(("pack",)), details)])
    before, after = (evaluate_read(each, draws, told_only=True) for each in (read, other))
    halves = Half(read, workspace.whole_pack(read, first)), Half(other, workspace.whole_pack(other, second))
    return before, after, attributed(*halves, before.evaluated.evaluation, after.evaluated.evaluation, draws)


def attributed(
    first: Half, second: Half, before: Evaluation | Figures, after: Evaluation | Figures, draws: int = REPORT_DRAWS
) -> Outcome:
    """Attribute what changes from one assessment to another, whose figures are given."""
    found = changes(before, after)
    variants = () if found.is_empty else variants_of(first.read.assessment, second.read.assessment)
    causes = tuple(
        cause(((collection, name),), before, _figures(first, alone, draws)) for collection, name, alone in variants
    )
    revision = compare(first.whole.usable().pack, second.whole.usable().pack)
    return Outcome(revision=revision, changes=found, causes=causes, remainder=tuple(remainder(found, causes)))


def variants_of(before: Assessment, after: Assessment) -> Iterator[Variant]:
    """Give the first assessment with each thing that differs, alone."""
    for name, answer in _differing(before.need, after.need):
        yield "answers", name, answered(before, name, answer)
    for name, answer in _differing(before.all_options, after.all_options):
        kept = {id: each for id, each in before.all_options.items() if id != name}
        shared = kept if answer is None else {**kept, name: answer}
        yield "answers", f"{name}@*", before.model_copy(update={"all_options": shared})
    others = {option.id: option for option in after.options}
    for option in before.options:
        theirs = others[option.id].answers if option.id in others else option.answers
        for name, answer in _differing(option.answers, theirs):
            yield "answers", f"{name}@{option.id}", answered(before, name, answer, option.id)
    if before.settings != after.settings:
        yield "settings", "", before.model_copy(update={"settings": after.settings})


def _differing(before: dict[str, Answer], after: dict[str, Answer]) -> Iterator[tuple[str, Answer | None]]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if (old and old.bare) != (new and new.bare):
            yield name, new


def _figures(first: Half, assessment: Assessment, draws: int) -> Figures | None:
    """Evaluate a variant; None where an answer is not admitted or lacks."""
    resolved = resolve(first.whole, assessment)
    cells, faults = read_cells(resolved.usable().pack, resolved.usable().units, assessment)
    if faults:
        return None
    try:
        return figures_of(CheckedAssessment(assessment, resolved, cells, first.read.document), draws)
    except EvaluationError:
        return None
