"""What the criteria weigh, and what becomes of the lead when a weight moves."""

from __future__ import annotations

from compass.model.decision import Weighed
from compass.reporting.context import Context
from compass.reporting.parts import Cell, Row, Table, stackable
from compass.reporting.report import Block
from compass.reporting.sections.lead import at_likely, likely_leader
from compass.texts.typography import HARD

_OFTEN = 0.05
"""An option that leaves a scale in more than this share of draws is remarked."""


def weights_block(context: Context) -> Block:
    """Give each weight and what moving it does; where moving none by a fifth does anything, a sentence says it once."""
    decision = context.evaluation.decision
    leads = {lead for each in decision.weighed for lead in (each.lead_low, each.lead_high)}
    is_steady = leads == {likely_leader(context)}
    names = ("criterion", "weight", "turn") if is_steady else ("criterion", "weight", "steady", "turn")
    rows = tuple(_row(context, each, not is_steady) for each in decision.weighed)
    columns = tuple(context.say(f"choosing.column_{name}") for name in names)
    table = stackable(Table(context.say("choosing.weights_table"), columns, rows, "standing"))
    steady = (context.say("choosing.all_steady", letter=context.letters[leads.pop()]),) if is_steady else ()
    sentences = (*at_likely(context), *steady, *_remarks(context))
    return Block(context.say("choosing.weights"), sentences, (), (table,))


def _remarks(context: Context) -> list[str]:
    """Name the criteria that may be one, and those whose scale options leave."""
    decision = context.evaluation.decision
    told = [
        context.say("choosing.disguise", one=_title(context, d.criterion), other=_title(context, d.other))
        for d in decision.disguises
    ]
    clipped = dict.fromkeys(each.criterion for each in decision.clipped if each.share > _OFTEN)
    if clipped:
        titles = context.listed(_title(context, id) for id in clipped)
        told.append(context.say("choosing.clipped", titles=titles))
    return told


def _title(context: Context, criterion: str) -> str:
    return context.text(context.pack.criteria[criterion].title)


def _row(context: Context, weighed: Weighed, has_steady: bool) -> Row:
    band = ""
    if weighed.p95 > weighed.p5:
        band = context.say("word.band", low=context.share(weighed.p5), high=context.share(weighed.p95))
    weight = Cell(context.share(weighed.mean), context.in_brackets(band), kind="number")
    steady = (Cell(_steady(context, weighed)),) if has_steady else ()
    return Row(Cell(_title(context, weighed.criterion)), (weight, *steady, Cell(_turn(context, weighed))))


def _steady(context: Context, weighed: Weighed) -> str:
    """Say whether the lead at likely values holds when the weight is a fifth lower or higher, or who takes it."""
    ahead = likely_leader(context)
    others = dict.fromkeys(o for o in (weighed.lead_low, weighed.lead_high) if o != ahead)
    if not others:
        return context.say("word.yes")
    return context.say("choosing.turns_to", letters=context.listed(context.letters[o] for o in others))


def _turn(context: Context, weighed: Weighed) -> str:
    flip = next((f for f in context.evaluation.decision.weight_flips if f.criterion == weighed.criterion), None)
    if flip is None:
        return context.say("choosing.no_flip")
    told = context.say("choosing.turn", share=context.share(flip.flips_at), letter=context.letters[flip.flips_to])
    return told.replace(" ", HARD)
