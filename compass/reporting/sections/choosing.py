"""How the options compare as wholes: ranks, the lead and what drives it, pairs, weights, rebound, other choices."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.decision import BreakEven, Swing
from compass.reporting.context import Context
from compass.reporting.figures.drawing import PATTERNS
from compass.reporting.figures.ranks import RankRow, rank_figure
from compass.reporting.figures.tornado import TornadoRow, tornado_figure
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block, Choosing
from compass.reporting.sections.choices import choices_blocks
from compass.reporting.sections.drawn import MOST, words_of
from compass.reporting.sections.effects import effects_block
from compass.reporting.sections.gap import futures_block, gap_block, tick_of
from compass.reporting.sections.heat import heat_block
from compass.reporting.sections.inputs import input_title, input_unit, input_values
from compass.reporting.sections.lead import (
    at_likely,
    drivers_of_lead,
    loss,
    name_of,
    points,
    standings_of,
    swings_of_lead,
)
from compass.reporting.sections.rose import rose_block
from compass.reporting.sections.weights import weights_block
from compass.texts.numbers import NumberFormat

_EXPLAINED = 0.8
"""Below this sum of first-order indices the report says that inputs act together."""
_ALL = 0.995
"""From here on what rebound may take back is told as the whole saving, not as a share."""
_REBOUND = ("choosing.rebound_within", "choosing.rebound_beyond")
_REBOUND_ALL = ("choosing.rebound_within_all", "choosing.rebound_beyond_all")


def build_choosing(context: Context) -> Choosing:
    """Compare the options as wholes; without weights, in pairs only."""
    decision = context.evaluation.decision
    scored = decision.leader is not None
    lead = context.say("choosing.lead" if scored else "choosing.lead_unweighed")
    blocks = [*(_scored(context) if scored else ()), *_pairs(context), *effects_block(context), *rose_block(context)]
    blocks += [*_rebound(context), *choices_blocks(context)]
    return Choosing("choosing", context.say("choosing.title"), (lead,), tuple(blocks))


def _scored(context: Context) -> Iterator[Block]:
    yield _ranks(context)
    yield futures_block(context)
    yield gap_block(context)
    yield from heat_block(context)
    yield from _tornado(context)
    yield weights_block(context)


def _ranks(context: Context) -> Block:
    found = standings_of(context)
    rows = [RankRow(name_of(context, each.option), each.ranks, context.share(each.ranks[0])) for each in found[:MOST]]
    count = min(len(found), len(PATTERNS))
    ranks = [context.say("choosing.rank", rank=n + 1) for n in range(count)]
    if len(found) > count:
        ranks[-1] = context.say("choosing.rank_later", rank=count)
    first = found[0]
    words = words_of(context, "ranks", name=context.letters[first.option], share=context.share_in_words(first.ranks[0]))
    return Block(context.say("choosing.ranks"), (), (rank_figure(rows, words, ranks),), (_standing_table(context),))


def _standing_table(context: Context) -> Table:
    rows = []
    for each in standings_of(context):
        score, band = points(context, each.score)
        cells = [
            Cell(score, context.in_brackets(band), kind="number"),
            Cell(context.share(each.ranks[0]), kind="number"),
        ]
        cells += [Cell(loss(context, each.regret), kind="number"), Cell(_central(context, each.central_weights))]
        rows.append(Row(Cell(name_of(context, each.option)), tuple(cells)))
    names = ("option", "score", "first", "regret", "central")
    columns = tuple(context.say(f"choosing.column_{name}") for name in names)
    note = context.say("choosing.standing_note")
    return stackable(Table(context.say("choosing.standing_table"), columns, tuple(rows), "standing", note))


def _central(context: Context, weights: dict[str, float] | None) -> str:
    """Name the heaviest criteria among the weights with which an option comes first."""
    if weights is None:
        return context.say("choosing.central_none")
    if not _is_open(context):
        return context.say("choosing.central_set")
    heaviest = sorted(weights.items(), key=lambda each: -each[1])[:3]
    return ", ".join(
        context.say("choosing.weight", title=_title(context, id), share=context.share(w)) for id, w in heaviest
    )


def _is_open(context: Context) -> bool:
    """Say whether weights are uncertain, so that an option can have weights of its own."""
    return context.evaluation.decision.weights != "swing"


def _title(context: Context, criterion: str) -> str:
    return context.text(context.pack.criteria[criterion].title)


def _tornado(context: Context) -> Iterator[Block]:
    swings = swings_of_lead(context)
    told = [swings[each.input] for each in drivers_of_lead(context) if each.input in swings]
    moving = sorted((s for s in told if s.at_low != s.at_high), key=lambda s: -abs(s.at_high - s.at_low))
    if not moving:
        return
    rows = []
    for swing in moving:
        low, high = input_values(context, swing, (swing.low, swing.high), units=False)
        flip = ", ".join(input_values(context, swing, swing.flips, units=False)) if swing.kind == "number" else ""
        rows.append(TornadoRow(_with_unit(context, swing), swing.at_low * 100, swing.at_high * 100, low, high, flip))
    letter = context.letters[context.evaluation.decision.leader or ""]
    figure = tornado_figure(
        rows,
        words_of(context, "tornado", letter=letter),
        tick_of(context, [v for r in rows for v in (r.at_low, r.at_high)]),
    )
    yield Block(
        context.say("choosing.tornado"),
        (*at_likely(context), *_together(context)),
        (figure,),
        (_tornado_table(context, rows, letter),),
    )


def _together(context: Context) -> tuple[str, ...]:
    """Remark that inputs act on the lead together where one by one they explain too little of it."""
    shares = (e.share for e in context.evaluation.decision.explained if e.option is None and e.criterion is None)
    share = next(shares, 1.0)
    return () if share >= _EXPLAINED else (context.say("choosing.together", share=context.share(share)),)


def _with_unit(context: Context, swing: Swing) -> str:
    """Give the title of an input, with its unit where it has one."""
    unit = context.unit(input_unit(context, swing.input)) if swing.kind == "number" else ""
    return ", ".join(part for part in (input_title(context, swing.input), unit) if part)


def _tornado_table(context: Context, rows: list[TornadoRow], letter: str) -> Table:
    form = NumberFormat(context.language, 1)
    told = tuple(
        Row(
            Cell(row.title),
            (
                Cell(form.signed(row.at_low), context.in_brackets(row.low), kind="number"),
                Cell(form.signed(row.at_high), context.in_brackets(row.high), kind="number"),
                Cell(row.flip or context.say("choosing.no_flip")),
            ),
        )
        for row in rows
    )
    columns = tuple(context.say(f"choosing.column_{name}", letter=letter) for name in ("input", "low", "high", "flip"))
    return stackable(Table(context.say("choosing.tornado_table"), columns, told, "tornado"))


def _pairs(context: Context) -> Iterator[Block]:
    """Tell, for each option, in what share of draws it beats each other one, and is at least as good everywhere."""
    found = {(each.option, each.other): each for each in context.evaluation.decision.pairs}
    options = list(dict.fromkeys(each.option for each in context.evaluation.decision.pairs))[:MOST]
    if len(options) < 2:
        return
    rows = []
    for one in options:
        cells = []
        for other in options:
            pair = found.get((one, other))
            if pair is None:
                cells.append(Cell("–", kind="number"))
                continue
            dominates = context.say("choosing.dominates", share=context.share(pair.dominates)) if pair.dominates else ""
            wins = "–" if pair.wins is None else context.share(pair.wins)
            cells.append(Cell(wins, dominates, kind="number"))
        rows.append(Row(Cell(name_of(context, one)), tuple(cells)))
    columns = (context.say("choosing.column_option"), *(context.letters[option] for option in options))
    table = Table(
        context.say("choosing.pairs_table"), columns, tuple(rows), "standing", context.say("choosing.pairs_note")
    )
    yield Block(context.say("choosing.pairs"), (), (), (stackable(table),))


def _rebound(context: Context) -> Iterator[Block]:
    """Say, for each saving that has a rebound, how much of it may come back before it stops being a benefit."""
    told = [each for each in context.evaluation.decision.break_evens if each.rate is not None and each.rate > 0]
    sentences = [sentence for each in told if (sentence := _break_even(context, each))]
    never: dict[str, list[str]] = {}
    for each in told:
        if each.break_even is None:
            never.setdefault(context.letters[each.option], []).append(_title(context, each.criterion))
    parts = [context.say("reply.best_at", letters=letter, titles=", ".join(titles)) for letter, titles in never.items()]
    sentences += [context.say("choosing.rebound_never", parts=context.several(parts))] if parts else []
    if sentences:
        yield Block(context.say("choosing.rebound"), tuple(sentences), (), ())


def _break_even(context: Context, each: BreakEven) -> str:
    """Tell one break-even rebound; nothing where there is no saving."""
    if each.break_even is None or each.rate is None:
        return ""
    within, beyond = _REBOUND_ALL if each.break_even >= _ALL else _REBOUND
    return context.say(
        beyond if each.rate > each.break_even else within,
        letter=context.letters[each.option],
        criterion=_title(context, each.criterion),
        limit=context.share(each.break_even),
        rate=context.share(each.rate),
    )
