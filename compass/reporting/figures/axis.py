"""A linear axis with round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high` laid out between two coordinates."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Give round values along the axis."""
        step = round_step((self.high - self.low) / 4)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [index * step for index in range(first, last + 1)]


def round_step(rough: float) -> float:
    """Give the round number next above a rough step."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def axis_over(values: list[float], start: float, end: float) -> Axis:
    """Make an axis that holds every value, with zero on it unless the values keep well away from it."""
    low, high = min(values), max(values)
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if high < 0 and high > 0.6 * low:
        high = 0.0
    if low == high:
        room = abs(low) / 2 or 1.0
        low, high = (0.0 if low >= 0 else low - room), high + room
    room = (high - low) * 0.03
    return Axis(low if low == 0 else low - room, high if high == 0 else high + room, start, end)
