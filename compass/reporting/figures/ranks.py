"""Rank acceptability: how often each option comes at each rank, as bars of a hundred percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass.reporting.figures.bars import fill_of
from compass.reporting.figures.drawing import PATTERNS, SOFT, WIDTH, drawing
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Box, Drawing, Writing, at

_START, _END = 236.0, 630.0
_ROW, _BAR = 22.0, 14.0
_KEY = 18.0


@dataclass(frozen=True)
class RankRow:
    """One option: its name, the share of draws at each rank, and the first share in words."""

    name: str
    shares: tuple[float, ...]
    words: str


def rank_figure(rows: Sequence[RankRow], words: Words, ranks: Sequence[str]) -> Drawing:
    """Lay out one bar for each option, in the order given; `ranks` names the parts, at most as many as patterns."""
    boxes: list[Box] = []
    writings: list[Writing] = []
    for index, row in enumerate(rows):
        y = _ROW * index
        writings.append(Writing("0", at(y + 12), wrap(row.name, 9.5, _START - 56, 1)[0]))
        writings.append(Writing(at(_START - 8), at(y + 12), row.words, anchor="end", weight="700"))
        boxes += _parts(row.shares, y + 1, words.id)
    y = _ROW * len(rows) + 6
    x = _START
    for pattern, name in zip(PATTERNS, ranks, strict=False):
        boxes.append(Box(at(x), at(y), "14", "9", fill_of(pattern, words.id)))
        writings.append(Writing(at(x + 18), at(y + 8), name, size="9", ink=SOFT))
        x += 18 + text_width(name, 9) + 12
    return drawing(words, y + _KEY, boxes, (), writings)


def _parts(shares: Sequence[float], y: float, id: str) -> list[Box]:
    """Give the parts of a bar; the ranks beyond the patterns are one part."""
    most = len(PATTERNS)
    told = [*shares[: most - 1], sum(shares[most - 1 :])] if len(shares) > most else list(shares)
    boxes, x = [], _START
    for pattern, share in zip(PATTERNS, told, strict=False):
        width = share * (min(_END, WIDTH) - _START)
        if width > 0:
            boxes.append(Box(at(x), at(y), at(width), at(_BAR), fill_of(pattern, id)))
        x += width
    return boxes
