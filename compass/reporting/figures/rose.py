"""The compass rose: how far an option reaches in each direction, with its range, and the share not proven beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from compass.reporting.figures.bars import fill_of
from compass.reporting.figures.drawing import ACCENT, INK, SOFT, WIDTH, drawing
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Box, Drawing, Stroke, Writing, at

_ACROSS, _TALL = 2, 196.0
_REACH = 56.0
_HUB = 9.0
REACHED, RANGE, UNPROVEN = "solid", "hatch", "dots"


@dataclass(frozen=True)
class Arm:
    """One direction: shares from 0 to 1 of what could be reached, and the share of answers not proven."""

    title: str
    middle: float
    low: float
    high: float
    unproven: float
    words: str


@dataclass(frozen=True)
class Rose:
    """One option; the first arm points north, the others follow clockwise."""

    name: str
    arms: tuple[Arm, ...]


def rose_figure(roses: Sequence[Rose], words: Words, key: Sequence[tuple[str, str]]) -> Drawing:
    """Lay out the roses side by side; `key` names the patterns."""
    strokes: list[Stroke] = []
    writings: list[Writing] = []
    wide = WIDTH / _ACROSS
    for index, rose in enumerate(roses):
        left, top = wide * (index % _ACROSS), _TALL * (index // _ACROSS)
        writings.append(Writing(at(left), at(top + 10), wrap(rose.name, 9.5, wide - 12, 1)[0], weight="600"))
        for n, arm in enumerate(rose.arms):
            angle = 2 * math.pi * n / len(rose.arms)
            centre = (left + wide / 2, top + 104)
            strokes += _arm(arm, angle, centre, words.id)
            writings += _labels(arm, angle, centre)
    y = _TALL * -(-len(roses) // _ACROSS) + 4
    boxes, x = [], 0.0
    for pattern, text in key:
        boxes.append(Box(at(x), at(y), "16", "9", fill_of(pattern, words.id)))
        writings.append(Writing(at(x + 21), at(y + 8), text, size="9", ink=SOFT))
        x += 21 + text_width(text, 9) + 14
    return drawing(words, y + 14, boxes, strokes, writings)


def _arm(arm: Arm, angle: float, centre: tuple[float, float], id: str) -> list[Stroke]:
    def bar(start: float, end: float, left: float, right: float, fill: str) -> Stroke:
        near, far = _HUB + start * _REACH, _HUB + end * _REACH
        corners = [_turned(*point, angle, centre) for point in ((left, near), (left, far), (right, far), (right, near))]
        path = "L".join(f"{at(x)} {at(y)}" for x, y in corners)
        return Stroke(f"M{path}z", fill, ACCENT, "0.8")

    (x1, y1), (x2, y2) = (_turned(side, _HUB + arm.middle * _REACH, angle, centre) for side in (-10.0, 5.0))
    return [
        bar(0, 1, -8, 3, fill_of("empty", id)),
        bar(0, arm.low, -8, 3, fill_of(REACHED, id)),
        bar(arm.low, arm.high, -8, 3, fill_of(RANGE, id)),
        bar(0, arm.unproven, 4, 9, fill_of(UNPROVEN, id)),
        Stroke(f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}", "none", INK, "2"),
    ]


def _turned(side: float, out: float, angle: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Place a point that lies `out` along an arm and `side` to its right."""
    sine, cosine = math.sin(angle), math.cos(angle)
    return centre[0] + out * sine + side * cosine, centre[1] - out * cosine + side * sine


def _labels(arm: Arm, angle: float, centre: tuple[float, float]) -> list[Writing]:
    x, y = _turned(0, _HUB + _REACH + 8, angle, centre)
    sine, cosine = round(math.sin(angle), 6), round(math.cos(angle), 6)
    anchor = "middle" if abs(sine) < 0.3 else "start" if sine > 0 else "end"
    first = y - 11 if cosine > 0.3 else y + 5 if cosine < -0.3 else y - 3
    title = wrap(arm.title, 9.5, WIDTH / _ACROSS / 2 - _REACH - 14, 1)[0] if anchor != "middle" else arm.title
    return [Writing(at(x), at(first), title, anchor, "600"), Writing(at(x), at(first + 11), arm.words, anchor)]
