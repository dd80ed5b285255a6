"""An evaluation as a workbook: what a spreadsheet reads, filters and computes with; no formula, no link, no macro."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from compass.model.assessment import Assessment
from compass.model.evaluation import Evaluation
from compass.model.pack import Pack
from compass.reporting.context import Context
from compass.reporting.sheets import Sheet, build_sheets
from compass.texts.words import Language

_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FORMATS = {
    "text": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "number": {"valign": "top", "num_format": "General"},
    "share": {"valign": "top", "num_format": "0.0%"},
}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#EEF2F5"}
_MOST = 32_767
"""The characters that a cell can hold."""


def render_workbook(pack: Pack, assessment: Assessment, evaluation: Evaluation, language: Language) -> bytes:
    """Write the workbook of an evaluation in one language; the same evaluation gives the same bytes.

    A text stays text, whatever sign it begins with.
    """
    context = Context(pack, assessment, evaluation, language)
    return write_book(build_sheets(context), context.text(assessment.title), evaluation.program, evaluation.date)


def write_book(sheets: Iterable[Sheet], title: str, program: str, date: str) -> bytes:
    """Write sheets as a workbook; the same sheets give the same bytes."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, _INERT)
    book.set_properties({"title": title, "comments": program, "created": datetime.fromisoformat(date)})
    formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats, book.add_format(_HEAD))
    book.close()
    return written.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], head: Any) -> None:
    """Fill one sheet: the head stays in view and filters."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, head)
    for number, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, place, value, formats[column.kind])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _write_cell(page: Any, row: int, column: int, value: str | float | None, look: Any) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value[:_MOST], look)
    elif value is not None:
        page.write_number(row, column, value, look)
