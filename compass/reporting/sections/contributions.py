"""Which consequences add most to each additive criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compass.model.criterion import Criterion
from compass.model.evaluation import Contribution
from compass.reporting.context import Context
from compass.reporting.figures.bars import BarGroup, BarRow, bar_figure
from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import BarFigure
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import ContributionCard, Contributions
from compass.texts.numbers import NumberFormat, format_of
from compass.texts.typography import HARD

MOST = 7
"""So many consequences are drawn one by one; the rest is drawn as one."""
LEAST_SHARE = 0.02
"""A consequence that weighs less than this share of the largest is not drawn on its own."""
ORDERS = ("first", "second", "higher", None)
PATTERNS = {"use": "solid", "manufacturing": "hatch", "transport": "dots", "end_of_life": "cross", None: "empty"}


@dataclass(frozen=True)
class Part:
    """What one node, or the rest of them, adds to a criterion of an option."""

    title: str
    order: str | None
    stage: str | None
    mean: float


def build_contributions(context: Context) -> Contributions:
    """Tell what adds up to each additive criterion that is not intermediate."""
    cards = []
    for id, criterion in context.criteria.items():
        found = [c for c in context.evaluation.contributions if c.criterion == id]
        if criterion.kind == "additive" and not criterion.intermediate and any(c.mean for c in found):
            cards.append(_card(context, id, criterion, found))
    return Contributions(
        "contributions",
        context.say("contributions.title"),
        (context.say("contributions.lead"), context.say("contributions.orders"), context.say("contributions.stages")),
        tuple(cards),
        context.say("contributions.none"),
    )


def _card(context: Context, id: str, criterion: Criterion, found: list[Contribution]) -> ContributionCard:
    parts = {option: _parts(context, [c for c in found if c.option == option]) for option in context.options}
    span = _span(part for each in parts.values() for part in each)
    form = _form(context, max(map(abs, span)))
    figures = tuple(
        _figure(context, f"{id}-{option}", criterion, option, parts[option], form, span)
        for option in context.options
        if parts[option]
    )
    ratios = tuple(
        _ratio(context, option, [c for c in found if c.option == option]) for option in context.options if parts[option]
    )
    return ContributionCard(context.text(criterion.title), figures, ratios, _table(context, criterion, found, form))


def _span(parts: Iterable[Part]) -> tuple[float, float]:
    values = [part.mean for part in parts]
    return min(values, default=0.0), max(values, default=0.0)


def _form(context: Context, largest: float) -> NumberFormat:
    return format_of(largest / 10, largest, context.language)


def _parts(context: Context, found: list[Contribution]) -> list[Part]:
    """Give the largest contributions of an option, and the rest of each order as one."""
    ranked = sorted((c for c in found if c.mean), key=lambda c: -abs(c.mean))
    drawn = [c for c in ranked[:MOST] if abs(c.mean) >= LEAST_SHARE * abs(ranked[0].mean)]
    shown = [Part(_title(context, c), c.order, c.stage, c.mean) for c in drawn]
    for order in ORDERS:
        rest = [c.mean for c in ranked[len(drawn) :] if c.order == order]
        if rest:
            shown.append(Part(context.say("contributions.others", count=len(rest)), order, None, sum(rest)))
    return shown


def _title(context: Context, contribution: Contribution) -> str:
    title = context.node_title(contribution.node)
    if contribution.rebound is None:
        return title
    return context.say("contributions.rebound", title=title, kind=context.say(f"tree.rebound.{contribution.rebound}"))


def _figure(
    context: Context,
    id: str,
    criterion: Criterion,
    option: str,
    parts: list[Part],
    form: NumberFormat,
    span: tuple[float, float],
) -> BarFigure:
    groups = [
        BarGroup(
            context.say(f"tree.order.{order}") if order else context.say("contributions.no_order"),
            tuple(
                BarRow(p.title, p.mean, _mean_words(p.mean, form), PATTERNS[p.stage]) for p in parts if p.order == order
            ),
        )
        for order in ORDERS
        if any(p.order == order for p in parts)
    ]
    names = {
        "letter": context.letters[option],
        "option": context.option_title(option),
        "criterion": context.text(criterion.title),
    }
    largest = max(parts, key=lambda p: abs(p.mean))
    caption = context.say(
        "contributions.caption",
        **names,
        unit=context.unit(criterion.unit),
        largest=largest.title,
        value=form.signed(largest.mean),
    )
    words = Words(f"bars-{id}", context.say("contributions.figure_title", **names), caption, "")
    key = {pattern: context.say(f"stage.{stage or 'none'}") for stage, pattern in PATTERNS.items()}
    return bar_figure(groups, words, key, span)


def _ratio(context: Context, option: str, found: list[Contribution]) -> str:
    """Set the indirect contributions (second and higher order) against the direct ones."""
    direct = sum(c.mean for c in found if c.order in ("first", None))
    indirect = sum(c.mean for c in found if c.order in ("second", "higher"))
    names = {"letter": context.letters[option], "option": context.option_title(option)}
    if direct == 0 or indirect == 0:
        key = "contributions.only_direct" if direct else "contributions.only_indirect"
        return context.say(key, **names)
    ratio = abs(indirect / direct)
    key = "contributions.ratio" if indirect * direct > 0 else "contributions.ratio_opposed"
    if ratio < 0.01:
        return context.say("contributions.ratio_small", **names)
    return context.say(key, **names, ratio=format_of(ratio, ratio, context.language).plain(ratio))


def _table(context: Context, criterion: Criterion, found: list[Contribution], form: NumberFormat) -> Table:
    means = {(c.node, c.option): c.mean for c in found}
    first_told = {c.node: c for c in reversed(found)}
    size = {node: max(abs(means.get((node, o), 0.0)) for o in context.options) for node in first_told}
    order = sorted(first_told, key=lambda n: (ORDERS.index(first_told[n].order), -size[n]))
    rows = [
        Row(Cell(_title(context, first_told[n]), _kind(context, first_told[n])), _means(context, n, means, form))
        for n in order
        if size[n] > 0
    ]
    rows.append(Row(Cell(context.say("contributions.sum")), tuple(_sum(o, found, form) for o in context.options)))
    return Table(
        caption=context.say(
            "contributions.table", criterion=context.text(criterion.title), unit=context.unit(criterion.unit)
        ),
        columns=(
            context.say("contributions.column_node"),
            *(f"{context.letters[o]}\u2002{context.option_title(o)}" for o in context.options),
        ),
        rows=tuple(rows),
        shape="contributions",
    )


def _means(context: Context, node: str, means: dict[tuple[str, str], float], form: NumberFormat) -> tuple[Cell, ...]:
    return tuple(Cell(_mean_words(means.get((node, option), 0.0), form), kind="number") for option in context.options)


def _mean_words(mean: float, form: NumberFormat) -> str:
    written = form.signed(mean)
    if mean and not any(c in "123456789" for c in written):
        return "≈" + HARD + "0"
    return written if mean else "–"


def _sum(option: str, found: list[Contribution], form: NumberFormat) -> Cell:
    return Cell(form.signed(sum(c.mean for c in found if c.option == option)), kind="number")


def _kind(context: Context, contribution: Contribution) -> str:
    words = [context.say(f"tree.order.{contribution.order}")] if contribution.order else []
    words += [context.say(f"stage.{contribution.stage}")] if contribution.stage else []
    return " · ".join(words)
