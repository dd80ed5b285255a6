"""The terms of the program, then those of the pack."""

from __future__ import annotations

from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection

_TERMS = (
    "option", "alternative", "reference", "criterion", "weight", "score", "draw", "median", "band", "likely",
    "consequence", "order", "rebound", "knock_out", "assumption", "proposal", "evidence", "digest", "functional_unit",
)  # fmt: skip


def build_glossary(context: Context) -> TableSection:
    """Explain the words that a reader meets; a criterion is explained by the help that the pack gives."""
    own = {context.say(f"glossary.{term}"): context.say(f"glossary.{term}_text") for term in _TERMS}
    helped = [each for each in context.criteria.values() if each.help is not None]
    theirs = {context.text(each.title): context.text(each.help) for each in helped}
    told = {"own": own, "pack": theirs}
    tables = tuple(_table(context, key, terms) for key, terms in told.items() if terms)
    return TableSection("glossary", context.say("glossary.title"), (), tables)


def _table(context: Context, key: str, terms: dict[str, str]) -> Table:
    rows = tuple(
        Row(Cell(term), (Cell(text),)) for term, text in sorted(terms.items(), key=lambda each: each[0].lower())
    )
    columns = (context.say("glossary.column_term"), context.say("glossary.column_text"))
    return Table(context.say(f"glossary.caption_{key}"), columns, rows, "glossary")
