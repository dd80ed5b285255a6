"""What the figures of choosing share: their texts, and how many options they draw."""

from __future__ import annotations

from compass.reporting.context import Context
from compass.reporting.figures.interval import Words

MOST = 12
"""A figure has rows for so many options; the table has them all."""


def words_of(context: Context, key: str, axis: str | None = None, **details: object) -> Words:
    """Give the texts of a figure; its axis counts points where nothing else is said."""
    say = context.say
    return Words(
        f"choosing-{key}",
        say(f"choosing.{key}_figure", **details),
        say(f"choosing.{key}_caption", **details),
        say("choosing.points") if axis is None else axis,
    )


def main_criterion(context: Context) -> str | None:
    """Name the first additive criterion that counts greenhouse gases, which effects are followed through."""
    for id, criterion in context.criteria.items():
        if criterion.kind == "additive" and not criterion.intermediate and "CO2e" in criterion.unit:
            return id
    return None
