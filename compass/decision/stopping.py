"""When the rounds of a vote stop, by a rule that is fixed before the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from compass.decision.pooling import FULL, scaled_points
from compass.model.group import Estimated, Held, Preferred, Rated, Wanted, Weighted
from compass.model.workshop import Poll, Round, Rule, Verdict

MOVED = 0.15
"""Choices are stable where fewer than this share of them moved: Scheibe, Skutsch and Schofer 1975, in Linstone and
Turoff, The Delphi Method."""
LEVEL = 1.0

Items = list[tuple[list[float], float]]
"""The numbers that were given for each item, and how far apart two of them count as near."""


def verdict(poll: Poll) -> Verdict | None:
    """Tell what the rule says after the last revealed round; None before the first.

    `agreed`: enough are near the median or choose the same; `stable`: answers no longer move; `last`: no further round
    was provided for; `again`: another round may follow.
    """
    told = poll.told
    if not told:
        return None
    if _agreed(poll, told[-1]):
        return "agreed"
    if len(told) > 1 and _stable(poll, told[-2], told[-1]):
        return "stable"
    return "last" if len(told) >= poll.rule.rounds else "again"


def _agreed(poll: Poll, round: Round) -> bool:
    return _enough([share >= poll.rule.share for share in together(poll, round) if share is not None], poll.rule)


def together(poll: Poll, round: Round) -> list[float | None]:
    """Give for each item the share of those who said something that is near the median, or chose what most chose; None
    where nobody said anything."""
    if poll.kind in ("fact", "preference"):
        chosen = _chosen(round)
        return [max(chosen.values()) / chosen.total() if chosen else None]
    return [_share_near(values, width) if values else None for values, width in _items(poll, round)]


def _share_near(values: Sequence[float], width: float) -> float:
    return float((np.abs(np.asarray(values) - np.median(values)) <= width).mean())


def _stable(poll: Poll, before: Round, after: Round) -> bool:
    if poll.kind in ("fact", "preference"):
        one, other = _chosen(before), _chosen(after)
        moved = max((one - other).total(), (other - one).total())
        return moved < MOVED * max(one.total(), other.total())
    pairs = zip(_items(poll, before), _items(poll, after), strict=True)
    return _enough([_is_still(old, new, width) for (old, _), (new, width) in pairs if old and new], poll.rule)


def _is_still(before: Sequence[float], after: Sequence[float], width: float) -> bool:
    """Say whether the median and the distance of the quartiles moved by less than half of what is near."""
    old, new = (np.quantile(values, (0.25, 0.5, 0.75)) for values in (before, after))
    return bool(abs(new[1] - old[1]) < width / 2 and abs((new[2] - new[0]) - (old[2] - old[0])) < width / 2)


def _enough(items: list[bool], rule: Rule) -> bool:
    return bool(items) and sum(items) / len(items) >= rule.items


def _chosen(round: Round) -> Counter[str]:
    return Counter(vote.ballot.option for vote in round.votes if isinstance(vote.ballot, Held | Preferred))


def _items(poll: Poll, round: Round) -> Items:
    ballots = [vote.ballot for vote in round.votes]
    if poll.kind == "ratings":
        rated = [ballot.levels for ballot in ballots if isinstance(ballot, Rated)]
        return [([float(of[place] or 0) for of in rated if of[place]], LEVEL) for place in range(len(poll.choices))]
    if poll.kind == "weights":
        scaled = scaled_points(ballot for ballot in ballots if isinstance(ballot, Weighted))
        return [([points.get(id, 0.0) for points in scaled], poll.rule.near * FULL) for id in poll.choices]
    numbers = [ballot.likely for ballot in ballots if isinstance(ballot, Estimated)]
    numbers += [ballot.value for ballot in ballots if isinstance(ballot, Wanted)]
    return [(numbers, poll.rule.near * abs(float(np.median(numbers))) if numbers else 0.0)]
