"""The workbook, read back from its parts: names, types, filters, and texts that stay texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree

import pytest

from compass.model.base import Text
from compass.reporting.context import Context
from compass.reporting.sheets import build_sheets
from compass.reporting.workbook import render_workbook
from compass.texts.words import LANGUAGES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TRIGGERS = ("=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("https://example.org")', "https://example.org", "\t=1+1")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def rows(data: bytes, sheet: int) -> list[list[str | float | None]]:
    """Read a sheet as a spreadsheet program does: shared strings, and numbers."""
    files = parts(data)
    shared = ["".join(each.itertext()) for each in ElementTree.fromstring(files["xl/sharedStrings.xml"])]
    page = ElementTree.fromstring(files[f"xl/worksheets/sheet{sheet}.xml"])
    return [[_value(cell, shared) for cell in row] for row in page.iter(f"{MAIN}row")]


def _value(cell: ElementTree.Element, shared: list[str]) -> str | float | None:
    value = cell.find(f"{MAIN}v")
    if value is None or value.text is None:
        return None
    return shared[int(value.text)] if cell.get("t") == "s" else float(value.text)


def filled(row: Iterable[str | float | None]) -> list[str]:
    """Give what stands in a row, numbers to 12 digits: the format keeps 16, not all 17."""
    return [f"{value:.12g}" if isinstance(value, float) else str(value) for value in row if value not in (None, "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_holds_what_was_built(told, language):
    data, sheets = render_workbook(*told, language), build_sheets(Context(*told, language))
    assert len(sheets) == 8
    for number, sheet in enumerate(sheets, start=1):
        head, *body = rows(data, number)
        assert head == [column.title for column in sheet.columns]
        kept = [filled(row) for row in sheet.rows]
        assert [filled(row) for row in body] == kept
        assert kept != []


def test_comparison_gives_the_numbers_of_the_evaluation(told):
    sheet = build_sheets(Context(*told, "en"))[3]
    likely = [column.title for column in sheet.columns].index("Likely")
    expected = sorted(r.total.likely for r in told[2].criteria if r.concerned and r.total is not None)
    assert sorted(row[likely] for row in sheet.rows if row[likely] is not None) == expected


def test_every_sheet_filters_and_keeps_its_head_in_view(told):
    for name, content in parts(render_workbook(*told, "fr")).items():
        if name.startswith("xl/worksheets/sheet"):
            page = ElementTree.fromstring(content)
            assert page.find(f"{MAIN}autoFilter") is not None
            (pane,) = page.iter(f"{MAIN}pane")
            assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


@pytest.mark.parametrize("text", TRIGGERS)
def test_texts_are_inert(told, text):
    pack, assessment, evaluation = told
    options = tuple(each.model_copy(update={"title": Text(fr=text, en=text)}) for each in assessment.options)
    changed = {"title": Text(fr=text, en=text), "about": Text(fr=text, en=text), "options": options}
    data = render_workbook(pack, assessment.model_copy(update=changed), evaluation, "en")
    files = parts(data)
    assert text.strip() in [row[1] for row in rows(data, 1)]
    assert not any(b"<f>" in content or b"<hyperlink" in content for content in files.values())
    assert not [name for name in files if "_rels/sheet" in name or "vba" in name]


def test_same_evaluation_gives_the_same_bytes(told):
    assert render_workbook(*told, "fr") == render_workbook(*told, "fr")
