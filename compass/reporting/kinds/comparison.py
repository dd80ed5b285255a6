"""Options side by side, a column each."""

from __future__ import annotations

from dataclasses import replace

from compass.reporting.context import Context
from compass.reporting.papers import SideBySide
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import TableSection
from compass.reporting.sections.comparison import overview_table
from compass.reporting.sections.conformity import build_conformity
from compass.reporting.sections.cover import build_head, option_lines, status
from compass.reporting.sections.depth import depth_warnings
from compass.reporting.sections.lead import loss, points

FEWEST, MOST = 2, 8


class CannotSetSide(Exception):
    """There are not as many options as a page has room for; `count` is how many there are."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def build_side_by_side(context: Context) -> SideBySide:
    """Give the options in columns. Raises CannotSetSide for fewer than two of them or more than eight."""
    if not FEWEST <= len(context.options) <= MOST:
        raise CannotSetSide(len(context.options))
    sections = (_standing(context), _criteria(context), _conformity(context))
    return SideBySide(
        head=build_head(context, "comparison"),
        product=context.say("cover.product"),
        kind=context.say("kind.comparison"),
        status=status(context),
        warnings=depth_warnings(context),
        options=option_lines(context),
        sections=sections,
    )


def _standing(context: Context) -> TableSection:
    """Give a row for each thing that ranks the options or holds one back."""
    told = {key: _cells(context, key) for key in ("score", "first", "loss", "failed", "open", "unknown", "blank")}
    rows = tuple(Row(Cell(context.say(f"side.{key}")), cells) for key, cells in told.items())
    columns = (
        context.say("side.column"),
        *(f"{context.letters[o]}\u2002{context.option_title(o)}" for o in context.options),
    )
    table = Table(context.say("side.standing_caption"), columns, rows, "side")
    return TableSection("standing", context.say("side.standing"), (context.say("side.lead"),), (table,))


def _cells(context: Context, key: str) -> tuple[Cell, ...]:
    tell = _ranked if key in ("score", "first", "loss") else _counted
    return tuple(tell(context, key, option) for option in context.options)


def _ranked(context: Context, key: str, option: str) -> Cell:
    """Tell how an option stands; one that is not scored has a dash."""
    standing = next((each for each in context.evaluation.decision.standings if each.option == option), None)
    if standing is None:
        return Cell("–", kind="number")
    if key == "score":
        score, band = points(context, standing.score)
        return Cell(score, context.in_brackets(band), kind="number")
    return Cell(context.share(standing.ranks[0]) if key == "first" else loss(context, standing.regret), kind="number")


def _counted(context: Context, key: str, option: str) -> Cell:
    evaluation = context.evaluation
    verdict = {"failed": "failed", "open": "not_proven"}.get(key)
    if verdict is not None:
        count = sum(each.verdict == verdict and each.option == option for each in evaluation.knock_outs)
    else:
        count = len({a.question for a in evaluation.assumptions if a.option == option and a.state == key})
    return Cell(str(count), kind="number")


def _criteria(context: Context) -> TableSection:
    table = replace(overview_table(context), shape="side")
    lead = (context.say("comparison.lead"),)
    return TableSection("criteria", context.say("comparison.title"), lead, (table,))


def _conformity(context: Context) -> TableSection:
    """Give the conformity matrix without its references: their list stands in the full report."""
    section = build_conformity(context)
    tables = tuple(
        replace(table, rows=tuple(replace(row, head=replace(row.head, references=())) for row in table.rows))
        for table in section.tables
    )
    return replace(section, tables=tables)
