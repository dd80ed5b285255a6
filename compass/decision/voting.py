"""One vote from its opening to its last round: open, sealed, revealed.

Every step gives a new poll. The time is an argument: the server's clock decides whether a vote came in time.
"""

from __future__ import annotations

from datetime import datetime

from compass.decision.stopping import verdict
from compass.errors import DeniedError
from compass.model.group import Ballot, Held, Preferred, Rated, Unsure, Vote, Weighted
from compass.model.workshop import Act, Poll, Round, State

NEXT: dict[State | None, tuple[Act, ...]] = {
    None: ("open",),
    "open": ("extend", "seal"),
    "sealed": ("reveal",),
    "revealed": ("open",),
}
"""What the facilitator can do in each state; after the reveal another round, where the rule has not stopped them."""


def state_of(poll: Poll) -> State | None:
    """Give the state of the last round; None before the first."""
    return poll.rounds[-1].state if poll.rounds else None


def acts(poll: Poll) -> tuple[Act, ...]:
    """Tell what the facilitator can do next."""
    is_over = verdict(poll) not in (None, "again")
    return () if state_of(poll) == "revealed" and is_over else NEXT[state_of(poll)]


def opened(poll: Poll, closes_at: datetime | None = None) -> Poll:
    """Begin the first round, or another one.

    Raises DeniedError: W003 the last round is not revealed yet, W004 the rule that was fixed before stops the rounds.
    """
    _require(poll, "open")
    found = verdict(poll)
    if found not in (None, "again"):
        raise DeniedError("W004", rounds=len(poll.rounds), most=poll.rule.rounds)
    return poll.model_copy(update={"rounds": (*poll.rounds, Round(closes_at=closes_at))})


def extended(poll: Poll, closes_at: datetime | None) -> Poll:
    """Give the round another end. Raises DeniedError W003 unless it is open."""
    _require(poll, "extend")
    return _last(poll, poll.rounds[-1].model_copy(update={"closes_at": closes_at}))


def sealed(poll: Poll) -> Poll:
    """Close the round: nothing is taken any more but paper cards. Raises DeniedError W003 unless it is open."""
    _require(poll, "seal")
    return _last(poll, poll.rounds[-1].model_copy(update={"state": "sealed"}))


def revealed(poll: Poll) -> Poll:
    """Show the round to everybody. Raises DeniedError W003 unless it is sealed."""
    _require(poll, "reveal")
    return _last(poll, poll.rounds[-1].model_copy(update={"state": "revealed"}))


def voted(poll: Poll, vote: Vote, at: datetime) -> Poll:
    """Take a vote, in place of the same participant's earlier one in this round.

    Raises DeniedError: W001 the round takes no votes any more, or not yet; W002 the ballot does not fit what is asked.
    """
    if not takes_votes(poll, at, on_paper=vote.on_paper):
        raise DeniedError("W001")
    if not _fits(poll, vote.ballot):
        raise DeniedError("W002")
    current = poll.rounds[-1]
    votes = {each.participant: each for each in (*current.votes, vote)}
    return _last(poll, current.model_copy(update={"votes": tuple(votes[id] for id in sorted(votes))}))


def takes_votes(poll: Poll, at: datetime, on_paper: bool = False) -> bool:
    """Say whether a vote that arrives at this time is taken; a paper card is until the reveal."""
    if not poll.rounds:
        return False
    current = poll.rounds[-1]
    if on_paper:
        return current.state != "revealed"
    return current.state == "open" and (current.closes_at is None or at < current.closes_at)


def _require(poll: Poll, act: Act) -> None:
    if act not in NEXT[state_of(poll)]:
        raise DeniedError("W003", found=f"{state_of(poll) or 'waiting'} round")


def _last(poll: Poll, round: Round) -> Poll:
    return poll.model_copy(update={"rounds": (*poll.rounds[:-1], round)})


def _fits(poll: Poll, ballot: Ballot) -> bool:
    """Say whether a ballot answers what the poll asks; "I don't know" always does."""
    match ballot:
        case Unsure():
            return True
        case Held(option=option) | Preferred(option=option):
            return ballot.kind == poll.kind and option in poll.choices
        case Rated(levels=levels):
            within = all(level is None or level <= poll.levels for level in levels)
            return poll.kind == "ratings" and len(levels) == len(poll.choices) and within
        case Weighted(points=points):
            return poll.kind == "weights" and points.keys() <= set(poll.choices)
    return ballot.kind == poll.kind
