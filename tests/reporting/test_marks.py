"""No proposal of the authors stands in a report without its mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from compass.reporting.parts import Cell, Item, Row

MARK = {"fr": "proposition des auteurs", "en": "authors’ proposal"}
LANGUAGES = ("fr", "en")


def found(value: Any, kind: type) -> Iterator[Any]:
    """Walk a report and give every part of one kind."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from found(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for each in value:
            yield from found(each, kind)


def proposal_references(told) -> set[str]:
    pack = told[0]
    return {id for id, source in pack.sources.items() if source.seen == "proposal"}


def labels_of_proposals(report, told) -> set[str]:
    """Give the labels under which the bibliography lists proposals."""
    titles = {told[0].sources[id].title for id in proposal_references(told)}
    return {
        entry.label
        for bibliography in report.sources.lists
        for entry in bibliography.entries
        if any(entry.text.startswith(title) for title in titles)
    }


def cells_of(row: Row) -> tuple[Cell, ...]:
    return (row.head, *row.cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_ours_in_the_table_of_factors_is_marked(told, reports, language):
    evaluation = told[2]
    rows = [row for table in reports[language].factors.tables for row in table.rows]
    assert len(rows) == len(evaluation.factors)
    for row, use in zip(rows, evaluation.factors, strict=True):
        assert (MARK[language] in row.cells[-1].mark) == (use.quality == "proposal"), row.head.text
    assert any(use.quality == "proposal" for use in evaluation.factors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_cites_a_proposal_carries_its_mark(told, reports, language):
    report = reports[language]
    labels = labels_of_proposals(report, told)
    assert labels
    rows = [
        row
        for row in found(report, Row)
        if any(link.text in labels for cell in cells_of(row) for link in cell.references)
    ]
    items = [item for item in found(report, Item) if any(link.text in labels for link in item.references)]
    assert len(rows) > 20
    for row in rows:
        assert any(MARK[language] in cell.mark for cell in cells_of(row)), row.head.text
    for item in items:
        assert MARK[language] in item.mark, item.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_assumption_of_ours_is_marked_and_no_other_is(told, reports, language):
    pack, _, evaluation = told
    marked = [
        row
        for table in reports[language].assumptions.tables
        for row in table.rows
        if MARK[language] in row.cells[-1].mark
    ]
    ours = {(a.question, a.metric) for a in evaluation.assumptions if a.quality == "proposal"}
    assert len(marked) == len(ours)
    for assumed in evaluation.assumptions:
        proposed = assumed.source is not None and pack.sources[assumed.source].seen == "proposal"
        assert proposed == (assumed.quality == "proposal"), assumed.question


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposal_named_by_the_audit_is_marked(audited, language):
    _, led = audited(language).audit.tables
    assert led.rows
    assert all(MARK[language] in row.cells[-1].mark for row in led.rows)
