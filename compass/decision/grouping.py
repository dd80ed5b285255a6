"""What a group says as a whole, or one seat or table of it, as answers of an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compass.decision.adopting import as_asked, proposal
from compass.decision.seeing import is_told, outcomes, releases, summary
from compass.engine.interview import answered
from compass.engine.program import Program
from compass.model.assessment import Answer, Assessment, Weights
from compass.model.base import UserText
from compass.model.group import Swings
from compass.model.release import By
from compass.model.running import Workshop
from compass.model.workshop import Outcome, Participant, Poll


def groups(participants: Sequence[Participant], by: By) -> tuple[str | None, ...]:
    """Name the seats or the tables at which somebody sits; of all persons, the one group that they are."""
    return (None,) if by == "all" else tuple(sorted({of for each in participants if (of := _of(each, by)) is not None}))


def group_outcome(
    poll: Poll, participants: Sequence[Participant], by: By = "all", of: str | None = None
) -> Outcome | None:
    """Tell what a group said in the last revealed round; None where none was, or where its answers can't be told
    without giving fewer than five away."""
    if not poll.told:
        return None
    if by == "all":
        return outcomes(poll, participants)[-1]
    own = {each.id for each in participants if _of(each, by) == of}
    votes = tuple(vote for vote in poll.told[-1].votes if vote.participant in own)
    found = poll.told[-1].model_copy(update={"votes": votes})
    number = len(poll.told)
    if poll.mode == "anonymous" and not all(is_told(each, number, by, of) for each in releases(poll, participants)):
        return None
    return Outcome(round=number, voted=len(votes), summary=summary(poll, found))


def group_answers(
    program: Program, workshop: Workshop, participants: Sequence[Participant], by: By = "all", of: str | None = None
) -> dict[str, Answer]:
    """Give the answer that a group proposes in each cell that was put to the vote.

    Of all persons, not where an answer to the same round was taken into the assessment already.
    """
    taken = {(each.poll, each.round) for each in workshop.adoptions if by == "all"}
    found: dict[str, Answer] = {}
    for cell, poll in workshop.asked.items():
        outcome = group_outcome(poll, participants, by, of)
        if outcome is None or (poll.id, outcome.round) in taken:
            continue
        if (proposed := proposal(outcome)) is not None:
            found[cell] = as_asked(program, cell, proposed.answer)
    return found


def group_points(
    workshop: Workshop, participants: Sequence[Participant], by: By = "all", of: str | None = None
) -> dict[str, float] | None:
    """Give the medians of the points that a group gave to criteria; None where it gave none, or none can be told."""
    poll = weights_poll(workshop)
    outcome = group_outcome(poll, participants, by, of) if poll is not None else None
    found = outcome.summary if outcome is not None else None
    return found.points if isinstance(found, Swings) and any(found.points.values()) else None


def weights_poll(workshop: Workshop) -> Poll | None:
    """Give the last revealed poll on weights."""
    return next((poll for poll in reversed(workshop.polls) if poll.kind == "weights" and poll.told), None)


def as_group_says(
    assessment: Assessment, answers: Mapping[str, Answer], points: Mapping[str, float] | None, why: UserText
) -> Assessment:
    """Give an assessment with the answers of a group, not checked, and its weights, where it gave any."""
    for cell, answer in answers.items():
        question, _, option = cell.partition("@")
        assessment = answered(assessment, question, answer, option or None)
    if points is None:
        return assessment
    settings = assessment.settings.model_copy(update={"weights": Weights(swing=dict(points), why=why)})
    return assessment.model_copy(update={"settings": settings})


def _of(participant: Participant, by: By) -> str | None:
    return participant.seat if by == "seat" else participant.table
