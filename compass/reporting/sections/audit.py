"""How good the numbers behind the result are: counts, and the results that owe their spread to proposals."""

from __future__ import annotations

from compass.model.audit import Audit
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection
from compass.texts.audits import AuditLine, audit_lines, led_lines


def build_audit(context: Context, audit: Audit) -> TableSection:
    """Tell an audit as one table of counts and, where proposals lead, one of results."""
    tables = [_table(context, "table", ("what", "count", "detail"), audit_lines(context.pack, audit, context.language))]
    led = led_lines(context.pack, context.letters, audit, context.language)
    if led:
        tables.append(_table(context, "led_table", ("criterion", "shares", "largest"), led))
    leads = ("lead", "lead_led") if led else ("lead",)
    return TableSection(
        "audit",
        context.say("audit.title"),
        tuple(context.say(f"audit.{key}") for key in leads),
        tuple(tables),
        context.say("audit.none"),
    )


def _table(context: Context, caption: str, columns: tuple[str, ...], lines: list[AuditLine]) -> Table:
    return Table(
        caption=context.say(f"audit.{caption}"),
        columns=tuple(context.say(f"audit.column_{name}") for name in columns),
        rows=tuple(Row(Cell(line.what), (Cell(line.count), Cell(line.detail, mark=line.mark))) for line in lines),
    )
