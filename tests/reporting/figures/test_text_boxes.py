"""No text of a figure leaves the figure or lies on another: every figure of a report, as poppler finds its words."""

from __future__ import annotations

import re

import pytest

from compass.reporting.html import render_html
from compass.reporting.pdf import render_pdf
from tests.reporting.pages import Page, overlaps, pages_of

_SVG = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)".*?</svg>', re.DOTALL)
AROUND = 200
"""Points around each drawing: poppler tells nothing of words that are wholly off the page."""
STYLE = f"@page {{ size: 2400pt; margin: {AROUND}pt }} * {{ margin: 0 }} svg {{ display: block; break-after: page }}"


@pytest.fixture(scope="module", params=["fr", "en"])
def figures(request, reports) -> list[tuple[float, float, Page]]:
    """Set every drawing of a report alone at the corner of a page, one unit a point: its size, its page."""
    html = render_html(reports[request.param])
    sizes = [(float(width), float(height)) for width, height in _SVG.findall(html)]
    drawings = [
        found[0].replace("<svg ", f'<svg style="width: {found[1]}pt; height: {found[2]}pt" ', 1)
        for found in _SVG.finditer(html)
    ]
    faces = "".join(re.findall(r"@font-face {[^}]*}", html))
    page = f"<html lang=en><title>f</title><style>{faces}{STYLE}</style>{''.join(drawings)}"
    return [(*size, each) for size, each in zip(sizes, pages_of(render_pdf(page)), strict=False)]


@pytest.mark.pdf
@pytest.mark.poppler
def test_texts_stay_inside_their_figure(figures):
    assert len(figures) > 30
    outside = [
        word.text
        for width, height, page in figures
        for word in page.words
        if min(word.left, word.top) < AROUND - 1 or word.right > AROUND + width + 1 or word.bottom > AROUND + height + 1
    ]
    assert outside == []


@pytest.mark.pdf
@pytest.mark.poppler
def test_no_text_lies_on_another(figures):
    assert [found for _, _, page in figures for found in overlaps(page)] == []
