"""Two questions of the workshops: is AI needed, and what do the functional choices cause."""

from __future__ import annotations

from collections.abc import Iterator

from compass.model.decision import ChoiceEffect, Standing
from compass.model.evaluation import Contribution
from compass.reporting.context import Context
from compass.reporting.sections.amounts import unit_of
from compass.reporting.sections.lead import points, standings_of
from compass.texts.numbers import NumberFormat, format_of
from compass.texts.typography import HARD

_CRITERIA = 2
_CHOICES = 2
_TELLING = 0.05
"""A choice is told from this change on, as a part of what the criterion is without it."""
_MANYFOLD = 10
"""Up to so many times what is there a change is told in percent."""


def needed(context: Context) -> Iterator[str]:
    """Set the best option with AI against the best without; nothing where the pack does not say which use AI."""
    if not any(node.ai for node in context.pack.nodes.values()):
        return
    without, with_ai = (_best(context, ai) for ai in (False, True))
    if without is None and with_ai is None:
        yield context.say("need.unranked", ai=_letters(context, True), others=_letters(context, False))
        return
    if without is None or with_ai is None:
        yield context.say("need.only_with" if without is None else "need.only_without")
        return
    pairs = {(pair.option, pair.other): pair.wins for pair in context.evaluation.decision.pairs}
    wins = pairs[with_ai.option, without.option] or 0.0
    yield context.say(
        "need.ahead" if wins else "need.never",
        ai=context.letters[with_ai.option],
        other=context.letters[without.option],
        ai_score=points(context, with_ai.score)[0],
        other_score=points(context, without.score)[0],
        share=context.share_in_words(wins),
    )


def caused(context: Context) -> Iterator[str]:
    """Tell, of the best option with AI, the heaviest consequences and the choices that change most."""
    best = _best(context, ai=True)
    if best is None:
        return
    letter = context.letters[best.option]
    heaviest = [
        context.say("need.heaviest_part", criterion=_criterion(context, each.criterion),
                    node=context.node_title(each.node), share=context.share(part))
        for each, part in _heaviest(context, best.option)
    ]  # fmt: skip
    if heaviest:
        yield context.say("need.heaviest", letter=letter, parts=context.several(heaviest))
    changing = [_told_choice(context, effect, change) for effect, change in _changing(context, best.option)]
    if changing:
        yield context.say("need.choices", letter=letter, parts=context.several(changing))


def _told_choice(context: Context, effect: ChoiceEffect, change: float) -> str:
    return context.say(
        "need.choice",
        choice=context.choice_title(effect.question, effect.choice),
        question=context.question_title(effect.question),
        criterion=_criterion(context, effect.criterion),
        change=_change_words(context, effect, change),
    )


def _change_words(context: Context, effect: ChoiceEffect, change: float) -> str:
    """Write a change as a part of what is there, or, of what is next to nothing, as an amount."""
    if abs(change) <= _MANYFOLD:
        return NumberFormat(context.language, percent=True).signed(change)
    amount = format_of(abs(effect.change) / 10, abs(effect.change), context.language).signed(effect.change)
    return f"{amount}{HARD}{unit_of(context, context.pack.criteria[effect.criterion])}"


def _criterion(context: Context, id: str) -> str:
    return context.text(context.pack.criteria[id].title)


def _best(context: Context, ai: bool) -> Standing | None:
    """Give the option that stands best of those whose alternative uses AI, or of those that do without."""
    for standing in standings_of(context):
        if _uses_ai(context, standing.option) == ai:
            return standing
    return None


def _uses_ai(context: Context, option: str) -> bool:
    alternative = context.options[option].alternative
    return alternative is not None and context.pack.nodes[alternative].ai


def _letters(context: Context, ai: bool) -> str:
    found = [context.letters[option] for option in context.options if _uses_ai(context, option) == ai]
    return ", ".join(found) or "–"


def _weighed(context: Context) -> list[str]:
    """Give the criteria that are counted and weighed, the heaviest first."""
    weighed = sorted(context.evaluation.decision.weighed, key=lambda each: -each.mean)
    return [each.criterion for each in weighed if context.pack.criteria[each.criterion].kind == "additive"]


def _heaviest(context: Context, option: str) -> Iterator[tuple[Contribution, float]]:
    """Give what adds most to the heaviest criteria of an option, with its share of what is added."""
    told = 0
    for criterion in _weighed(context):
        added = [
            each
            for each in context.evaluation.contributions
            if (each.option, each.criterion) == (option, criterion) and each.mean > 0
        ]
        if added and told < _CRITERIA:
            told += 1
            largest = max(added, key=lambda each: each.mean)
            yield largest, largest.mean / sum(each.mean for each in added)


def _changing(context: Context, option: str) -> list[tuple[ChoiceEffect, float]]:
    """Give, for each decision, the other choice that changes a weighed criterion most, as a part of it."""
    weighed, found = _weighed(context), dict[str, tuple[ChoiceEffect, float]]()
    for effect in context.evaluation.decision.choices:
        if effect.option != option or effect.node is not None or effect.criterion not in weighed:
            continue
        result = context.results[effect.criterion, option]
        if not result.total or not result.total.likely:
            continue
        change = effect.change / abs(result.total.likely)
        if abs(change) > max(_TELLING, abs(found.get(effect.question, (effect, 0.0))[1])):
            found[effect.question] = (effect, change)
    return sorted(found.values(), key=lambda each: -abs(each[1]))[:_CHOICES]
