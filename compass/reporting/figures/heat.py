"""The heat table: a value printed in each cell, on a ground the darker the larger it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass.reporting.figures.drawing import INK, SOFT, WIDTH, drawing, straight
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Box, Drawing, Stroke, Writing, at

GROUNDS = ("#ffffff", "#dde4ea", "#b4c2ce", "#7d97ab", "#1b4965")
"""From nothing to all; each is told from the next in grey."""
_LABELS = 200.0
_LINE, _ROW, _KEY = 11.0, 26.0, 24.0


@dataclass(frozen=True)
class HeatCell:
    """What a cell prints on which ground, by its place in GROUNDS; a `framed` one falls, a `crossed` one is out."""

    text: str = ""
    ground: int = 0
    framed: bool = False
    crossed: bool = False


@dataclass(frozen=True)
class HeatColumn:
    """The head of a column: a letter or a title, and a mark that nobody must miss."""

    title: str
    mark: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One row of cells, one for each column."""

    title: str
    cells: tuple[HeatCell, ...]


def ground_of(share: float) -> int:
    """Give the ground of a share from 0 to 1."""
    return min(int(max(share, 0.0) * len(GROUNDS)), len(GROUNDS) - 1)


def heat_figure(
    columns: Sequence[HeatColumn], rows: Sequence[HeatRow], words: Words, key: Sequence[tuple[HeatCell, str]]
) -> Drawing:
    """Lay out the table, its heads above it and its key below."""
    width = (WIDTH - _LABELS) / len(columns)
    heads, y = _heads(columns, width)
    boxes: list[Box] = []
    strokes: list[Stroke] = []
    writings = list(heads)
    for row in rows:
        lines = wrap(row.title, 9.5, _LABELS - 10, 2)
        first = y + _ROW / 2 + 3.4 - _LINE * (len(lines) - 1) / 2
        writings += [Writing("0", at(first + _LINE * n), line) for n, line in enumerate(lines)]
        for n, cell in enumerate(row.cells):
            _draw(cell, (_LABELS + width * n, y, width - 2, _ROW - 2), (boxes, strokes, writings))
        y += _ROW
    x = 0.0
    for cell, text in key:
        _draw(cell, (x, y + 7, 18, 12), (boxes, strokes, writings))
        writings.append(Writing(at(x + 23), at(y + 16), text, size="9", ink=SOFT))
        x += 23 + text_width(text, 9) + 12
    return drawing(words, y + _KEY, boxes, strokes, writings)


def _heads(columns: Sequence[HeatColumn], width: float) -> tuple[list[Writing], float]:
    """Give the heads, set on the line above the cells, and where the cells begin."""
    titles = [wrap(column.title, 9.5, width - 8, 4) for column in columns]
    marks = [wrap(column.mark, 9, width - 8, 2) if column.mark else () for column in columns]
    most = max(len(title) + len(mark) for title, mark in zip(titles, marks, strict=True))
    found = []
    for n, (title, mark) in enumerate(zip(titles, marks, strict=True)):
        x, first = at(_LABELS + width * n + 2), 9 + _LINE * (most - len(title) - len(mark))
        found += [Writing(x, at(first + _LINE * i), line, weight="600") for i, line in enumerate(title)]
        below = first + _LINE * len(title)
        found += [Writing(x, at(below + _LINE * i), line, weight="700", size="9") for i, line in enumerate(mark)]
    return found, _LINE * most + 4


def _draw(
    cell: HeatCell,
    place: tuple[float, float, float, float],
    onto: tuple[list[Box], list[Stroke], list[Writing]],
) -> None:
    x, y, width, height = place
    boxes, strokes, writings = onto
    ink = "#ffffff" if cell.ground == len(GROUNDS) - 1 else INK
    boxes.append(Box(at(x), at(y), at(width), at(height), GROUNDS[cell.ground]))
    if cell.framed:
        strokes.append(
            Stroke(f"M{at(x + 2)} {at(y + 2)}h{at(width - 4)}v{at(height - 4)}h{at(4 - width)}z", "none", ink, "2")
        )
    if cell.crossed:
        strokes.append(straight(x, y, x + width, y + height, ink, "1"))
    if cell.text:
        writings.append(Writing(at(x + width / 2), at(y + height / 2 + 3.4), cell.text, "middle", "600", ink=ink))
