"""Which changes of a pack a changed result comes from.

Each bundle of changes is applied alone to the old pack (one at a time, from the old point). What it does to a median or
a likely value is its effect; what the effects do not add up to is the remainder: the changes act on each other there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from compass.decision.changes import Figures, beyond_rounding, changes, moves, size_of
from compass.model.change import Changes
from compass.model.evaluation import Evaluation
from compass.model.revision import Cause, Effect
from compass.model.spread import Spread

Items = tuple[tuple[str, str], ...]


def cause(items: Items, before: Evaluation | Figures, alone: Figures | None) -> Cause:
    """Tell what a bundle of changes does alone; None where the old pack with it can't be evaluated."""
    if alone is None:
        return Cause(items=items, tried=False)
    found = changes(before, alone)
    return Cause(items=items, tried=True, effects=tuple(_effects(found)), changes=found)


def _effects(found: Changes) -> Iterator[Effect]:
    for change in found.criteria:
        if change.before is not None and change.after is not None:
            median, likely = moves(change.before, change.after)
            yield Effect(option=change.option, criterion=change.criterion, median=median, likely=likely)


def remainder(whole: Changes, causes: Iterable[Cause]) -> Iterator[Effect]:
    """Give, for each criterion that changed, what the effects of all causes do not add up to, beyond rounding."""
    effects = [effect for each in causes for effect in each.effects]
    for change, total in zip(_measured(whole), _effects(whole), strict=True):
        own = [e for e in effects if (e.option, e.criterion) == (total.option, total.criterion)]
        size = max(size_of(*change), *(abs(e.median) for e in own), *(abs(e.likely) for e in own), 0.0)
        median = beyond_rounding(total.median - sum(e.median for e in own), size)
        likely = beyond_rounding(total.likely - sum(e.likely for e in own), size)
        if median or likely:
            yield total.model_copy(update={"median": median, "likely": likely})


def _measured(whole: Changes) -> list[tuple[Spread, Spread]]:
    return [(c.before, c.after) for c in whole.criteria if c.before is not None and c.after is not None]
