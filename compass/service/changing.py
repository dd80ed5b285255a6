"""An assessment loaded to be changed, and written only where it can be opened again."""

from __future__ import annotations

from compass.catalogue.assessments import CheckedAssessment, check_assessment
from compass.catalogue.packs import CheckedPack
from compass.catalogue.reader import Document
from compass.engine.filling import CannotRun
from compass.engine.interview import interview
from compass.errors import AssessmentError
from compass.model.assessment import Assessment
from compass.service.desk import WORKED, Desk
from compass.service.permissions import Act, Actor, allowed, require
from compass.store import assessments
from compass.store.assessments import Kept
from compass.store.database import Connection


def to_change(connection: Connection, actor: Actor, id: str, act: Act = "answer") -> Kept:
    """Load an assessment so that nobody else changes it meanwhile. Raises DeniedError P001, P002."""
    if WORKED in id:
        allowed("reader", act)
    require(connection, actor, id, act)
    kept = assessments.load(connection, id, to_change=True)
    assert kept is not None
    return kept


def write(desk: Desk, connection: Connection, actor: Actor, kept: Kept, after: Assessment) -> int:
    """Write a changed assessment; give its revision. Raises AssessmentError where it could not be opened again."""
    openable(after, Document(after.pack), desk.pack_of(connection, kept))
    return assessments.save(connection, kept, after, actor.account, desk.at())


def openable(assessment: Assessment, document: Document, whole: CheckedPack) -> CheckedAssessment:
    """Check an assessment as opening it does. Raises AssessmentError with every fault, no reference (A013) included."""
    read = check_assessment(assessment, document, whole)
    try:
        interview(read.checked.usable(), assessment, read.cells)
    except CannotRun as error:
        raise AssessmentError([read.problem(fault) for fault in error.faults]) from None
    return read
