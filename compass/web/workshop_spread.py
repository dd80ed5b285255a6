"""Where the numbers of a round lie, as a drawing: each person's range, the middle of the group, the own place."""

from __future__ import annotations

from dataclasses import dataclass

from compass.model.group import Estimated, Pooled, Vote, Wanted, Wishes
from compass.model.workshop import Outcome
from compass.texts.numbers import exact, few
from compass.web.shown import language

WIDTH, EDGE = 340, 20
"""The width of the drawing and the room left at each side, so that a number under an end is not cut."""
TALLEST, HEIGHT = 9, 180
"""The height of one person's line, and of all of them together."""


@dataclass(frozen=True)
class Line:
    """One person's low, likely and high, as places in the drawing."""

    low: float
    likely: float
    high: float
    y: float
    is_own: bool


@dataclass(frozen=True)
class Spread:
    """A drawing of numbers: the ends of the axis in words, the places of the quartiles and of the middle, one line for
    each person of a named vote, and the own place."""

    left: str
    right: str
    middle: float
    told: str
    first: float
    third: float
    lines: tuple[Line, ...]
    height: float
    own: float | None


def spread(outcome: Outcome, mine: Vote | None) -> Spread | None:
    """Draw the numbers of a round; None where it has none that may be told. Of an anonymous vote only the group is
    drawn, and the own place."""
    found = outcome.summary
    if not isinstance(found, Pooled | Wishes):
        return None
    numbers = [each for vote in outcome.votes if (each := _numbers(vote)) is not None]
    own = None if mine is None else _numbers(mine)
    middle = found.likely if isinstance(found, Pooled) else found.median
    ends = (found.low, found.high) if isinstance(found, Pooled) else found.quartiles
    on_axis = [*ends, middle, *found.quartiles, *(own or ()), *(value for each in numbers for value in each)]
    low, high = min(on_axis), max(on_axis)
    step = min(TALLEST, HEIGHT / max(len(numbers), 1))
    ordered = sorted(numbers, key=lambda each: each[1])
    return Spread(
        left=exact(low, language()),
        right=exact(high, language()),
        middle=_at(middle, low, high),
        told=few(middle, language()),
        first=_at(found.quartiles[0], low, high),
        third=_at(found.quartiles[1], low, high),
        lines=tuple(
            Line(
                low=_at(each[0], low, high),
                likely=_at(each[1], low, high),
                high=_at(each[2], low, high),
                y=round(step * (place + 0.5), 1),
                is_own=each == own,
            )
            for place, each in enumerate(ordered)
        ),
        height=round(step * len(numbers), 1),
        own=None if own is None else _at(own[1], low, high),
    )


def _numbers(vote: Vote) -> tuple[float, float, float] | None:
    match vote.ballot:
        case Estimated(low=low, likely=likely, high=high):
            return low, likely, high
        case Wanted(value=value):
            return value, value, value
    return None


def _at(value: float, low: float, high: float) -> float:
    part = (value - low) / (high - low) if high > low else 0.5
    return round(EDGE + part * (WIDTH - 2 * EDGE), 1)
