"""Bars of contributions: consequences in rows by order, options in panels side by side, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compass.reporting.figures.axis import Axis
from compass.reporting.figures.interval import Words
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import BarFigure, BarLine, Box, Label, Line, Panel, at

WIDTH = 640.0
_LABELS = 212.0
_SIZE = 9.5
_LINE = 11.0
_GAP = 8.0
_BOLD = 1.08
_ROOM = 6.0
"""Between the longest bar and the widest value of a panel there is at least so much."""
_KEY = 16.0
_FILLS = {"solid": "#1b4965", "empty": "#ffffff", "mixed": "#c9ced3"}


@dataclass(frozen=True)
class BarValue:
    """What a consequence adds in one panel; nothing where `words` is empty."""

    value: float
    words: str


@dataclass(frozen=True)
class BarRow:
    """One consequence over all panels; `pattern` is solid, hatch, dots, cross, mixed or empty."""

    title: str
    pattern: str
    values: tuple[BarValue, ...]


@dataclass(frozen=True)
class BarGroup:
    """The consequences of one order."""

    title: str
    rows: tuple[BarRow, ...]


@dataclass(frozen=True)
class BarTotals:
    """The titles of the panels, and the last line: its title and the total of each panel."""

    panels: tuple[str, ...]
    title: str
    sums: tuple[str, ...]


def bar_figure(
    groups: Sequence[BarGroup], words: Words, key: dict[str, str], span: tuple[float, float], totals: BarTotals
) -> BarFigure:
    """Lay out the groups one below the other; `span` is the lowest and highest value of all figures to be compared."""
    axes = _axes(len(totals.panels), span, _values_width(groups, totals))
    titles = [wrap(title, _SIZE, _panel_width(len(axes)) - _GAP, 2) for title in totals.panels]
    top = _LINE * max(map(len, titles)) + 4
    headings, rows, bottom = _rows(groups, axes, top, words.id)
    used = {row.pattern for group in groups for row in group.rows}
    return BarFigure(
        id=words.id,
        title=words.title,
        caption=words.caption,
        viewbox=f"0 0 {at(WIDTH)} {at(bottom + 17 + _KEY)}",
        panels=tuple(_panel(lines, axis, top, bottom) for lines, axis in zip(titles, axes, strict=True)),
        headings=headings,
        rows=rows,
        rule=Line("0", at(bottom), at(WIDTH), at(bottom)),
        sum_title=Label("0", at(bottom + 12), totals.title),
        sums=tuple(_value(text, n, len(axes), bottom + 12) for n, text in enumerate(totals.sums)),
        key=_key({pattern: text for pattern, text in key.items() if pattern in used}, bottom + 21, words.id),
        **{name: f"{words.id}-{name}" for name in ("hatch", "dots", "cross")},
    )


def fill_of(pattern: str, id: str) -> str:
    """Give the SVG fill of a pattern of a figure."""
    return _FILLS.get(pattern) or f"url(#{id}-{pattern})"


def _panel_width(count: int) -> float:
    return (WIDTH - _LABELS) / count


def _values_width(groups: Sequence[BarGroup], totals: BarTotals) -> float:
    """Give the width of the widest value, those of the last line in bold."""
    values = [text_width(value.words, _SIZE) for group in groups for row in group.rows for value in row.values]
    return max(*values, *(text_width(text, _SIZE) * _BOLD for text in totals.sums), 0.0)


def _axes(count: int, span: tuple[float, float], values: float) -> list[Axis]:
    """Give each panel its stretch of the one scale; the values stand to its right."""
    low, high = min(span[0], 0.0), max(span[1], 0.0)
    if low == high:
        high = 1.0
    width = _panel_width(count)
    starts = [_LABELS + width * n for n in range(count)]
    return [Axis(low, high, start, start + width - values - _ROOM - _GAP) for start in starts]


def _rows(
    groups: Sequence[BarGroup], axes: list[Axis], y: float, id: str
) -> tuple[tuple[Label, ...], tuple[BarLine, ...], float]:
    headings: list[Label] = []
    rows: list[BarLine] = []
    for group in groups:
        headings.append(Label("0", at(y + 11), group.title))
        y += 15
        for row in group.rows:
            line, height = _row(row, y, axes, id)
            rows.append(line)
            y += height
        y += 4
    return tuple(headings), tuple(rows), y


def _row(row: BarRow, y: float, axes: list[Axis], id: str) -> tuple[BarLine, float]:
    lines = wrap(row.title, _SIZE, _LABELS - 16, 2)
    height = _LINE * len(lines) + 4
    middle = y + height / 2
    first = middle - _LINE * (len(lines) - 1) / 2 + 3.4
    told = [(n, each) for n, each in enumerate(row.values) if each.words]
    return BarLine(
        labels=tuple(Label("8", at(first + _LINE * n), line) for n, line in enumerate(lines)),
        boxes=tuple(_box(each.value, axes[n], middle, fill_of(row.pattern, id)) for n, each in told),
        values=tuple(_value(each.words, n, len(axes), middle + 3.4) for n, each in told),
    ), height


def _box(value: float, axis: Axis, middle: float, fill: str) -> Box:
    left, right = sorted((axis.at(0), axis.at(value)))
    return Box(at(left), at(middle - 4.5), at(max(right - left, 0.8)), "9", fill)


def _value(words: str, panel: int, count: int, y: float) -> Label:
    """Give a value, set against the right edge of its panel."""
    return Label(at(_LABELS + _panel_width(count) * (panel + 1) - _GAP), at(y), words)


def _panel(lines: tuple[str, ...], axis: Axis, top: float, bottom: float) -> Panel:
    titles = tuple(Label(at(axis.start), at(9 + _LINE * n), line) for n, line in enumerate(lines))
    return Panel(titles, Line(at(axis.at(0)), at(top), at(axis.at(0)), at(bottom)))


def _key(patterns: dict[str, str], y: float, id: str) -> tuple[tuple[Box, Label], ...]:
    found = []
    x = 0.0
    for pattern, text in patterns.items():
        found.append((Box(at(x), at(y), "16", "9", fill_of(pattern, id)), Label(at(x + 21), at(y + 8), text)))
        x += 21 + text_width(text, 9) + 16
    return tuple(found)
