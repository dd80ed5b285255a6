"""A group's answer taken into an assessment, with those who differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compass.decision.pooling import stated
from compass.decision.seeing import outcomes
from compass.decision.voting import state_of
from compass.engine.answers import read_answer
from compass.engine.interview import answer_in, record_answer
from compass.engine.program import Program
from compass.errors import DeniedError
from compass.model.adoption import Adoption, Choice, Dissent, Proposal
from compass.model.assessment import Answer, Assessment, Weights
from compass.model.base import UserText
from compass.model.estimate import Estimate
from compass.model.group import (
    Ballot,
    Beliefs,
    Estimated,
    Held,
    Pooled,
    Preferences,
    Preferred,
    Swings,
    Wanted,
    Wishes,
)
from compass.model.workshop import Outcome, Participant, Poll

TRUTHS = {"yes": True, "no": False}
"""What the two choices of a question that is answered by yes or no stand for."""
UNKNOWN = "unknown"


def proposal(outcome: Outcome) -> Proposal | None:
    """Give the answer that a revealed round comes to.

    An estimate is as certain as the group says: it is not widened again. A fact is unknown unless more than half of
    those who hold an answer hold the same. None where a preference has no single first, nobody answered, or an
    anonymous vote can't be told.
    """
    match outcome.summary:
        case Pooled(low=low, likely=likely, high=high):
            answer = Answer(value={"low": low, "likely": likely, "high": high}, sure="certain")
            return Proposal(answer=answer, proposer="medians")
        case Wishes(median=median):
            return Proposal(answer=Answer(value=median), proposer="middle_wish")
        case Beliefs(persons=persons):
            held = _first(persons, more_than=sum(persons.values()) / 2)
            return Proposal(answer=Answer(value=held or UNKNOWN), proposer="most_hold")
        case Preferences(persons=persons):
            most = _first(persons, more_than=0)
            return Proposal(answer=Answer(value=most), proposer="most_prefer") if most is not None else None
    return None


def _first(persons: Mapping[str, int], more_than: float) -> str | None:
    """Give the choice of most persons, if it is one alone and has more than a number of them."""
    most = max(persons.values(), default=0)
    found = [option for option, count in persons.items() if count == most]
    return found[0] if most > more_than and len(found) == 1 else None


def adopted(
    program: Program,
    assessment: Assessment,
    cell: str,
    poll: Poll,
    participants: Sequence[Participant],
    choice: Choice | None = None,
) -> tuple[Assessment, Adoption]:
    """Take what the last round comes to into a cell of an assessment, or the facilitator's choice in its place.

    Raises DeniedError: W003 the round is not revealed, W005 the group proposes nothing; AnswerError with what
    `record_answers` refuses.
    """
    if state_of(poll) != "revealed":
        raise DeniedError("W003", found=f"{state_of(poll) or 'waiting'} round")
    outcome = outcomes(poll, participants)[-1]
    taken = proposal(outcome) if choice is None else _chosen(choice)
    if taken is None:
        raise DeniedError("W005")
    answer = as_asked(program, cell, taken.answer)
    after = record_answer(program, assessment, cell, answer)
    likely = _likely(program, cell, answer)
    return after, Adoption(
        cell=cell,
        poll=poll.id,
        round=outcome.round,
        answer=answer,
        replaced=answer_in(assessment, cell),
        proposer=taken.proposer,
        dissent=tuple(_dissent(poll, outcome, answer, likely)),
        withheld=poll.mode == "anonymous" and not isinstance(outcome.summary, Beliefs | Preferences),
    )


def _chosen(choice: Choice) -> Proposal:
    answer = choice.answer.model_copy(update={"comment": choice.reason})
    return Proposal(answer=answer, proposer="facilitator")


def as_asked(program: Program, cell: str, answer: Answer) -> Answer:
    """Give an answer as its question takes it: a vote for yes or no is a truth."""
    question = program.pack.questions.get(cell.partition("@")[0])
    is_truth = question is not None and question.type == "yes_no"
    return answer.model_copy(update={"value": TRUTHS.get(answer.value, answer.value)}) if is_truth else answer


def _likely(program: Program, cell: str, answer: Answer) -> float | None:
    """Give the likely value of a number in the unit of its question; None of anything else."""
    question = program.pack.questions[cell.partition("@")[0]]
    if question.type != "number" or answer.value in (UNKNOWN, "not_applicable"):
        return None
    known = read_answer(program.pack, program.units, question, answer)
    return known.likely if isinstance(known, Estimate) else None


def _dissent(poll: Poll, outcome: Outcome, answer: Answer, likely: float | None) -> Iterator[Dissent]:
    for vote in outcome.votes:
        if _differs(stated(vote, poll.between), answer, likely):
            yield Dissent(ballot=vote.ballot, participant=vote.participant, why=vote.why)
    if poll.mode == "anonymous" and isinstance(outcome.summary, Beliefs | Preferences):
        said = Held if isinstance(outcome.summary, Beliefs) else Preferred
        for option, count in outcome.summary.persons.items():
            if count and _differs(said(option=option), answer, likely):
                yield Dissent(ballot=said(option=option), persons=count)


def _differs(ballot: Ballot, answer: Answer, likely: float | None) -> bool:
    """Say whether an answer lies outside what a person said; who does not know differs from nothing."""
    match ballot:
        case Held(option=option) | Preferred(option=option):
            said = TRUTHS.get(option) if isinstance(answer.value, bool) else option
            return bool(said != answer.value)
        case Estimated(low=low, high=high):
            return likely is None or not low <= likely <= high
        case Wanted(value=value):
            return value != likely
    return False


def weighted(assessment: Assessment, outcome: Outcome, why: UserText) -> Assessment:
    """Let an assessment weigh by the medians of the group's points, with the reason for it.

    Raises DeniedError W005 where the group gave none, or an anonymous vote can't be told.
    """
    found = outcome.summary
    if not isinstance(found, Swings) or not any(found.points.values()):
        raise DeniedError("W005")
    weights = Weights(swing=found.points, why=why)
    return assessment.model_copy(update={"settings": assessment.settings.model_copy(update={"weights": weights})})
