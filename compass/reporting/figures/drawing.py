"""Figures that are made of boxes, strokes and writings only."""

from __future__ import annotations

from collections.abc import Sequence

from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import Box, Drawing, Stroke, Writing, at

WIDTH = 640.0
INK, SOFT, ACCENT = "#111111", "#444444", "#1b4965"
PATTERNS = ("solid", "hatch", "dots", "cross", "empty")
"""How parts are told apart without colour, in this order; further parts share the last."""


def drawing(
    words: Words, height: float, boxes: Sequence[Box], strokes: Sequence[Stroke], writings: Sequence[Writing]
) -> Drawing:
    """Put the parts of a figure together."""
    return Drawing(
        id=words.id,
        title=words.title,
        caption=words.caption,
        viewbox=f"0 0 {at(WIDTH)} {at(height)}",
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        writings=tuple(writings),
        **{name: f"{words.id}-{name}" for name in ("hatch", "dots", "cross")},
    )


def straight(x1: float, y1: float, x2: float, y2: float, ink: str = INK, width: str = "0.8") -> Stroke:
    """Draw a straight line."""
    return Stroke(f"M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}", "none", ink, width)


def disc(x: float, y: float, radius: float, fill: str) -> Stroke:
    """Draw a disc."""
    r = at(radius)
    return Stroke(
        f"M{at(x - radius)} {at(y)}a{r} {r} 0 1 0 {at(2 * radius)} 0a{r} {r} 0 1 0 {at(-2 * radius)} 0z",
        fill,
        ACCENT,
        "1",
    )
