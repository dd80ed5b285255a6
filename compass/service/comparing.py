"""Compare two packs, and the results of an assessment with one and the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compass.catalogue.assessments import CheckedAssessment
from compass.catalogue.packs import CheckedPack
from compass.catalogue.revisions import Name, between, bundles, compare
from compass.catalogue.snapshots import ENDING, resolve
from compass.decision.attribution import cause, remainder
from compass.decision.changes import Figures, changes
from compass.engine.cells import read_cells
from compass.engine.compiler import compile_pack
from compass.engine.fitting import fit
from compass.engine.reach import reached_like
from compass.engine.units import UnitTable
from compass.errors import AssessmentError, EvaluationError, Problem
from compass.model.pack import Pack
from compass.model.revision import Cause, Outcome, Revision
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_read, figures_of
from compass.service.workspace import Workspace


@dataclass(frozen=True)
class PacksCompared:
    """Two packs and what differs; of a pack beside a snapshot, what the snapshot's assessment would reach of it."""

    before: Pack
    after: Pack
    revision: Revision


@dataclass(frozen=True)
class ResultsCompared:
    """An assessment with two packs; `misfits` are the answers that the later one does not admit, and does without."""

    before: Result
    after: Result
    misfits: tuple[Problem, ...]
    outcome: Outcome


def compare_packs(workspace: Workspace, first: str, second: str) -> PacksCompared:
    """Compare two packs, each given by id, path or snapshot. Raises InputError F015, PackError."""
    before, after = workspace.pack(first), workspace.pack(second)
    old, new = before.usable().pack, after.usable().pack
    if _is_snapshot(before) and not _is_snapshot(after):
        new = reached_like(after.usable(), before.usable())
    elif _is_snapshot(after) and not _is_snapshot(before):
        old = reached_like(before.usable(), after.usable())
    return PacksCompared(old, new, compare(old, new))


def _is_snapshot(checked: CheckedPack) -> bool:
    return checked.source.suffix == ENDING


def compare_results(
    workspace: Workspace, path: Path, new: str, old: str | None = None, draws: int = REPORT_DRAWS
) -> ResultsCompared:
    """Evaluate an assessment with its own pack, or `old`, and with a new one; attribute what changes to its causes.

    Raises AssessmentError, PackError; EvaluationError where the new pack lacks an answer, with those that misfit.
    """
    before = evaluate_read(workspace.assessment(path, old), draws, told_only=True)
    read, misfits = _fitted(before.read, workspace.pack(new))
    try:
        after = evaluate_read(read, draws, told_only=True)
    except EvaluationError as error:
        raise EvaluationError([*misfits, *error.problems]) from None
    revision = compare(before.pack, after.pack)
    whole = changes(before.evaluated.evaluation, after.evaluated.evaluation)
    causes = () if whole.is_empty else tuple(_causes(before, after, revision, draws))
    rest = tuple(remainder(whole, causes))
    return ResultsCompared(
        before, after, misfits, Outcome(revision=revision, changes=whole, causes=causes, remainder=rest)
    )


def _fitted(read: CheckedAssessment, checked: CheckedPack) -> tuple[CheckedAssessment, tuple[Problem, ...]]:
    """Read an assessment again as another pack admits it."""
    program = checked.usable()
    own, given = read.assessment.pack, program.pack.header.pack
    if own != given:
        place = read.document.place(("pack",))
        raise AssessmentError([Problem("A019", place, {"found": given, "expected": own})])
    fitted, faults = fit(program, read.assessment)
    misfits = tuple(Problem(f.code, read.document.place(f.path, f.offset, f.at_key), f.details) for f in faults)
    if not fitted.options:
        raise AssessmentError(misfits)
    resolved = resolve(checked, fitted)
    cells, _ = read_cells(resolved.usable().pack, resolved.usable().units, fitted)
    return CheckedAssessment(fitted, resolved, cells, read.document), misfits


def _causes(before: Result, after: Result, revision: Revision, draws: int) -> Iterator[Cause]:
    """Apply each bundle of changes alone; those that can't be are applied together."""
    stuck: list[Name] = []
    for bundle in bundles(before.pack, after.pack, revision):
        names = tuple(item.name for item in bundle)
        alone = _with_changes(before, after.pack, names, draws)
        if alone is None:
            stuck += names
        else:
            yield cause(names, before.evaluated.evaluation, alone)
    if stuck:
        together = _with_changes(before, after.pack, tuple(stuck), draws)
        yield cause(tuple(stuck), before.evaluated.evaluation, together)


def _with_changes(before: Result, new: Pack, names: tuple[Name, ...], draws: int) -> Figures | None:
    """Evaluate with the old pack and some items of the new one; None where that is no pack, or an answer lacks."""
    pack = between(before.pack, new, names)
    program, faults = compile_pack(pack, UnitTable(pack.units))
    if faults:
        return None
    checked = replace(before.read.checked, pack=pack, program=program)
    fitted, _ = fit(program, before.read.assessment)
    cells, _ = read_cells(pack, program.units, fitted)
    try:
        return figures_of(CheckedAssessment(fitted, checked, cells, before.read.document), draws)
    except EvaluationError:
        return None
