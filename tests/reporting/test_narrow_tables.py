"""Long numbers in tables with many options: they are never broken over two lines, nor lie over each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compass.reporting.html import render_html
from compass.reporting.kinds.build import build_document
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.pdf import render_pdf
from tests.reporting.pages import broken, misplaced

LONG = "−1\u202f234\u202f567"
BAND = f"({LONG} à {LONG})"
PLAIN, WITH_BAND = Cell(LONG, kind="number"), Cell(LONG, BAND, kind="number")
TABLES = {
    "contributions across-4": (PLAIN,) * 4,
    "contributions across-5": (PLAIN,) * 5,
    "overview": (WITH_BAND,) * 5,
    "criterion": (PLAIN, Cell(f"{LONG} à {LONG}", kind="number"), WITH_BAND, Cell("> 99\u202f%", kind="number"), PLAIN),
    "standing": (WITH_BAND,) * 5,
    "side": (WITH_BAND,) * 4,
}


@pytest.mark.poppler
@pytest.mark.parametrize("shape", TABLES)
def test_a_number_is_never_broken(told, shape):
    cells = TABLES[shape]
    rows = (Row(Cell("Un critère dont le titre est assez long pour deux lignes"), cells),) * 2
    table = Table("Caption", ("Critère", *"ABCDEFG"[: len(cells)]), rows, shape)
    page = render_html(replace(build_document("brief", *told, "fr"), best=table))
    assert broken(page) == []
    assert misplaced(render_pdf(page)) == []


def test_a_number_that_is_broken_is_found(told):
    brief = build_document("brief", *told, "fr")
    table = Table("Caption", ("Critère", *"ABCDEFGHIJKLMNO"), (Row(Cell("x"), (PLAIN,) * 15),), "contributions")
    page = render_html(replace(brief, best=table)).replace("overflow-wrap: normal", "overflow-wrap: break-word")
    assert broken(page) != []
