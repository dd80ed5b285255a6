"""All criteria of all options: an overview, then each criterion in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.figures.interval import IntervalRow, Words, interval_figure
from compass.reporting.figures.shapes import IntervalFigure
from compass.reporting.parts import Cell, Fact, Row, Table
from compass.reporting.report import Comparison, CriterionCard
from compass.reporting.sections.amounts import difference_form, form_of, is_share, unit_of
from compass.reporting.sections.best import best_table
from compass.reporting.sections.replies import CLEAR
from compass.texts.numbers import NumberFormat, format_of

_ACROSS = 5
"""More options than this do not fit across a page."""
_LEVELS = (0.0, 4.0)


def build_comparison(context: Context) -> Comparison:
    """Compare the options on every criterion."""
    cards = tuple(_card(context, id, criterion) for id, criterion in context.criteria.items())
    overview = (overview_table(context),) if len(context.options) <= _ACROSS else ()
    reference = context.evaluation.reference
    lead = [context.say("comparison.lead")]
    if reference is not None:
        lead.append(
            context.say(
                "comparison.reference", letter=context.letters[reference], title=context.option_title(reference)
            )
        )
    return Comparison("comparison", context.say("comparison.title"), tuple(lead), best_table(context), overview, cards)


def overview_table(context: Context) -> Table:
    """Give every criterion of every option, a column each: the median and its band."""
    rows = []
    for id, criterion in context.criteria.items():
        cells = tuple(_short_cell(context, criterion, context.results.get((id, option))) for option in context.options)
        rows.append(Row(Cell(context.text(criterion.title), unit_of(context, criterion)), cells))
    columns = (
        context.say("synthesis.column_criterion"),
        *(f"{context.letters[o]}\u2002{context.option_title(o)}" for o in context.options),
    )
    return Table(
        context.say("comparison.overview"), columns, tuple(rows), "overview", context.say("comparison.overview_note")
    )


def _short_cell(context: Context, criterion: Criterion, result: CriterionResult | None) -> Cell:
    if result is None or not result.concerned or result.total is None:
        return not_concerned(context)
    form = form_of(context, criterion, result.total)
    return Cell(form.plain(result.total.median), context.band(result.total, form), kind="number")


def not_concerned(context: Context) -> Cell:
    """Give the cell of an option that a criterion does not concern."""
    return Cell(context.say("comparison.not_concerned"), kind="number")


def _card(context: Context, id: str, criterion: Criterion) -> CriterionCard:
    levels = criterion.described or {}
    return CriterionCard(
        title=context.text(criterion.title),
        family=context.text(context.pack.families[criterion.family].title),
        help=context.text(criterion.help),
        direction=_direction(context, criterion),
        figure=_figure(context, id, criterion),
        table=_table(context, id, criterion),
        levels=tuple(Fact(str(level), context.text(text)) for level, text in sorted(levels.items())),
    )


def _direction(context: Context, criterion: Criterion) -> str:
    unit = unit_of(context, criterion)
    words = context.say(f"comparison.{criterion.objective}_sentence")
    told = context.say("comparison.unit", unit=unit) if unit else ""
    shown = context.say("comparison.intermediate") if criterion.intermediate else ""
    return " ".join(part for part in (told, words, shown) if part)


def _figure(context: Context, id: str, criterion: Criterion) -> IntervalFigure:
    results = {option: context.results[id, option] for option in context.options if (id, option) in context.results}
    title = context.text(criterion.title)
    axis = unit_of(context, criterion)
    reference = results.get(context.evaluation.reference or "")
    marker = reference.total.median if reference and reference.concerned and reference.total else None
    words = Words(
        f"criterion-{id}", context.say("comparison.figure_title", criterion=title), _caption(context, id, results), axis
    )
    rows = [_interval(context, criterion, result) for result in results.values()]
    bounds = _LEVELS if criterion.described is not None else None
    return interval_figure(rows, words, _tick(context, results, criterion), marker, bounds)


def _interval(context: Context, criterion: Criterion, result: CriterionResult) -> IntervalRow:
    letter, title, total = context.letters[result.option], context.option_title(result.option), result.total
    if not result.concerned or total is None:
        return IntervalRow(letter, title, None, None, None, None, context.say("comparison.not_concerned_short"))
    form = form_of(context, criterion, total)
    cross = total.likely if total.likely_is_outside else None
    return IntervalRow(letter, title, total.median, total.p5, total.p95, cross, form.plain(total.median))


def _tick(context: Context, results: dict[str, CriterionResult], criterion: Criterion) -> Callable[[float], str]:
    """Give the way to write the values along the axis: as few digits as tell them apart."""
    if criterion.described is not None:
        return NumberFormat(context.language).plain
    totals = [r.total for r in results.values() if r.concerned and r.total is not None]
    largest = max((abs(v) for t in totals for v in (t.p5, t.p95)), default=1.0) or 1.0
    form = format_of(largest, largest, context.language, is_share(criterion))
    return replace(form, decimals=max(form.decimals, 0)).plain


def _caption(context: Context, criterion: str, results: dict[str, CriterionResult]) -> str:
    """Say in a sentence what there is to see: whether the bands of the options come apart."""
    seen = [(o, r.total) for o, r in results.items() if r.concerned and r.total is not None]
    if len(seen) < 2:
        return context.say("comparison.caption_alone")
    leaders, share = context.leaders(criterion)
    if not leaders:
        return context.say("comparison.caption_plain")
    best = dict(seen)[leaders[0]]
    apart = all(o in leaders or _apart(total, best) for o, total in seen)
    key = "apart" if apart else "overlap"
    if share <= CLEAR:
        key = "open"
    elif len(leaders) > 1:
        key = "all_tie" if len(leaders) == len(seen) else "tie"
    letters = context.listed(context.letters[o] for o in leaders)
    return context.say(f"comparison.caption_{key}", letter=letters, share=context.share_in_words(share))


def _apart(one: Spread, other: Spread) -> bool:
    return one.p95 < other.p5 or other.p95 < one.p5


def _table(context: Context, id: str, criterion: Criterion) -> Table:
    names = ["option", "median", "band"]
    has_reference = context.evaluation.reference is not None
    names += ["difference", "lower", "best"] if has_reference else ["best"]
    rows = tuple(
        _full_row(context, criterion, context.results[id, option], has_reference)
        for option in context.options
        if (id, option) in context.results
    )
    letter = context.letters.get(context.evaluation.reference or "", "")
    return Table(
        caption=context.say("comparison.table", criterion=context.text(criterion.title)),
        columns=tuple(context.say(f"comparison.column_{name}", letter=letter) for name in names),
        rows=rows,
        shape="criterion",
        note=_note(context, id, criterion),
    )


def _note(context: Context, id: str, criterion: Criterion) -> str:
    """Tell what a cross in the figure means, how ties count, and what stands in for an option that is not concerned."""
    totals = [(r.concerned, r.total) for (c, _), r in context.results.items() if c == id and r.total is not None]
    outside = any(total.likely_is_outside for concerned, total in totals if concerned)
    notes = [context.say("comparison.outside_note")] if outside else []
    notes += [context.say("comparison.tie_note")] if len(context.leaders(id)[0]) > 1 else []
    counted = next((total for concerned, total in totals if not concerned), None)
    if counted is not None:
        value = form_of(context, criterion, counted).plain(counted.median)
        notes.append(context.say("comparison.counted_note", value=value))
    return " ".join(notes)


def _full_row(context: Context, criterion: Criterion, result: CriterionResult, has_reference: bool) -> Row:
    head = context.option_cell(result.option)
    if not result.concerned or result.total is None:
        none = Cell("–", kind="number")
        return Row(head, (none, not_concerned(context), *(none,) * (3 if has_reference else 1)))
    total = result.total
    form = form_of(context, criterion, total)
    outside = (
        context.say("comparison.likely_outside", value=form.plain(total.likely)) if total.likely_is_outside else ""
    )
    cells = [
        Cell(form.plain(total.median), mark=outside, kind="number"),
        Cell(context.band(total, form), kind="number"),
    ]
    if has_reference:
        cells += _difference_cells(context, criterion, result)
    best = "–" if result.best_share is None else context.share(result.best_share)
    return Row(head, (*cells, Cell(best, kind="number")))


def _difference_cells(context: Context, criterion: Criterion, result: CriterionResult) -> list[Cell]:
    difference = result.difference
    if difference is None or result.option == context.evaluation.reference:
        return [Cell("–", kind="number"), Cell("–", kind="number")]
    form = difference_form(context, criterion, result, difference)
    lower = "–" if result.lower_share is None else context.share(result.lower_share)
    band = context.in_brackets(context.band(difference, form, signed=True))
    return [Cell(form.signed(difference.median), band, kind="number"), Cell(lower, kind="number")]
