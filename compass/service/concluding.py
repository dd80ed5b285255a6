"""What a workshop decides goes into its assessment, as any other answer, and who differs is kept with the workshop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass.decision.adopting import adopted, weighted
from compass.decision.planning import with_adoption
from compass.decision.restoring import WEIGHTS, kept_weights
from compass.decision.running import filled
from compass.decision.seeing import outcomes
from compass.decision.voting import state_of
from compass.engine.interview import answered
from compass.engine.program import Program
from compass.errors import DeniedError
from compass.model.adoption import Adoption, Choice
from compass.model.assessment import Answer, Assessment
from compass.model.base import Text
from compass.model.workshop import Participant, Poll
from compass.service.changing import to_change, write
from compass.service.desk import Desk
from compass.service.forms import Form, answer_of
from compass.service.permissions import Actor
from compass.service.preparing import to_run
from compass.service.responding import sign
from compass.store import seats, workshops
from compass.texts.words import Language, say

LONGEST = 500


@dataclass(frozen=True)
class Chosen:
    """The facilitator's answer in place of the group's, as the form of its question gives it, and the reason."""

    form: Form
    reason: str
    language: Language


def adopt(desk: Desk, actor: Actor, id: str, workshop: str, poll: str, chosen: Chosen | None = None) -> int:
    """Take what the last revealed round of a poll comes to into the assessment, or the facilitator's choice; give the
    revision of the assessment.

    Raises DeniedError P001, P002, W003, W005 (no answer), W008 (no such poll, or one that asks about no cell), W015,
    W023 (no reason), W025 (a rehearsal); AnswerError, AssessmentError where the assessment does not admit it.
    """
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        if kept.workshop.is_rehearsal:
            raise DeniedError("W025")
        full = filled(kept.workshop, seats.votes_of(connection, kept.id))
        people = tuple(each.participant for each in seats.participants_of(connection, kept.id))
        asked = next((each for each in full.polls if each.id == poll), None)
        before = to_change(connection, actor, id)
        if asked is not None and asked.kind == "weights":
            after, adoption = _with_weights(before.assessment, asked, people)
        elif asked is not None and asked.cell is not None:
            program = desk.pack_of(connection, before).usable()
            choice = None if chosen is None else _choice(program, asked.cell, chosen)
            after, adoption = adopted(program, before.assessment, asked.cell, asked, people, choice)
            question, _, option = asked.cell.partition("@")
            after = answered(after, question, sign(desk, actor, adoption.answer), option or None)
        else:
            raise DeniedError("W008")
        workshops.save(connection, kept, with_adoption(full, adoption))
        return write(desk, connection, actor, before, after)


def group_reason() -> Text:
    """Give the reason for weights that a group gave."""
    return Text(fr=say("people", "fr", "workshop.medians"), en=say("people", "en", "workshop.medians"))


def _choice(program: Program, cell: str, chosen: Chosen) -> Choice:
    reason = chosen.reason.strip().replace("\x00", "")[:LONGEST]
    if not reason:
        raise DeniedError("W023")
    answer = answer_of(program.pack.questions[cell.partition("@")[0]], cell, chosen.form, chosen.language, None)
    if answer is None:
        raise DeniedError("W005")
    return Choice(answer=answer, reason=Text(fr=reason, en=reason))


def _with_weights(assessment: Assessment, poll: Poll, people: Sequence[Participant]) -> tuple[Assessment, Adoption]:
    if state_of(poll) != "revealed":
        raise DeniedError("W003", found=f"{state_of(poll) or 'waiting'} round")
    outcome = outcomes(poll, people)[-1]
    after = weighted(assessment, outcome, group_reason())
    assert after.settings.weights is not None
    answer = Answer(value=after.settings.weights.swing, comment=after.settings.weights.why)
    before = kept_weights(assessment.settings.weights)
    adoption = Adoption(
        cell=WEIGHTS, poll=poll.id, round=outcome.round, answer=answer, replaced=before, proposer="medians"
    )
    return after, adoption
