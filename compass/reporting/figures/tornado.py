"""The tornado: what each input, moved alone, does to the lead; where a bar crosses zero, the lead changes hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compass.reporting.figures.axis import Axis, axis_over
from compass.reporting.figures.drawing import ACCENT, SOFT, WIDTH, drawing, straight
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import wrap
from compass.reporting.figures.shapes import Box, Drawing, Writing, at

_START, _END = 250.0, 560.0
_ROW = 30.0


@dataclass(frozen=True)
class TornadoRow:
    """One input: its title, the lead at its low and its high end, both ends in words, and its flip point in words."""

    title: str
    at_low: float
    at_high: float
    low: str
    high: str
    flip: str


def tornado_figure(rows: Sequence[TornadoRow], words: Words, tick: Callable[[float], str]) -> Drawing:
    """Lay out a bar for each input, in the order given; a heavy tick with its value stands where the lead flips."""
    axis = axis_over([0.0, *(v for row in rows for v in (row.at_low, row.at_high))], _START, _END)
    bottom = _ROW * len(rows) + 12
    boxes, strokes, writings = [], [], []
    for index, row in enumerate(rows):
        y = _ROW * index + 14
        boxes.append(_bar(row, axis, y))
        writings += _labels(row, axis, y)
        if row.flip:
            strokes.append(straight(axis.at(0), y - 4, axis.at(0), y + 16, width="3"))
    strokes += [straight(axis.at(0), 4, axis.at(0), bottom), straight(_START, bottom, _END, bottom, SOFT)]
    writings += [Writing(at(axis.at(v)), at(bottom + 12), tick(v), "middle", size="9", ink=SOFT) for v in axis.ticks()]
    writings.append(Writing(at(WIDTH), at(bottom + 25), words.axis, "end", size="9", ink=SOFT))
    return drawing(words, bottom + 30, boxes, strokes, writings)


def _bar(row: TornadoRow, axis: Axis, y: float) -> Box:
    left, right = sorted((axis.at(row.at_low), axis.at(row.at_high)))
    return Box(at(left), at(y), at(max(right - left, 1.0)), "12", "#c9ced3")


def _labels(row: TornadoRow, axis: Axis, y: float) -> list[Writing]:
    """Write the title, the two ends of the input beside its bar, and its flip point above it."""
    left, right = sorted(((axis.at(row.at_low), row.low), (axis.at(row.at_high), row.high)))
    lines = wrap(row.title, 9.5, _START - 84, 2)
    found = [Writing("0", at(y + 9 + 11 * (n - (len(lines) - 1) / 2)), line) for n, line in enumerate(lines)]
    found += [
        Writing(at(left[0] - 4), at(y + 9), left[1], "end", size="9"),
        Writing(at(right[0] + 4), at(y + 9), right[1], size="9"),
    ]
    if row.flip:
        found.append(Writing(at(axis.at(0) + 5), at(y - 3), row.flip, weight="700", size="9", ink=ACCENT))
    return found
