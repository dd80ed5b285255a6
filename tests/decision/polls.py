"""Polls played in a few words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from compass.decision.voting import opened, revealed, sealed, voted
from compass.model.group import Estimated, Held, Preferred, Rated, Said, Unsure, Vote, Wanted, Weighted
from compass.model.workshop import Participant, Poll

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
OPTIONS = ("cloud", "here")
ASKED = {
    "estimate": {"kind": "estimate"},
    "wish": {"kind": "wish"},
    "fact": {"kind": "fact", "choices": OPTIONS},
    "preference": {"kind": "preference", "choices": OPTIONS},
    "ratings": {"kind": "ratings", "choices": ("it helps", "it is fair")},
    "weights": {"kind": "weights", "choices": ("climate", "cost")},
    "words": {"kind": "words"},
}


def poll_of(kind="preference", mode="named", **fixed):
    return Poll(id="asked", mode=mode, **{**ASKED[kind], **fixed})


def room(count, seats=("clinical", "technical")):
    return tuple(Participant(id=f"p{n}", name=f"Person {n}", seat=seats[n % len(seats)]) for n in range(count))


def ballot(kind, said, choices=ASKED["weights"]["choices"]):
    """Make a ballot of a kind from a plain value: a number, an option, levels, points, words; None does not know."""
    if said is None:
        return Unsure()
    match kind:
        case "estimate":
            return Estimated(low=said, likely=said, high=said)
        case "wish":
            return Wanted(value=said)
        case "fact":
            return Held(option=said)
        case "preference":
            return Preferred(option=said)
        case "ratings":
            return Rated(levels=said)
        case "words":
            return Said(text=said)
    return Weighted(points=dict(zip(choices, said, strict=True)))


def with_votes(poll, said, at=NOW, **also):
    """Let each participant of a mapping vote, or p0, p1 … of a list."""
    named = said if isinstance(said, dict) else {f"p{n}": each for n, each in enumerate(said)}
    for participant, value in named.items():
        poll = voted(poll, Vote(participant=participant, ballot=ballot(poll.kind, value, poll.choices), **also), at)
    return poll


def played(poll, *rounds):
    """Open, fill, seal and reveal one round after the other."""
    for said in rounds:
        poll = revealed(sealed(with_votes(opened(poll, LATER), said)))
    return poll
