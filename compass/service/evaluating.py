"""Evaluate an assessment file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from compass.catalogue.assessments import CheckedAssessment
from compass.decision.changes import Figures
from compass.decision.evaluate import Blocks, Evaluated, Stamp, evaluate, figures
from compass.engine.filling import CannotRun
from compass.errors import EvaluationError
from compass.model.pack import Pack
from compass.service.workspace import PROGRAM, Workspace

REPORT_DRAWS = 8192
MAX_DRAWS = 1_000_000


@dataclass(frozen=True)
class Result:
    """An assessment with its evaluation."""

    read: CheckedAssessment
    evaluated: Evaluated

    @property
    def pack(self) -> Pack:
        return self.read.checked.usable().pack


def evaluate_file(
    workspace: Workspace,
    path: Path,
    draws: int = REPORT_DRAWS,
    seed: int | None = None,
    pack: str | None = None,
    *,
    told_only: bool = False,
) -> Result:
    """Read, check and evaluate one assessment; the seed is the assessment's own unless another is given.

    `pack` names another pack, or a snapshot, to evaluate it with. With `told_only`, many draws are computed block by
    block, in threads: the same evaluation in less memory, of which nothing can be explained. Raises AssessmentError,
    PackError, EvaluationError.
    """
    return evaluate_read(workspace.assessment(path, pack), draws, seed, told_only=told_only)


def evaluate_read(
    read: CheckedAssessment, draws: int = REPORT_DRAWS, seed: int | None = None, *, told_only: bool = False
) -> Result:
    """Evaluate an assessment that was read."""
    chosen = read.assessment.settings.seed if seed is None else seed
    stamp = Stamp(PROGRAM, read.checked.digest, read.digest)
    program, threads = read.checked.usable(), ThreadPoolExecutor()
    blocks = Blocks(mapped=threads.map) if told_only else None
    try:
        with threads:
            evaluated = evaluate(
                program, read.assessment, read.cells, seed=chosen, draws=draws, stamp=stamp, blocks=blocks
            )
    except CannotRun as error:
        raise EvaluationError([read.problem(fault) for fault in error.faults]) from None
    return Result(read, evaluated)


def figures_of(read: CheckedAssessment, draws: int = REPORT_DRAWS) -> Figures:
    """Give what of an assessment's evaluation is compared. Raises EvaluationError."""
    program, threads = read.checked.usable(), ThreadPoolExecutor()
    seed = read.assessment.settings.seed
    try:
        with threads:
            return figures(
                program, read.assessment, read.cells, seed=seed, draws=draws, blocks=Blocks(mapped=threads.map)
            )
    except CannotRun as error:
        raise EvaluationError([read.problem(fault) for fault in error.faults]) from None
