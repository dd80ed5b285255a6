"""Answers saved cell by cell, as strictly as in a file, undone one by one; two who write at once lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compass.engine.interview import record_answer
from compass.errors import AnswerError, ConflictError, DeniedError, Place, Problem
from compass.model.assessment import Answer, Assessment
from compass.service.desk import WORKED, Desk
from compass.service.forms import Form, answer_of
from compass.service.permissions import Actor, allowed, require
from compass.store import assessments
from compass.store.assessments import Kept, rewound
from compass.store.database import Connection
from compass.store.parts import Key
from compass.texts.words import Language


@dataclass(frozen=True)
class Saved:
    """What became of a post: `same` where it was blank or said what stood there already."""

    state: Literal["saved", "same"]
    revision: int


def answer_in(assessment: Assessment, cell: str) -> Answer | None:
    """Give the answer that stands in a cell."""
    question, _, option = cell.partition("@")
    own = next((each.answers for each in assessment.options if each.id == option), {})
    return (own if option else assessment.need).get(question)


def version_in(kept: Kept | None, cell: str) -> int:
    """Give the version of a cell that a form must bring back; 0 where it never had an answer."""
    return 0 if kept is None else kept.versions.get(Key("answer", cell), 0)


def save_answer(desk: Desk, actor: Actor, id: str, cell: str, form: Form, seen: int, language: Language) -> Saved:
    """Save the answer that a form gives in a cell; `seen` is the version that its author saw.

    Raises DeniedError P001, P002; ConflictError P003 where the cell was changed meanwhile to something else;
    AnswerError with every fault.
    """
    with desk.database.writing() as connection:
        kept = _to_change(connection, actor, id)
        program = desk.pack_of(connection, kept).usable()
        question = program.pack.questions.get(cell.partition("@")[0])
        if question is None:
            raise AnswerError([Problem("A001", Place(cell, 0), {"name": cell[:60], "near": ""})])
        before = answer_in(kept.assessment, cell)
        answer = answer_of(question, cell, form, language, before)
        if answer is None or answer == before:
            return Saved("same", kept.revision)
        after = record_answer(program, kept.assessment, cell, answer)
        if version_in(kept, cell) != seen:
            raise ConflictError("P003")
        return Saved("saved", assessments.save(connection, kept, after, actor.account, desk.at()))


def undo(desk: Desk, actor: Actor, id: str, revision: int) -> int:
    """Take back what one revision changed; give the new one. Raises DeniedError P008 where that changed again since."""
    with desk.database.writing() as connection:
        kept = _to_change(connection, actor, id)
        since = assessments.changes(connection, id, revision - 1)
        own = [change for change in since if change.revision == revision]
        later = {change.key for change in since if change.revision > revision}
        if revision < 2 or not own or later & {change.key for change in own}:
            raise DeniedError("P008")
        return assessments.save(connection, kept, rewound(kept, own), actor.account, desk.at())


def restore(desk: Desk, actor: Actor, id: str, revision: int) -> int:
    """Bring back the state of an earlier revision as a new one; give its number. Raises DeniedError P008 without it."""
    with desk.database.writing() as connection:
        kept = _to_change(connection, actor, id)
        if not 1 <= revision <= kept.revision:
            raise DeniedError("P008")
        after = rewound(kept, assessments.changes(connection, id, revision))
        return assessments.save(connection, kept, after, actor.account, desk.at())


def _to_change(connection: Connection, actor: Actor, id: str) -> Kept:
    """Load an assessment so that nobody else changes it meanwhile."""
    if WORKED in id:
        allowed("reader", "answer")
    require(connection, actor, id, "answer")
    kept = assessments.load(connection, id, to_change=True)
    assert kept is not None
    return kept
