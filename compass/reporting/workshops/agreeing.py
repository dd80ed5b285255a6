"""How far people agree on a statement, in words that need no statistics."""

from __future__ import annotations

from compass.model.group import Appropriateness, Ratings
from compass.reporting.workshops.record import Record

_POLES, _CLOSE = 0.0, 0.5
"""Van der Eijk's A is 0 where answers are spread evenly and below it where they lean to two poles; above the half they
are nearer to one answer than to an even spread."""
_LOW, _HIGH = 3.5, 6.5
"""Medians from 1 to 3 reject and from 7 to 9 approve, in the RAND/UCLA method."""


def agreement_words(record: Record, rated: Ratings) -> str:
    """Say whether people are of one mind, spread or of two camps; of nine levels what the panel makes of it."""
    if rated.agreement is None:
        return record.say("agreeing.nobody")
    key = "two_camps" if rated.agreement < _POLES else "together" if rated.agreement > _CLOSE else "spread"
    found = [record.say(f"agreeing.{key}")]
    if rated.panel is not None:
        found.append(record.say(f"agreeing.{_panel(rated.panel)}"))
    return " ".join(found)


def _panel(panel: Appropriateness) -> str:
    """Judge as the RAND/UCLA Appropriateness Method does (Fitch et al. 2001): a panel that disagrees is uncertain."""
    if panel.is_disagreement:
        return "disagrees"
    if panel.median < _LOW:
        return "rejects"
    return "approves" if panel.median >= _HIGH else "uncertain"
