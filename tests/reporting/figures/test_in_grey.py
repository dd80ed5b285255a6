"""Figures keep their distinctions in grey: the fills of a figure differ in tone or in texture, on rendered pixels."""

from __future__ import annotations

import io
import subprocess
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from compass.reporting.figures.bars import fill_of
from compass.reporting.figures.drawing import PATTERNS, drawing
from compass.reporting.figures.futures import _FILLS
from compass.reporting.figures.heat import GROUNDS
from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import Box
from compass.reporting.pdf import render_pdf
from compass.reporting.templates import environment

WORDS = Words("f", "title", "caption", "")
LEAST = 8.0
"""Levels of grey, of 256, that a reader tells apart side by side."""
SIDE = 60
PAGE = "<style>@page {{ size: 640pt 90pt; margin: 0 }} * {{ margin: 0 }} figcaption {{ display: none }}</style>{0}"
FILLS = {
    "bars, ranks, waterfall and rose": [fill_of(pattern, "f") for pattern in (*PATTERNS, "mixed")],
    "heat tables": list(GROUNDS),
    "futures": list(_FILLS),
}


def in_grey(figure) -> np.ndarray:
    """Give the pixels of a figure as a printer without colour sets them, one for each point."""
    page = environment().from_string('{% from "figures/drawing.html" import drawing %}{{ drawing(figure) }}')
    pdf = render_pdf(f"<html lang=en><title>f</title>{PAGE.format(page.render(figure=figure))}")
    done = subprocess.run(["pdftoppm", "-gray", "-r", "144"], input=pdf, capture_output=True, check=True)
    return np.asarray(Image.open(io.BytesIO(done.stdout)), dtype=float)


def signature(patch: np.ndarray) -> np.ndarray:
    """Tell a patch by its tone, and by how it varies along its rows, along its columns and all over."""
    return np.array([patch.mean(), patch.mean(axis=0).std(), patch.mean(axis=1).std(), patch.std()])


@pytest.mark.pdf
@pytest.mark.poppler
@pytest.mark.parametrize("kind", FILLS)
def test_fills_differ_in_grey(kind):
    fills = FILLS[kind]
    boxes = [Box(str(n * 80), "0", str(SIDE), str(SIDE), fill) for n, fill in enumerate(fills)]
    pixels = in_grey(drawing(WORDS, 80, boxes, (), ()))
    found = [signature(pixels[20:100, n * 160 + 20 : n * 160 + 100]) for n in range(len(fills))]
    for (one, first), (other, second) in combinations(zip(fills, found, strict=True), 2):
        assert np.abs(first - second).max() > LEAST, (one, other)
