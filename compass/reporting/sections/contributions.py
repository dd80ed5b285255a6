"""Which consequences add most to each additive criterion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compass.model.criterion import Criterion
from compass.model.evaluation import Contribution
from compass.reporting.context import Context
from compass.reporting.figures.bars import BarGroup, BarRow, BarTotals, BarValue, bar_figure
from compass.reporting.figures.interval import Words
from compass.reporting.figures.shapes import BarFigure
from compass.reporting.parts import Cell, Row, Table
from compass.reporting.report import ContributionCard, Contributions
from compass.reporting.sections.amounts import NEARLY_NOTHING, mean_words
from compass.texts.numbers import NumberFormat, format_of

MOST = 9
"""So many consequences are drawn one by one; the rest of each order is drawn as one."""
LEAST_SHARE = 0.02
"""A consequence that weighs less than this share of the largest is not drawn on its own."""
ACROSS = 5
"""More options than this take a second figure."""
_SMALL = 0.01
ORDERS = ("first", "second", "higher", None)
PATTERNS = {"use": "solid", "manufacturing": "hatch", "transport": "dots", "end_of_life": "cross", None: "empty"}


@dataclass(frozen=True)
class Part:
    """What one node, or the rest of those of its order, adds to a criterion in each option."""

    title: str
    order: str | None
    pattern: str
    means: Mapping[str, float]


@dataclass(frozen=True)
class Told:
    """The contributions to one criterion, and how the numbers of each option are written."""

    id: str
    criterion: Criterion
    found: tuple[Contribution, ...]
    options: tuple[str, ...]
    forms: Mapping[str, NumberFormat]
    is_signed: bool

    def of(self, option: str) -> list[Contribution]:
        return [c for c in self.found if c.option == option]

    def words(self, option: str, mean: float, nothing: str = "") -> str:
        """Write a mean; what is not nil but rounds to nil is told as about nil."""
        return mean_words(self.forms[option], mean, self.is_signed, nothing)

    def sum(self, option: str) -> str:
        return self.words(option, sum(c.mean for c in self.of(option)), "0")


def build_contributions(context: Context) -> Contributions:
    """Tell what adds up to each additive criterion that is not intermediate."""
    cards = []
    for id, criterion in context.criteria.items():
        found = tuple(c for c in context.evaluation.contributions if c.criterion == id)
        if criterion.kind == "additive" and not criterion.intermediate and any(c.mean for c in found):
            cards.append(_card(context, _told(context, id, criterion, found)))
    return Contributions(
        "contributions",
        context.say("contributions.title"),
        (context.say("contributions.lead"), context.say("contributions.orders"), context.say("contributions.stages")),
        tuple(cards),
        context.say("contributions.none"),
    )


def _told(context: Context, id: str, criterion: Criterion, found: tuple[Contribution, ...]) -> Told:
    largest = {o: max((abs(c.mean) for c in found if c.option == o), default=0.0) for o in context.options}
    options = tuple(o for o, size in largest.items() if size)
    forms = {option: format_of(size / 10, size, context.language) for option, size in largest.items()}
    return Told(id, criterion, found, options, forms, any(c.mean < 0 for c in found))


def _card(context: Context, told: Told) -> ContributionCard:
    parts = _parts(context, told)
    chunks = [told.options[n : n + ACROSS] for n in range(0, len(told.options), ACROSS)]
    return ContributionCard(
        context.text(told.criterion.title),
        tuple(_figure(context, told, parts, chunk) for chunk in chunks),
        context.say("contributions.ratios", parts=context.several(_ratios(context, told))),
        _tables(context, told),
    )


def _sizes(found: Iterable[Contribution]) -> dict[str, float]:
    """Give the size of each node, in the option where it weighs most; the heaviest comes first."""
    sizes: dict[str, float] = {}
    for each in found:
        sizes[each.node] = max(sizes.get(each.node, 0.0), abs(each.mean))
    return dict(sorted(((n, s) for n, s in sizes.items() if s > 0), key=lambda item: -item[1]))


def _parts(context: Context, told: Told) -> list[Part]:
    """Give the heaviest consequences one by one, and the rest of each order as one."""
    sizes = _sizes(told.found)
    drawn = [n for n in list(sizes)[:MOST] if sizes[n] >= LEAST_SHARE * max(sizes.values())]
    parts = [_part(context, told, [node]) for node in drawn]
    order_of = {c.node: c.order for c in told.found}
    for order in ORDERS:
        rest = [n for n in sizes if n not in drawn and order_of[n] == order]
        parts += [_part(context, told, rest)] if rest else []
    return parts


def _part(context: Context, told: Told, nodes: list[str]) -> Part:
    same = [c for c in told.found if c.node in nodes]
    stages = {c.stage for c in same}
    title = _title(context, same[0]) if len(nodes) == 1 else context.say("contributions.others", count=len(nodes))
    means = {option: sum(c.mean for c in same if c.option == option) for option in told.options}
    return Part(title, same[0].order, PATTERNS[stages.pop()] if len(stages) == 1 else "mixed", means)


def _title(context: Context, contribution: Contribution) -> str:
    title = context.node_title(contribution.node)
    if contribution.rebound is None:
        return title
    return context.say("contributions.rebound", title=title, kind=context.say(f"tree.rebound.{contribution.rebound}"))


def _figure(context: Context, told: Told, parts: list[Part], options: tuple[str, ...]) -> BarFigure:
    groups = [
        BarGroup(
            context.say(f"tree.order.{order}") if order else context.say("contributions.no_order"),
            tuple(_bar(told, part, options) for part in parts if part.order == order),
        )
        for order in ORDERS
        if any(part.order == order for part in parts)
    ]
    totals = BarTotals(
        tuple(_column(context, option) for option in options),
        context.say("contributions.sum"),
        tuple(told.sum(option) for option in options),
    )
    title = context.say("contributions.figure_title", criterion=context.text(told.criterion.title))
    words = Words(f"bars-{told.id}-{options[0]}", title, _caption(context, told, options), "")
    key = {pattern: context.say(f"stage.{stage or 'none'}") for stage, pattern in PATTERNS.items()}
    means = [mean for part in parts for mean in part.means.values()]
    key["mixed"] = context.say("stage.mixed")
    return bar_figure(groups, words, key, (min(means), max(means)), totals)


def _bar(told: Told, part: Part, options: tuple[str, ...]) -> BarRow:
    values = tuple(BarValue(part.means[option], told.words(option, part.means[option])) for option in options)
    return BarRow(part.title, part.pattern, values)


def _column(context: Context, option: str) -> str:
    return f"{context.letters[option]}\u2002{context.option_title(option)}"


def _caption(context: Context, told: Told, options: tuple[str, ...]) -> str:
    """Say in a sentence which single consequence weighs most, and in which options."""
    heaviest: dict[str, list[str]] = {}
    for option in options:
        largest = max(told.of(option), key=lambda c: abs(c.mean))
        heaviest.setdefault(_title(context, largest), []).append(context.letters[option])
    parts = context.several(
        context.say("contributions.largest", title=title, letters=", ".join(letters))
        for title, letters in heaviest.items()
    )
    return context.say("contributions.caption", unit=context.unit(told.criterion.unit), largest=parts)


def _ratios(context: Context, told: Told) -> Iterator[str]:
    """Set indirect contributions against direct ones; options of which the same is to be said stand together."""
    found: dict[tuple[str, str], list[str]] = {}
    for option in told.options:
        found.setdefault(_ratio(context, told, option), []).append(context.letters[option])
    for (key, ratio), letters in found.items():
        yield context.say(f"contributions.{key}", letter=", ".join(letters), ratio=ratio)


def _ratio(context: Context, told: Told, option: str) -> tuple[str, str]:
    """Set the indirect contributions (second and higher order) against the direct ones."""
    direct = sum(c.mean for c in told.of(option) if c.order in ("first", None))
    indirect = sum(c.mean for c in told.of(option) if c.order in ("second", "higher"))
    if direct == 0 or indirect == 0:
        return ("only_direct" if direct else "only_indirect"), ""
    ratio = abs(indirect / direct)
    if ratio < _SMALL:
        return "ratio_small", ""
    words = format_of(ratio, ratio, context.language).plain(ratio)
    return ("ratio" if indirect * direct > 0 else "ratio_opposed"), words


def _tables(context: Context, told: Told) -> tuple[Table, ...]:
    """Give every consequence in numbers, so many options to a table as fit across a page."""
    options = list(context.options)
    chunks = [options[n : n + ACROSS] for n in range(0, len(options), ACROSS)]
    return tuple(_table(context, told, chunk) for chunk in chunks)


def _table(context: Context, told: Told, options: list[str]) -> Table:
    """Give the consequences of some options; those that round to nothing in every one of them are named below."""
    sizes = _sizes(each for each in told.found if each.option in options)
    first = {c.node: c for c in reversed(told.found)}
    means = {(c.node, c.option): c.mean for c in told.found}
    rows, tiny = [], []
    for node in sorted(sizes, key=lambda n: ORDERS.index(first[n].order)):
        words = [told.words(option, means.get((node, option), 0.0), "–") for option in options]
        if all(each in ("–", NEARLY_NOTHING) for each in words):
            tiny.append(_title(context, first[node]))
            continue
        head = Cell(_title(context, first[node]), _kind(context, first[node]))
        rows.append(Row(head, tuple(Cell(each, kind="number") for each in words)))
    sums = tuple(Cell(told.sum(option), kind="number") for option in options)
    names = {"criterion": context.text(told.criterion.title), "unit": context.unit(told.criterion.unit)}
    return Table(
        caption=context.say("contributions.table", **names),
        columns=(context.say("contributions.column_node"), *(context.letters[o] for o in options)),
        rows=(*rows, Row(Cell(context.say("contributions.sum")), sums)),
        shape=f"contributions across-{len(options)}",
        note=context.say("contributions.tiny", titles=context.several(tiny)) if tiny else "",
    )


def _kind(context: Context, contribution: Contribution) -> str:
    words = [context.say(f"tree.order.{contribution.order}")] if contribution.order else []
    words += [context.say(f"stage.{contribution.stage}")] if contribution.stage else []
    return " · ".join(words)
