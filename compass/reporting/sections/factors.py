"""The sourced numbers that the result rests on."""

from __future__ import annotations

from compass.model.evaluation import FactorUse
from compass.model.factor import Factor
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.texts.places import place_name
from compass.texts.typography import HARD


def build_factors(context: Context) -> TableSection:
    """List the factors used, each with its range, year, place, quality and source."""
    tables = (_table(context),) if context.evaluation.factors else ()
    lead = (context.say("factors.lead"), context.say("factors.pedigree"))
    return TableSection("factors", context.say("factors.title"), lead, tables, context.say("factors.none"))


def _table(context: Context) -> Table:
    table = Table(
        caption=context.say("factors.table"),
        columns=tuple(context.say(f"factors.column_{name}") for name in ("factor", "value", "context", "quality")),
        rows=tuple(_row(context, use) for use in context.evaluation.factors),
        shape="factors",
    )
    return stackable(table)


def _row(context: Context, use: FactorUse) -> Row:
    factor = context.pack.factors[use.factor]
    rule = context.say("factors.by_pedigree") if use.by_pedigree else ""
    marks = [context.quality(use.quality)] if use.quality == "proposal" else []
    marks += [context.say("factors.expired")] if use.expired else []
    quality = "" if use.quality == "proposal" else context.quality(use.quality)
    place = context.say("factors.place", year=use.year, geography=place_name(use.geography, context.language))
    value, band = context.input_words(use.value, use.unit)
    return Row(
        Cell(context.text(factor.title), row_title(context, factor, use.row)),
        (
            Cell(value, context.in_brackets(band)),
            Cell(place),
            Cell(quality, rule, ", ".join(marks), references=context.references(use.source)),
        ),
    )


def row_title(context: Context, factor: Factor, row: str | None) -> str:
    """Give the titles of what chose a row of a table; nothing for a lone number."""
    if not row or not factor.by:
        return ""
    titles = [_key_title(context, scale, key) for scale, key in zip(factor.by, row.split("/"), strict=False)]
    return f"—{HARD}{', '.join(titles)}"


def _key_title(context: Context, by: str, key: str) -> str:
    if by in context.pack.scales and key in context.pack.scales[by].options:
        return context.text(context.pack.scales[by].options[key].title)
    question = context.pack.questions.get(by)
    if question is not None and (question.type == "yes_no" or key in context.pack.options_of(question)):
        return context.choice_title(by, key)
    return context.node_title(key) if key in context.pack.nodes else key
