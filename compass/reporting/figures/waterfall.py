"""The waterfall: from the reference by direct, indirect and rebound effects to the whole change of each option."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compass.reporting.figures.axis import Axis, axis_over
from compass.reporting.figures.bars import fill_of
from compass.reporting.figures.drawing import INK, SOFT, WIDTH, drawing, straight
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import wrap
from compass.reporting.figures.shapes import Box, Drawing, Stroke, Writing, at

_START, _END = 180.0, 520.0
_ROW, _HEAD, _BAR = 15.0, 17.0, 10.0
FILLS = ("solid", "hatch", "dots", "empty")
"""Direct, indirect, rebound, and their sum."""


@dataclass(frozen=True)
class Fall:
    """One option: what each step adds, the sum with its band, and all of them in words."""

    name: str
    steps: tuple[float, ...]
    total: float
    low: float
    high: float
    words: tuple[str, ...]

    def spans(self) -> list[tuple[float, float]]:
        """Give where each bar begins and ends: a step where the one before ends, the sum at zero."""
        ends = [sum(self.steps[: n + 1]) for n in range(len(self.steps))]
        return [*zip([0.0, *ends[:-1]], ends, strict=True), (0.0, self.total)]


def waterfall_figure(
    falls: Sequence[Fall], steps: Sequence[str], words: Words, tick: Callable[[float], str]
) -> Drawing:
    """Lay out the options one below the other; `steps` names the bars, the sum last."""
    ends = [value for fall in falls for span in fall.spans() for value in (*span, fall.low, fall.high)]
    axis = axis_over([0.0, *ends], _START, _END)
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    writings: list[Writing] = []
    y = 0.0
    for fall in falls:
        writings.append(Writing("0", at(y + 11), wrap(fall.name, 9.5, WIDTH, 1)[0], weight="600"))
        y += _HEAD
        boxes += _bars(fall, axis, y, words.id)
        strokes += [*_joints(fall, axis, y), straight(axis.at(0), y - 3, axis.at(0), y + _ROW * len(steps), INK, "1.2")]
        writings += _labels(fall, steps, y)
        y += _ROW * len(steps) + 5
    strokes.append(straight(_START, y, _END, y, SOFT))
    writings += [Writing(at(axis.at(v)), at(y + 12), tick(v), "middle", size="9", ink=SOFT) for v in axis.ticks()]
    writings.append(Writing(at(WIDTH), at(y + 25), words.axis, "end", size="9", ink=SOFT))
    return drawing(words, y + 30, boxes, strokes, writings)


def _bars(fall: Fall, axis: Axis, y: float, id: str) -> list[Box]:
    found = []
    for n, (pattern, span) in enumerate(zip(FILLS, fall.spans(), strict=True)):
        left, right = sorted(map(axis.at, span))
        found.append(Box(at(left), at(y + _ROW * n), at(max(right - left, 0.8)), at(_BAR), fill_of(pattern, id)))
    return found


def _joints(fall: Fall, axis: Axis, y: float) -> list[Stroke]:
    """Draw the line from the end of each step to the next bar, and the band of the sum."""
    tops = [y + _ROW * n + _BAR for n in range(len(fall.steps))]
    ends = [axis.at(span[1]) for span in fall.spans()]
    joints = [straight(x, top, x, top + _ROW - _BAR, SOFT, "0.7") for x, top in zip(ends, tops, strict=False)]
    middle = y + _ROW * len(fall.steps) + _BAR / 2
    return [*joints, straight(axis.at(fall.low), middle, axis.at(fall.high), middle, INK, "2")]


def _labels(fall: Fall, steps: Sequence[str], y: float) -> list[Writing]:
    found = []
    for n, (name, value) in enumerate(zip(steps, fall.words, strict=True)):
        weight = "700" if n == len(steps) - 1 else "400"
        found.append(Writing("12", at(y + _ROW * n + 9), name, weight=weight))
        found.append(Writing(at(WIDTH), at(y + _ROW * n + 9), value, "end", weight))
    return found
