"""What the figure templates print: every coordinate is a final string."""

from __future__ import annotations

from dataclasses import dataclass


def at(value: float) -> str:
    """Write a coordinate."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


@dataclass(frozen=True)
class Label:
    """A line of text in a figure."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Interval:
    """One row of a dot-and-interval figure: a line from P5 to P95, the median as a mark, the likely value as a cross.

    `mark` and `cross` are SVG paths; an empty one is not drawn.
    """

    letter: Label
    title: Label
    band: Line | None
    mark: str
    fill: str
    cross: str
    value: Label


@dataclass(frozen=True)
class IntervalFigure:
    """Options, or studies, on one axis."""

    id: str
    title: str
    caption: str
    viewbox: str
    intervals: tuple[Interval, ...]
    ticks: tuple[Line, ...]
    tick_labels: tuple[Label, ...]
    marker: Line | None
    axis: Line
    axis_label: Label


@dataclass(frozen=True)
class Box:
    """A rectangle filled with the pattern of that id."""

    x: str
    y: str
    width: str
    height: str
    pattern: str


@dataclass(frozen=True)
class Panel:
    """The column of one option: its title in lines, and the line at zero."""

    titles: tuple[Label, ...]
    zero: Line


@dataclass(frozen=True)
class BarLine:
    """One consequence: its title in lines, then a bar and a value in each panel where it takes place."""

    labels: tuple[Label, ...]
    boxes: tuple[Box, ...]
    values: tuple[Label, ...]


@dataclass(frozen=True)
class BarFigure:
    """Bars of the same consequences in one panel for each option, with a key of the patterns that occur."""

    id: str
    title: str
    caption: str
    viewbox: str
    panels: tuple[Panel, ...]
    headings: tuple[Label, ...]
    rows: tuple[BarLine, ...]
    rule: Line
    sum_title: Label
    sums: tuple[Label, ...]
    key: tuple[tuple[Box, Label], ...]
    hatch: str
    dots: str
    cross: str


@dataclass(frozen=True)
class TreeBox:
    """One node: an outline path, a second outline for double borders, its texts."""

    outline: str
    inner: str
    stroke_width: str
    dash: str
    fill: str
    ink: str
    level: Label
    titles: tuple[Label, ...]
    marks: tuple[Label, ...]


@dataclass(frozen=True)
class Edge:
    """A cause and its consequence, as a path; broken where no option takes it."""

    path: str
    dash: str


@dataclass(frozen=True)
class TreeFigure:
    """The consequence tree."""

    id: str
    title: str
    caption: str
    viewbox: str
    paper: str
    width: str
    height: str
    columns: tuple[Label, ...]
    edges: tuple[Edge, ...]
    boxes: tuple[TreeBox, ...]
    key: tuple[TreeBox, ...]
    layout_note: str


@dataclass(frozen=True)
class Stroke:
    """A path: its data, what fills it, its ink and width."""

    path: str
    fill: str
    ink: str
    width: str


@dataclass(frozen=True)
class Writing:
    """A line of text with its anchor, weight, size and ink."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    weight: str = "400"
    size: str = "9.5"
    ink: str = "#111111"


@dataclass(frozen=True)
class Drawing:
    """A figure of boxes, strokes and writings, in the order in which they are drawn."""

    id: str
    title: str
    caption: str
    viewbox: str
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    writings: tuple[Writing, ...]
    hatch: str
    dots: str
    cross: str
