"""What each role may see of a vote; while a round is not revealed, nothing of it but how many voted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from compass.decision.pooling import beliefs, pooled, pooled_weights, preferences, ratings, stated, wishes
from compass.decision.small_cells import LEAST, release
from compass.decision.stopping import verdict
from compass.decision.voting import acts, state_of, takes_votes
from compass.model.group import Held, Pooled, Preferred, Rated, Said, Swings, Unsure, Vote, Wishes
from compass.model.release import By, Profile, Release
from compass.model.workshop import Board, Console, Outcome, Participant, Place, Poll, Round, Summary

UNSURE, KNOWN = "unsure", "known"


def board(poll: Poll, participants: Sequence[Participant], at: datetime) -> Board:
    """Give what everybody may see, the projector too; `participants` are all who ever joined."""
    return Board(**_seen(poll, participants, at))


def place(poll: Poll, participants: Sequence[Participant], at: datetime, participant: str) -> Place:
    """Give a participant's page: the board and the own votes."""
    return Place(**_seen(poll, participants, at), own=tuple(round.of(participant) for round in poll.rounds))


def console(poll: Poll, participants: Sequence[Participant], at: datetime) -> Console:
    """Give the facilitator's page: the board, what can be done next and what the rule says."""
    return Console(**_seen(poll, participants, at), may=acts(poll), verdict=verdict(poll))


def _seen(poll: Poll, participants: Sequence[Participant], at: datetime) -> dict[str, Any]:
    current, told = poll.rounds[-1] if poll.rounds else Round(), releases(poll, participants)
    return {
        "poll": poll.id,
        "kind": poll.kind,
        "mode": poll.mode,
        "round": len(poll.rounds),
        "state": state_of(poll),
        "takes_votes": takes_votes(poll, at),
        "closes_at": current.closes_at,
        "voted": len(current.votes),
        "missing": sum(current.of(each.id) is None for each in participants if not each.has_left),
        "outcomes": _outcomes(poll, told),
        "releases": told,
    }


def outcomes(poll: Poll, participants: Sequence[Participant]) -> tuple[Outcome, ...]:
    """Tell each revealed round, as far as the mode allows."""
    return _outcomes(poll, releases(poll, participants))


def _outcomes(poll: Poll, told: Sequence[Release]) -> tuple[Outcome, ...]:
    return tuple(_outcome(poll, number, told) for number in range(1, len(poll.told) + 1))


def _outcome(poll: Poll, number: int, told: Sequence[Release]) -> Outcome:
    round = poll.told[number - 1]
    found = summary(poll, round)
    if poll.mode == "named":
        whys = _whys(round.votes)
        return Outcome(round=number, voted=len(round.votes), summary=found, whys=whys, votes=round.votes)
    left, own = _anonymous(found, [is_told(each, number) for each in told]), _speakers(poll)[number - 1]
    whys = _whys([vote for vote in round.votes if vote.participant in own])
    return Outcome(round=number, voted=len(round.votes), summary=left, whys=whys if len(whys) >= LEAST else ())


def _whys(votes: Sequence[Vote]) -> tuple[str, ...]:
    return tuple(sorted(text for vote in votes if (text := _words(vote)) is not None))


def _speakers(poll: Poll) -> list[frozenset[str]]:
    """Name whose words may be told of each revealed round: of fewer than five who come later, what is new would be
    theirs."""
    known: frozenset[str] = frozenset()
    found = []
    for round in poll.told:
        own = frozenset(vote.participant for vote in round.votes)
        found.append(own if len(own - known) >= LEAST else own & known)
        known |= found[-1]
    return found


def _words(vote: Vote) -> str | None:
    return vote.ballot.text if isinstance(vote.ballot, Said) else vote.why


def summary(poll: Poll, round: Round) -> Summary | None:
    """Tell what a round amounts to; None where nobody gave a number, and of an open question."""
    ballots: list[Any] = [stated(vote, poll.between) for vote in round.votes]
    match poll.kind:
        case "estimate":
            return pooled(ballots)
        case "wish":
            return wishes(ballots)
        case "fact":
            return beliefs(ballots, poll.choices)
        case "preference":
            return preferences(ballots, poll.choices)
        case "ratings":
            return ratings(ballots, poll.choices, poll.levels)
        case "weights":
            return pooled_weights(ballots)
    return None


def _anonymous(found: Summary | None, fine: Sequence[bool]) -> Summary | None:
    """Leave of a summary what gives no small group away: of counts those that a release tells in full, of numbers what
    five and more gave, without how many did not know."""
    if isinstance(found, tuple):
        return tuple(each for each, is_fine in zip(found, fine, strict=True) if is_fine)
    if isinstance(found, Pooled | Wishes | Swings):
        is_large = found.persons is not None and found.persons >= LEAST
        return found.model_copy(update={"persons": None, "unsure": None}) if is_large else None
    return found if all(fine) else None


def is_told(found: Release, number: int, by: By = "all", of: str | None = None) -> bool:
    """Say whether a release tells each answer of a group by itself in a round."""
    own = [each for each in found.figures if (each.round, each.by, each.of) == (number, by, of)]
    return any(not each.counted_before and all(len(cell.answers) == 1 for cell in each.cells) for each in own)


def releases(poll: Poll, participants: Sequence[Participant]) -> tuple[Release, ...]:
    """Give what may be told of each thing that is counted, over all revealed rounds; nothing where votes have names."""
    if poll.mode == "named":
        return ()
    items = range(len(poll.choices) if poll.kind == "ratings" else 1)
    return tuple(release(_profiles(poll, participants, item), answers_of(poll)) for item in items)


def _profiles(poll: Poll, participants: Sequence[Participant], item: int) -> Counter[Profile]:
    said = {each.id: tuple(counted(round.of(each.id), item) for round in poll.told) for each in participants}
    return Counter(Profile(seat=each.seat, table=each.table, answers=said[each.id]) for each in participants)


def answers_of(poll: Poll) -> tuple[str, ...]:
    """Give what is counted: the choices, the levels, or whether a number was given."""
    if poll.kind == "ratings":
        return (*map(str, range(1, poll.levels + 1)), UNSURE)
    return (*poll.choices, UNSURE) if poll.kind in ("fact", "preference") else (KNOWN, UNSURE)


def counted(vote: Vote | None, item: int) -> str | None:
    """Give what a vote is counted as, of a statement by its place from 0; None of no vote."""
    match vote:
        case None:
            return None
        case Vote(ballot=Unsure()):
            return UNSURE
        case Vote(ballot=Held(option=option) | Preferred(option=option)):
            return option
        case Vote(ballot=Rated(levels=levels)):
            return UNSURE if levels[item] is None else str(levels[item])
    return KNOWN
