"""The lead of one option over the others in words: how large, how sure, what drives it and where it is lost."""

from __future__ import annotations

from compass.model.decision import Driver, Standing, Swing
from compass.model.spread import Spread
from compass.reporting.context import Context
from compass.reporting.sections.inputs import input_title, input_values
from compass.texts.numbers import NumberFormat, format_for

_SHOWN = 3
SURE, LIKELY = 0.9, 0.6
"""From these shares of draws in which it comes first, an option is called surely, and probably, the first."""
_SMALL, _LARGE = 0.02, 0.08
"""Losses of worth, from 0 to 1, that are called small below the one and large above the other."""


def name_of(context: Context, option: str) -> str:
    """Give the letter and the title of an option."""
    return f"{context.letters[option]}\u2002{context.option_title(option)}"


def standings_of(context: Context) -> list[Standing]:
    """Give the options that are scored by how often they come first, as the engine orders them."""
    return sorted(context.evaluation.decision.standings, key=lambda each: (-each.ranks[0], -each.score.mean))


def likely_leader(context: Context) -> str:
    """Give the option that leads at likely values; that may be another than the leader over all draws."""
    decision = context.evaluation.decision
    return max(decision.standings, key=lambda each: (each.score.likely, each.option == decision.leader)).option


def at_likely(context: Context) -> tuple[str, ...]:
    """Warn beside what is computed at likely values where another option leads there than over all draws."""
    leader, ahead = context.evaluation.decision.leader or "", likely_leader(context)
    letters = {"ahead": context.letters[ahead], "leader": context.letters[leader]}
    return () if ahead == leader else (context.say("lead.at_likely", **letters),)


def points(context: Context, spread: Spread) -> tuple[str, str]:
    """Write a score as points out of 100, and its band."""
    scaled = spread.model_copy(update={key: value * 100 for key, value in spread})
    form = format_for([scaled], context.language)
    form = NumberFormat(context.language, max(0, min(form.decimals, 1)))
    return form.plain(scaled.median), context.band(scaled, form)


def loss(context: Context, worth: float) -> str:
    """Write an amount of worth as points out of 100."""
    decimals = 0 if worth >= 0.1 else 1
    return NumberFormat(context.language, decimals).plain(worth * 100)


def size_of(context: Context, worth: float) -> str:
    """Say whether a loss of worth is small, moderate or large."""
    return context.say("lead.small" if worth < _SMALL else "lead.large" if worth > _LARGE else "lead.moderate")


def drivers_of_lead(context: Context) -> list[Driver]:
    """Give what drives the lead, the most first."""
    return [each for each in context.evaluation.decision.drivers if each.criterion is None]


def swings_of_lead(context: Context) -> dict[str, Swing]:
    """Give what moving each driver of the lead does, by its input."""
    return {each.input: each for each in context.evaluation.decision.swings if each.criterion is None}


def driver_lines(context: Context) -> tuple[str, ...]:
    """Tell the first drivers of the lead, each with where the lead is lost."""
    decision, swings = context.evaluation.decision, swings_of_lead(context)
    letters = {"first": context.letters[decision.leader or ""], "second": context.letters[decision.next_best or ""]}
    return tuple(
        context.say(
            "lead.driver",
            title=input_title(context, driver.input),
            share=context.share_in_words(driver.index),
            flip=flip_words(context, driver.input, swings.get(driver.input)),
            **letters,
        )
        for driver in drivers_of_lead(context)[:_SHOWN]
    )


def flip_words(context: Context, name: str, swing: Swing | None) -> str:
    """Say at which value of an input another option takes the lead, at likely values of all others."""
    if swing is None:
        return _weight_flip(context, name.removeprefix("#weight."))
    letter = context.letters[context.evaluation.decision.leader or ""]
    told = input_values(context, swing, swing.flips)
    to = context.listed(dict.fromkeys(context.letters[option] for option in swing.flips_to))
    if not told:
        ends = dict(zip(("low", "high"), input_values(context, swing, (swing.low, swing.high)), strict=True))
        key = "flip_behind" if max(swing.at_low, swing.at_high) < 0 else "flip_none"
        return context.say(f"lead.{key}", letter=letter, **ends)
    if swing.kind != "number":
        return context.say("lead.flip_choice", to=to, choices=context.listed(told))
    if len(told) > 1:
        return context.say("lead.flip_many", flips=context.listed(told))
    key = "flip_up" if swing.at_high < swing.at_low else "flip_down"
    return context.say(f"lead.{key}", letter=letter, flip=told[0], to=to)


def _weight_flip(context: Context, criterion: str) -> str:
    flips = [each for each in context.evaluation.decision.weight_flips if each.criterion == criterion]
    if not flips:
        return context.say("lead.weight_none")
    flip = flips[0]
    shares = {"weight": context.share(flip.weight), "flip": context.share(flip.flips_at)}
    return context.say("lead.weight_flip", to=context.letters[flip.flips_to], **shares)
