"""The quantile dot plot: equally likely values of one number, each a dot (Kay et al. 2016,
doi:10.1145/2858036.2858558)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from compass.reporting.figures.axis import axis_over
from compass.reporting.figures.drawing import ACCENT, SOFT, WIDTH, disc, drawing, straight
from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import Drawing, Stroke, Writing, at

_START, _END, _TOP = 20.0, 620.0, 20.0
_RADIUS = 7.5


def dot_figure(values: Sequence[float], words: Words, tick: Callable[[float], str], sides: tuple[str, str]) -> Drawing:
    """Stack the values in columns as wide as a dot; those below zero are hollow, `sides` names both sides of zero."""
    axis = axis_over([*values, 0.0], _START, _END)
    stacks: dict[int, list[float]] = defaultdict(list)
    for value in values:
        # Columns begin at zero, so that no dot stands across it.
        stacks[int((axis.at(value) - axis.at(0)) // (2 * _RADIUS))].append(value)
    bottom = _TOP + 2 * _RADIUS * max(map(len, stacks.values())) + 4
    strokes: list[Stroke] = []
    for place, stack in stacks.items():
        x = axis.at(0) + (place + 0.5) * 2 * _RADIUS
        fill = ACCENT if place >= 0 else "#ffffff"
        strokes += [disc(x, bottom - (2 * n + 1) * _RADIUS, _RADIUS - 0.7, fill) for n in range(len(stack))]
    zero = axis.at(0)
    strokes += [straight(_START, bottom, _END, bottom), straight(zero, _TOP - 14, zero, bottom + 5, width="1.4")]
    writings = [Writing(at(axis.at(v)), at(bottom + 16), tick(v), "middle", size="9", ink=SOFT) for v in axis.ticks()]
    left, right = sides
    writings += [
        Writing(at(zero - 6), "10", left if any(v < 0 for v in values) else "", "end", "600"),
        Writing(at(zero + 6), "10", right, "start", "600"),
        Writing(at(WIDTH - 20), at(bottom + 29), words.axis, "end", size="9", ink=SOFT),
    ]
    return drawing(words, bottom + 34, (), strokes, writings)
