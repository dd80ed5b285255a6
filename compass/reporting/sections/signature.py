"""The block that those who evaluated sign."""

from __future__ import annotations

from compass.model.digest import digest
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection

_ROLES = ("clinician", "engineer", "data_protection", "procurement", "head")
_COLUMNS = ("role", "name", "date", "opinion", "signature")


def build_signature(context: Context) -> TableSection:
    """Leave room for each role to sign, under the digest of what is signed."""
    blank = Cell("\u00a0")
    opinion = Cell(context.say("signature.opinions"))
    rows = tuple(Row(Cell(context.say(f"signature.{role}")), (blank, blank, opinion, blank)) for role in _ROLES)
    columns = tuple(context.say(f"signature.column_{name}") for name in _COLUMNS)
    lead = (context.say("signature.lead", digest=digest(context.evaluation).removeprefix("sha256:")),)
    table = Table(context.say("signature.caption"), columns, rows, "signature")
    return TableSection("signature", context.say("signature.title"), lead, (table,))
