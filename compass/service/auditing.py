"""Audit the numbers of a pack or of an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compass.decision.audit import audit_evaluation, audit_pack
from compass.decision.proposals import proposal_led
from compass.model.assessment import Assessment
from compass.model.audit import Audit
from compass.model.pack import Pack
from compass.service.evaluating import REPORT_DRAWS, Result, evaluate_file
from compass.service.workspace import Workspace, is_assessment


@dataclass(frozen=True)
class Audited:
    """An audit with what it is about; no assessment where a pack alone was audited."""

    pack: Pack
    assessment: Assessment | None
    audit: Audit


def audit_named(workspace: Workspace, name: str, date: str | None, today: str) -> Audited:
    """Audit a pack, on `date` or else today, or an assessment, on `date` or else on its own day.

    Raises InputError where the pack or the assessment is at fault.
    """
    if is_assessment(name):
        result = evaluate_file(workspace, Path(name), REPORT_DRAWS)
        return Audited(result.pack, result.read.assessment, audit_result(result, date))
    program = workspace.pack(name).usable()
    return Audited(program.pack, None, audit_pack(program, date or today))


def audit_result(result: Result, date: str | None = None) -> Audit:
    """Audit what an evaluation rests on."""
    led = tuple(proposal_led(result.evaluated.drawn, result.read.cells))
    return audit_evaluation(result.pack, result.evaluated.evaluation, led, date)
