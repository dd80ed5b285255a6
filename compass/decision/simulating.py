"""Votes of nobody, for a rehearsal: the same participant always says the same in the same round."""

from __future__ import annotations

from hashlib import sha256

from compass.model.group import Ballot, Estimated, Held, Preferred, Rated, Said, Unsure, Vote, Wanted, Weighted
from compass.model.workshop import Poll

SCALE = (0.0, 100.0)
"""Where numbers lie that have no bounds of their own."""
UNSURE = 0.1
"""So many of those who are simulated do not know."""


def simulated(poll: Poll, participant: str, text: str) -> Vote:
    """Give what a simulated participant votes in the last round; `text` is the answer to an open question."""
    number = len(poll.rounds)
    if _chance(poll, participant, number, "unsure") < UNSURE:
        return Vote(participant=participant, ballot=Unsure())
    return Vote(participant=participant, ballot=_ballot(poll, participant, number, text))


def _ballot(poll: Poll, participant: str, number: int, text: str) -> Ballot:
    def chance(of: str) -> float:
        return _chance(poll, participant, number, of)

    low, high = poll.between or SCALE
    middle = low + (high - low) * (0.25 + chance("middle") / 2)
    match poll.kind:
        case "estimate":
            width = (high - low) * chance("width") / 4
            return Estimated(low=round(middle - width, 1), likely=round(middle, 1), high=round(middle + width, 1))
        case "wish":
            return Wanted(value=round(middle, 1))
        case "ratings":
            return Rated(levels=tuple(1 + int(chance(id) * poll.levels) for id in poll.choices))
        case "weights":
            return Weighted(
                points={id: 100.0 if place == 0 else round(100 * chance(id)) for place, id in enumerate(poll.choices)}
            )
        case "words":
            return Said(text=text)
    option = poll.choices[int(chance("option") * len(poll.choices))]
    return Held(option=option) if poll.kind == "fact" else Preferred(option=option)


def _chance(poll: Poll, participant: str, number: int, of: str) -> float:
    """Give a number from 0 to 1, 1 excluded, that is the same each time."""
    digest = sha256("\n".join((participant, poll.id, str(number), of)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
