"""Which option meets each minimum requirement: conform, not conform, or not proven."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.evaluation import KnockOutResult
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import TableSection
from compass.reporting.sections.reasons import why_out

_ACROSS = 8
"""More options than this do not fit across a page."""
_MARKED = ("failed", "not_proven")


def build_conformity(context: Context) -> TableSection:
    """Lay out the knock-outs against the options, as many options to a table as fit across a page."""
    options = list(context.options)
    parts = [options[n : n + _ACROSS] for n in range(0, len(options), _ACROSS)]
    told = context.evaluation.knock_outs
    tables = (*(_table(context, part) for part in parts), *_missed(context)) if told else ()
    lead = (context.say("conformity.lead"),)
    return TableSection("conformity", context.say("conformity.title"), lead, tables, context.say("conformity.none"))


def _table(context: Context, options: list[str]) -> Table:
    found = {(each.knock_out, each.option): each for each in context.evaluation.knock_outs}
    ids = dict.fromkeys(each.knock_out for each in context.evaluation.knock_outs)
    rows = tuple(Row(_head(context, id), tuple(_cell(context, found[id, option]) for option in options)) for id in ids)
    columns = (context.say("conformity.column"), *(context.letters[option] for option in options))
    return stackable(Table(context.say("conformity.caption"), columns, rows, "conformity"))


def _missed(context: Context) -> Iterator[Table]:
    """Tell, of each requirement that an option misses, the answers that make it so."""
    rows = tuple(
        Row(
            Cell(context.text(context.pack.knock_outs[each.knock_out].title)),
            (Cell(context.letters[each.option]), Cell(why_out(context, each.option, each.knock_out) or "–")),
        )
        for each in context.evaluation.knock_outs
        if "failed" in (each.verdict, each.judged)
    )
    if rows:
        columns = tuple(context.say(f"conformity.{name}") for name in ("column", "column_option", "column_why"))
        yield Table(context.say("conformity.caption_missed"), columns, rows, "missed")


def _head(context: Context, id: str) -> Cell:
    knock_out = context.pack.knock_outs[id]
    own = context.evaluation.settings.knock_outs.get(id)
    detail = context.text(own.set_aside) if own is not None else context.text(knock_out.why)
    mark = context.proposed(knock_out.source)
    return Cell(context.text(knock_out.title), detail, mark, references=context.references(knock_out.source))


def _cell(context: Context, result: KnockOutResult) -> Cell:
    """Give the verdict; one that the buyer set aside tells the verdict that it would have had."""
    judged = context.say(f"conformity.{result.judged}") if result.judged is not None else ""
    words = context.say(f"conformity.{result.verdict}")
    if result.verdict in _MARKED:
        return Cell("", mark=words)
    return Cell(words, context.in_brackets(judged))
