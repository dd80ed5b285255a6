"""Workshops on one assessment taken together: one group of all who voted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compass.decision.grouping import group_outcome
from compass.model.agenda import Step
from compass.model.base import Text
from compass.model.running import Stage, Workshop
from compass.model.workshop import Mode, Participant, Poll, Round


@dataclass(frozen=True)
class Held:
    """A workshop, its rounds with their votes, and all who ever joined it."""

    workshop: Workshop
    people: Sequence[Participant]


def together(held: Sequence[Held], title: Text) -> Workshop:
    """Give one workshop in which each cell, and the weights, has the votes of all last revealed rounds.

    It is anonymous where one of them is. Of an anonymous workshop only what it tells itself goes in: what the others
    say can then not be subtracted from what all say. What was asked otherwise in a later workshop is left out.
    """
    asked: dict[str, list[Poll]] = {}
    for each in held:
        for key, poll in _told(each):
            asked.setdefault(key, []).append(poll)
    polls = tuple(_joined(f"p{number}", polls) for number, polls in enumerate(asked.values(), 1))
    stage = Stage(id="s1", step=Step(step="pause", minutes=1, notes=title), status="done", polls=polls)
    return Workshop(title=title, mode=_mode(poll.mode for poll in polls), stages=(stage,))


def _told(held: Held) -> Iterator[tuple[str, Poll]]:
    """Give what a workshop may tell, by what was asked: of a cell put to the vote twice, the last."""
    found: dict[str, Poll] = {}
    for poll in held.workshop.polls:
        key = "weights" if poll.kind == "weights" else poll.cell
        outcome = group_outcome(poll, held.people)
        if key is not None and outcome is not None and outcome.summary is not None:
            found[key] = poll
    yield from found.items()


def _joined(id: str, polls: Sequence[Poll]) -> Poll:
    first = polls[0]
    alike = [poll for poll in polls if (poll.kind, poll.choices) == (first.kind, first.choices)]
    votes = sorted((vote for poll in alike for vote in poll.told[-1].votes), key=lambda vote: vote.participant)
    rounds = (Round(state="revealed", votes=tuple(votes)),)
    return first.model_copy(update={"id": id, "mode": _mode(poll.mode for poll in alike), "rounds": rounds})


def _mode(modes: Iterable[Mode]) -> Mode:
    return "anonymous" if "anonymous" in modes else "named"
