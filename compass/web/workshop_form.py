"""The form of a vote filled with a vote that was cast."""

from __future__ import annotations

from compass.model.group import Estimated, Held, Preferred, Rated, Said, Unsure, Vote, Wanted, Weighted
from compass.model.workshop import Poll
from compass.service.ballots import UNSURE
from compass.texts.numbers import exact
from compass.web.shown import language


def form_of(poll: Poll, vote: Vote) -> dict[str, str]:
    """Give the fields of a vote, as `service.ballots` reads them."""
    return {**_ballot(poll, vote), "sure": vote.sure or "", "why": vote.why or ""}


def _ballot(poll: Poll, vote: Vote) -> dict[str, str]:
    match vote.ballot:
        case Unsure():
            return {"value": UNSURE, "state": UNSURE}
        case Held(option=option) | Preferred(option=option):
            return {"value": option}
        case Estimated(low=low, likely=likely, high=high) if low < high:
            return {"low": _number(low), "likely": _number(likely), "high": _number(high)}
        case Estimated(likely=likely):
            return {"likely": _number(likely)}
        case Wanted(value=value):
            return {"value": _number(value)}
        case Rated(levels=levels):
            return {f"level-{id}": str(level) for id, level in zip(poll.choices, levels, strict=True) if level}
        case Weighted(points=points):
            return {f"points-{id}": _number(value) for id, value in points.items()}
        case Said(text=text):
            return {"text": text}


def _number(value: float) -> str:
    return exact(value, language())
