"""Two evaluations compared: what came out otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from compass.model.change import Changes, CriterionChange, FindingChange, KnockOutChange
from compass.model.evaluation import Evaluation

K = TypeVar("K")
V = TypeVar("V")
TOLERANCE = 1e-9
"""Numbers that differ by less, relatively, are the same."""


def changes(before: Evaluation, after: Evaluation) -> Changes:
    """Give the criteria, knock-outs and findings that differ between two evaluations."""
    totals = [{(c.option, c.criterion): c.total for c in each.criteria} for each in (before, after)]
    verdicts = [{(k.option, k.knock_out): k.verdict for k in each.knock_outs} for each in (before, after)]
    told = [{(f.option, f.finding): True for f in each.findings} for each in (before, after)]
    return Changes(
        criteria=tuple(
            CriterionChange(option=option, criterion=criterion, before=old, after=new)
            for (option, criterion), old, new in _pairs(*totals)
            if old is None or new is None or not (_same(old.median, new.median) and _same(old.likely, new.likely))
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


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))
