"""Two evaluations compared: what came out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from compass.model.change import Changes, CriterionChange, FindingChange, KnockOutChange
from compass.model.evaluation import CriterionResult, Evaluation, FindingResult, KnockOutResult
from compass.model.spread import Spread

K = TypeVar("K")
V = TypeVar("V")
TOLERANCE = 1e-9
"""Numbers that differ by less than this part of the larger are the same: what is left is rounding."""


@dataclass(frozen=True)
class Figures:
    """What of an evaluation is compared; all that is told of the options as wholes is left out."""

    criteria: tuple[CriterionResult, ...]
    knock_outs: tuple[KnockOutResult, ...]
    findings: tuple[FindingResult, ...]


def changes(before: Evaluation | Figures, after: Evaluation | Figures) -> Changes:
    """Give the criteria, knock-outs and findings that differ between two evaluations."""
    totals = [{(c.option, c.criterion): c.total for c in each.criteria} for each in (before, after)]
    verdicts = [{(k.option, k.knock_out): k.verdict for k in each.knock_outs} for each in (before, after)]
    told = [{(f.option, f.finding): True for f in each.findings} for each in (before, after)]
    return Changes(
        criteria=tuple(
            CriterionChange(option=option, criterion=criterion, before=old, after=new)
            for (option, criterion), old, new in _pairs(*totals)
            if old is None or new is None or any(moves(old, new))
        ),
        knock_outs=tuple(
            KnockOutChange(option=option, knock_out=name, before=old, after=new)
            for (option, name), old, new in _pairs(*verdicts)
        ),
        findings=tuple(
            FindingChange(option=option, finding=finding, is_told=new is not None)
            for (option, finding), _, new in _pairs(*told)
        ),
    )


def _pairs(before: Mapping[K, V], after: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    """Give each key whose values differ, with None where a side lacks it."""
    for key in (*after, *(key for key in before if key not in after)):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield key, old, new


def moves(old: Spread, new: Spread) -> tuple[float, float]:
    """Give by how much the median and the likely value move; 0 for what is left of rounding."""
    size = size_of(old, new)
    return beyond_rounding(new.median - old.median, size), beyond_rounding(new.likely - old.likely, size)


def size_of(*spreads: Spread) -> float:
    """Give the largest number in some spreads, whatever its sign."""
    return max(abs(value) for each in spreads for value in (each.likely, each.median, each.p5, each.p95))


def beyond_rounding(difference: float, size: float) -> float:
    """Give a difference between numbers of a size, 0 where it is what is left of rounding."""
    return difference if abs(difference) > TOLERANCE * size else 0.0
