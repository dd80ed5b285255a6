"""Answers saved cell by cell, as strictly as in a file, undone one by one; two who write at once lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compass.engine.interview import record_answers
from compass.engine.program import Program
from compass.errors import AnswerError, ConflictError, DeniedError, Place, Problem
from compass.model.assessment import Answer, Assessment
from compass.service.changing import to_change, write
from compass.service.desk import Desk, Opened
from compass.service.forms import Form, answer_of
from compass.service.permissions import Actor, granted, within
from compass.service.questioning import questioned
from compass.store import assessments
from compass.store.assessments import Kept, rewound
from compass.store.parts import Key
from compass.texts.words import Language


@dataclass(frozen=True)
class Saved:
    """What became of a post: `same` where it was blank or said what stood there already."""

    state: Literal["saved", "same"]
    revision: int


@dataclass(frozen=True)
class Sent:
    """The form of one cell, and the version of the cell that its author saw."""

    form: Form
    seen: int


def answer_in(assessment: Assessment, cell: str) -> Answer | None:
    """Give the answer that stands in a cell: of an option its own, else the one for all options."""
    question, _, option = cell.partition("@")
    if not option:
        return assessment.need.get(question)
    own = next((each.answers for each in assessment.options if each.id == option), {})
    return own.get(question) or assessment.all_options.get(question)


def closed_answers(opened: Opened) -> tuple[str, ...]:
    """Name the cells whose answer is kept although its question is not asked any more."""
    assessment, asked = opened.read.assessment, {cell.cell for cell in opened.interview.cells}
    given = [*assessment.need, *(f"{name}@{option.id}" for option in assessment.options for name in option.answers)]
    return tuple(cell for cell in given if cell not in asked)


def version_in(kept: Kept | None, cell: str) -> int:
    """Give the version of a cell that a form must bring back; 0 where it never had an answer."""
    return 0 if kept is None else kept.versions.get(Key("answer", cell), 0)


def save_answer(desk: Desk, actor: Actor, id: str, cell: str, form: Form, seen: int, language: Language) -> Saved:
    """Save the answer that a form gives in one cell; see `save_answers`."""
    return save_answers(desk, actor, id, {cell: Sent(form, seen)}, language)


def save_answers(desk: Desk, actor: Actor, id: str, sent: Mapping[str, Sent], language: Language) -> Saved:
    """Save the answers of several cells at once: all of them, or none.

    Raises DeniedError P001, P002, P031; AnswerError with every fault, placed at its cell, and with what looks as if it
    told of a patient (P039, P040) and was not confirmed; ConflictError P003, with its `cells`, where some were changed
    meanwhile to something else.
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id, "contribute")
        program = desk.pack_of(connection, kept).usable()
        given = _given(program, kept.assessment, sent, language, desk.now().date())
        if not given:
            return Saved("same", kept.revision)
        grant = granted(connection, actor, id, "contribute")
        for cell in given:
            within(grant, program.pack.questions[cell.partition("@")[0]].section)
        signed = {cell: sign(desk, actor, answer) for cell, answer in given.items()}
        after = record_answers(program, kept.assessment, signed)
        changed = [cell for cell in given if version_in(kept, cell) != sent[cell].seen]
        if changed:
            raise ConflictError("P003", cells=" ".join(changed))
        return Saved("saved", assessments.save(connection, kept, after, actor.account, desk.at()))


def sign(desk: Desk, actor: Actor, answer: Answer) -> Answer:
    """Give an answer with the name of who gives it, as members see it, and the day."""
    return answer.model_copy(update={"by": actor.name or None, "at": desk.at()[:10]})


def _given(
    program: Program, assessment: Assessment, sent: Mapping[str, Sent], language: Language, today: date
) -> dict[str, Answer]:
    """Give the answers that say something else than what stands there."""
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for cell, each in sent.items():
        question, before = program.pack.questions.get(cell.partition("@")[0]), answer_in(assessment, cell)
        if question is None:
            problems.append(Problem("A001", Place(cell, 0), {"name": cell[:60], "near": ""}))
            continue
        try:
            answer = answer_of(question, cell, each.form, language, before)
        except AnswerError as error:
            problems += error.problems
            continue
        if answer is not None and answer != before:
            found[cell] = answer
            problems += questioned(cell, each.form, before, answer, language, today)
    if problems:
        raise AnswerError(problems)
    return found


def undo(desk: Desk, actor: Actor, id: str, revision: int) -> int:
    """Take back what one revision changed; give the new one.

    Raises DeniedError P008 where that changed again since, AssessmentError where something rests on it by now.
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        since = assessments.changes(connection, id, revision - 1)
        own = [change for change in since if change.revision == revision]
        later = {change.key for change in since if change.revision > revision}
        if revision < 2 or not own or later & {change.key for change in own}:
            raise DeniedError("P008")
        return write(desk, connection, actor, kept, rewound(kept, own))


def restore(desk: Desk, actor: Actor, id: str, revision: int) -> int:
    """Bring back the state of an earlier revision as a new one; give its number. Raises DeniedError P008 without it."""
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        if not 1 <= revision <= kept.revision:
            raise DeniedError("P008")
        after = rewound(kept, assessments.changes(connection, id, revision))
        return assessments.save(connection, kept, after, actor.account, desk.at())
