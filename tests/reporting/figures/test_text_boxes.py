"""No text of a figure leaves the figure or lies on another, by the widths that the figures reckon with."""

from __future__ import annotations

from itertools import combinations

import pytest

from compass.reporting.figures.lettering import text_width

NARROWER = 0.84
"""Widths are reckoned on the safe side by about this much."""


def extents(figure):
    """Give left, right, top and bottom of each text of a figure, with the text."""
    for text in figure.writings:
        size = float(text.size)
        width = text_width(text.text, size) * NARROWER
        left = float(text.x) - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
        yield left, left + width, float(text.y) - 0.7 * size, float(text.y), text.text


@pytest.fixture(scope="module")
def figures(reports):
    return [f for report in reports.values() for block in report.choosing.blocks for f in block.figures]


def test_texts_stay_inside_their_figure(figures):
    for figure in figures:
        width, height = map(float, figure.viewbox.split()[2:])
        for left, right, top, bottom, text in extents(figure):
            assert left >= -1, (figure.id, text)
            assert right <= width + 1, (figure.id, text)
            assert top >= -1, (figure.id, text)
            assert bottom <= height, (figure.id, text)


def test_no_text_lies_on_another(figures):
    for figure in figures:
        for one, other in combinations(extents(figure), 2):
            apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
            assert apart, (figure.id, one, other)
