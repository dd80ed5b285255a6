"""Diverging bars of contributions, grouped by order, with a pattern for each life-cycle stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass.reporting.figures.axis import Axis
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Bar, BarFigure, Box, Label, Line, at

WIDTH = 600.0
_LABELS = 214.0
_SIZE = 9.5
_LINE = 11.0
_VALUES = 66.0
_KEY = 16.0


@dataclass(frozen=True)
class BarRow:
    """One contribution; `pattern` is solid, hatch, dots, cross or empty."""

    title: str
    value: float
    words: str
    pattern: str


@dataclass(frozen=True)
class BarGroup:
    """The contributions of one order."""

    title: str
    rows: tuple[BarRow, ...]


def bar_figure(groups: Sequence[BarGroup], words: Words, key: dict[str, str], span: tuple[float, float]) -> BarFigure:
    """Lay out the groups one below the other; `span` is the lowest and highest value of all figures to be compared."""
    axis = _axis(span)
    headings: list[Label] = []
    bars: list[Bar] = []
    y = 4.0
    for group in groups:
        headings.append(Label("0", at(y + 10), group.title))
        y += 17
        for row in group.rows:
            bar, height = _bar(row, y, axis, words.id)
            bars.append(bar)
            y += height
        y += 6
    used = {row.pattern for group in groups for row in group.rows}
    return BarFigure(
        id=words.id,
        title=words.title,
        caption=words.caption,
        viewbox=f"0 0 {at(WIDTH)} {at(y + _KEY)}",
        headings=tuple(headings),
        bars=tuple(bars),
        zero=Line(at(axis.at(0)), "2", at(axis.at(0)), at(y)),
        key=_key({pattern: text for pattern, text in key.items() if pattern in used}, y + 4, words.id),
        **{name: f"{words.id}-{name}" for name in ("hatch", "dots", "cross")},
    )


def fill_of(pattern: str, id: str) -> str:
    """Give the SVG fill of a pattern of a figure."""
    if pattern == "solid":
        return "#1b4965"
    return f"url(#{id}-{pattern})" if pattern != "empty" else "#ffffff"


def _axis(span: tuple[float, float]) -> Axis:
    low, high = min(span[0], 0.0), max(span[1], 0.0)
    if low == high:
        high = 1.0
    left = _LABELS + (_VALUES if low < 0 else 8)
    right = WIDTH - (_VALUES if high > 0 else 8)
    return Axis(low, high, left, right)


def _bar(row: BarRow, y: float, axis: Axis, id: str) -> tuple[Bar, float]:
    lines = wrap(row.title, _SIZE, _LABELS - 14, 2)
    height = _LINE * len(lines) + 6
    middle = y + height / 2
    first = middle - _LINE * (len(lines) - 1) / 2 + 3.4
    left, right = sorted((axis.at(0), axis.at(row.value)))
    to_left = row.value < 0
    box = Box(at(left), at(middle - 5), at(max(right - left, 0.8)), "10", fill_of(row.pattern, id))
    value = Label(at(left - 5 if to_left else right + 5), at(middle + 3.4), row.words)
    labels = tuple(Label("8", at(first + _LINE * n), line) for n, line in enumerate(lines))
    return Bar(labels, box, value, "end" if to_left else "start"), height


def _key(patterns: dict[str, str], y: float, id: str) -> tuple[tuple[Box, Label], ...]:
    found = []
    x = 0.0
    for pattern, text in patterns.items():
        found.append((Box(at(x), at(y), "16", "9", fill_of(pattern, id)), Label(at(x + 21), at(y + 8), text)))
        x += 21 + text_width(text, 9) + 16
    return tuple(found)
