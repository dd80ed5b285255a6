"""The fields of a vote's form as a vote; whether it fits what is asked is for `decision.voting` to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from compass.errors import DeniedError
from compass.model.assessment import Sure
from compass.model.group import (
    Ballot,
    Estimated,
    Held,
    Preferred,
    Rated,
    Said,
    Unsure,
    Vote,
    Wanted,
    Weighted,
)
from compass.model.workshop import Poll
from compass.service.forms import BOUNDS, number_in
from compass.texts.words import Language

LONGEST = 500
"""How many characters a word of why may have, or the answer to an open question."""
UNSURE = "unsure"
_SURE = get_args(Sure)

Fields = Mapping[str, str]
"""`state` (`unsure`: does not know), and by what is asked: `value`; `low`, `likely` and `high`, or `likely` alone;
`level-1` …; `points-` and each criterion; `text`; beside it `sure` and `why`."""


def vote_of(poll: Poll, participant: str, form: Fields, language: Language, *, on_paper: bool = False) -> Vote:
    """Give what a form votes. Raises DeniedError W002 on no answer or one of another form, W021 out of bounds."""
    sure, why = form.get("sure", ""), _text(form, "why")
    return Vote(
        participant=participant,
        ballot=_ballot(poll, form, language),
        sure=cast(Sure, sure) if sure in _SURE else None,
        why=why or None,
        on_paper=on_paper,
    )


def _ballot(poll: Poll, form: Fields, language: Language) -> Ballot:
    if form.get("state") == UNSURE or form.get("value") == UNSURE:
        return Unsure()
    match poll.kind:
        case "estimate":
            return _estimate(poll, form, language)
        case "wish":
            return Wanted(value=_number(poll, form, "value", language))
        case "ratings" if any(levels := [_level(form.get(f"level-{id}", "")) for id in poll.choices]):
            return Rated(levels=tuple(levels))
        case "weights":
            return _points(poll, form, language)
        case "words" if text := _text(form, "text"):
            return Said(text=text)
        case "fact" | "preference" if (option := form.get("value", "")) in poll.choices:
            return Held(option=option) if poll.kind == "fact" else Preferred(option=option)
    raise DeniedError("W002")


def _estimate(poll: Poll, form: Fields, language: Language) -> Estimated:
    given = [key for key in BOUNDS if form.get(key, "").strip()]
    if given == ["likely"]:
        likely = _number(poll, form, "likely", language)
        return Estimated(low=likely, likely=likely, high=likely)
    low, likely, high = (_number(poll, form, key, language) for key in BOUNDS)
    if not low <= likely <= high:
        raise DeniedError("W002")
    return Estimated(low=low, likely=likely, high=high)


def _points(poll: Poll, form: Fields, language: Language) -> Weighted:
    given = {id: form.get(f"points-{id}", "").strip() for id in poll.choices}
    points = {id: _read(text, language) for id, text in given.items() if text}
    if any(value < 0 for value in points.values()) or not any(points.values()):
        raise DeniedError("W002")
    return Weighted(points=points)


def _number(poll: Poll, form: Fields, key: str, language: Language) -> float:
    value = _read(form.get(key, "").strip(), language)
    if poll.between is not None and not poll.between[0] <= value <= poll.between[1]:
        raise DeniedError("W021", low=poll.between[0], high=poll.between[1])
    return value


def _read(text: str, language: Language) -> float:
    value = number_in(text, language)
    if not isinstance(value, int | float) or abs(value) == float("inf"):
        raise DeniedError("W002")
    return float(value)


def _level(text: str) -> int | None:
    if text == "":
        return None
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:2]) <= 9:
        raise DeniedError("W002")
    return int(text[:2])


def _text(form: Fields, key: str) -> str:
    return form.get(key, "").strip().replace("\x00", "")[:LONGEST]
