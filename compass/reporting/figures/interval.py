"""The dot-and-interval figure: one row for each option, told apart by letter and by the shape of its mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compass.reporting.figures.axis import Axis, axis_over
from compass.reporting.figures.lettering import text_width, wrap
from compass.reporting.figures.shapes import Interval, IntervalFigure, Label, Line, at

WIDTH = 640.0
ROW = 16.0
_TOP = 8.0
_START, _END = 190.0, 480.0
_SIZE = 10.0
_TICKS = 9.0


@dataclass(frozen=True)
class IntervalRow:
    """What one row shows; without `low` and `high` only the mark is drawn, without `middle` nothing is."""

    letter: str
    title: str
    middle: float | None
    low: float | None
    high: float | None
    cross: float | None
    words: str


@dataclass(frozen=True)
class Words:
    """The texts of a figure."""

    id: str
    title: str
    caption: str
    axis: str


def interval_figure(
    rows: Sequence[IntervalRow], words: Words, tick: Callable[[float], str], marker: float | None = None,
    bounds: tuple[float, float] | None = None,
) -> IntervalFigure:  # fmt: skip
    """Lay out the rows on one axis; `marker` is a value shown by a broken line over all rows."""
    axis = Axis(*bounds, _START, _END) if bounds is not None else _axis(rows, marker)
    bottom = _TOP + ROW * len(rows)
    ticks = axis.ticks()
    beside = _beside([(axis.at(value), tick(value)) for value in ticks])
    return IntervalFigure(
        id=words.id,
        title=words.title,
        caption=words.caption,
        viewbox=f"0 0 {at(WIDTH)} {at(bottom + 19)}",
        intervals=tuple(_interval(row, index, axis) for index, row in enumerate(rows)),
        ticks=tuple(_upright(axis.at(value), bottom, bottom + 4) for value in ticks),
        tick_labels=tuple(Label(at(axis.at(value)), at(bottom + 15), tick(value)) for value in ticks),
        marker=None if marker is None else _upright(axis.at(marker), _TOP - 4, bottom),
        axis=Line(at(_START), at(bottom), at(_END), at(bottom)),
        axis_label=Label(at(beside), at(bottom + 15), _unit(words.axis, WIDTH - beside)),
    )


def _beside(labels: Sequence[tuple[float, str]]) -> float:
    """Give where the text at the right end of the axis begins: clear of the last label."""
    return max(_END + 14, *(x + text_width(text, _TICKS) / 2 + 8 for x, text in labels))


def _unit(text: str, width: float) -> str:
    """Give the text at the right end of the axis, cut where it is too long."""
    return next(iter(wrap(text, _TICKS, width, 1)), "")


def _axis(rows: Sequence[IntervalRow], marker: float | None) -> Axis:
    found = [v for row in rows for v in (row.low, row.middle, row.high, row.cross) if v is not None]
    return axis_over([*found, *([] if marker is None else [marker])] or [0.0, 1.0], _START, _END)


def _interval(row: IntervalRow, index: int, axis: Axis) -> Interval:
    y = _TOP + ROW * (index + 0.5)
    band = None
    if row.low is not None and row.high is not None and row.high > row.low:
        band = Line(at(axis.at(row.low)), at(y), at(axis.at(row.high)), at(y))
    return Interval(
        letter=Label("0", at(y + 3.5), row.letter),
        title=Label("22", at(y + 3.5), wrap(row.title, _SIZE, _START - 32, 1)[0]),
        band=band,
        mark="" if row.middle is None else mark_path(index, axis.at(row.middle), y),
        fill="#1b4965" if index % 2 == 0 else "#ffffff",
        cross="" if row.cross is None else _cross(axis.at(row.cross), y),
        value=Label(at(_END + 14), at(y + 3.5), row.words),
    )


def mark_path(index: int, x: float, y: float) -> str:
    """Give the outline of the mark of an option: circle, square, triangle, diamond, and so on again."""
    kind = index % 4
    if kind == 0:
        return f"M{at(x - 5)} {at(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
    corners = {
        1: ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        2: ((0, -5.5), (5.5, 4.5), (-5.5, 4.5)),
        3: ((0, -6), (6, 0), (0, 6), (-6, 0)),
    }[kind]
    return "M" + "L".join(f"{at(x + dx)} {at(y + dy)}" for dx, dy in corners) + "z"


def _cross(x: float, y: float) -> str:
    return f"M{at(x - 4)} {at(y - 4)}L{at(x + 4)} {at(y + 4)}M{at(x - 4)} {at(y + 4)}L{at(x + 4)} {at(y - 4)}"


def _upright(x: float, top: float, bottom: float) -> Line:
    return Line(at(x), at(top), at(x), at(bottom))
