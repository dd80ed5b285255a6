"""Two pages for a board."""

from __future__ import annotations

from dataclasses import replace

from compass.reporting.context import Context
from compass.reporting.papers import Brief
from compass.reporting.parts import Table
from compass.reporting.sections.best import best_table
from compass.reporting.sections.cover import build_head, status
from compass.reporting.sections.depth import depth_warnings
from compass.reporting.sections.signature import build_signature
from compass.reporting.sections.synthesis import build_synthesis

_CRITERIA = 8


def build_brief(context: Context) -> Brief:
    """Give the synthesis, the criteria that weigh most and the block to sign."""
    return Brief(
        head=build_head(context, "brief"),
        product=context.say("cover.product"),
        kind=context.say("kind.brief"),
        status=status(context),
        warnings=depth_warnings(context),
        synthesis=build_synthesis(context),
        best_title=context.say("brief.best"),
        best=_heaviest(context),
        signature=build_signature(context),
    )


def _heaviest(context: Context) -> Table:
    """Keep the criteria that weigh most; without weights, the first ones of the pack."""
    table = best_table(context)
    shown = [id for id, criterion in context.criteria.items() if not criterion.intermediate]
    weights = {each.criterion: each.mean for each in context.evaluation.decision.weighed}
    heaviest = set(sorted(shown, key=lambda id: -weights.get(id, 0.0))[:_CRITERIA])
    rows = tuple(row for id, row in zip(shown, table.rows, strict=True) if id in heaviest)
    left = len(shown) - len(rows)
    return replace(table, rows=rows, note=context.say("brief.others", count=left) if left else "")
