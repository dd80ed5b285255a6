"""A group's answer as it goes into an assessment, with those who differ."""

from __future__ import annotations

from typing import Literal

from compass.model.assessment import Answer
from compass.model.base import Flag, Noun, UserText
from compass.model.group import Ballot

Proposer = Literal["medians", "most_hold", "most_prefer", "middle_wish", "facilitator"]
"""Who proposes an answer: the medians of lows, likelies and highs; what more than half hold to be true; what most
prefer; the middle of the wishes; or the facilitator, with a reason."""


class Choice(Noun):
    """The facilitator's own answer, and why it stands for the group."""

    answer: Answer
    reason: UserText


class Proposal(Noun):
    """The answer that a revealed round comes to."""

    answer: Answer
    proposer: Proposer


class Dissent(Noun):
    """What was said otherwise than the answer taken: by one participant of a named vote, or by so many of an anonymous
    one."""

    ballot: Ballot
    participant: str | None = None
    persons: int = 1
    why: str | None = None


class Adoption(Noun):
    """An answer that a workshop gave to a cell, the one that it replaced, and who differs; `withheld`: in an anonymous
    vote who differs can't be told without telling of fewer than five."""

    cell: str
    poll: str
    round: int
    answer: Answer
    replaced: Answer | None = None
    proposer: Proposer
    dissent: tuple[Dissent, ...] = ()
    withheld: Flag = False
