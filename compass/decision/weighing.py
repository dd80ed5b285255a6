"""The criteria that an assessment weighs, the worth of each option on them, and the weights."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from compass.decision.weights import by_rank, from_swings, unknown
from compass.decision.worth import worth
from compass.engine.anchors import anchors
from compass.engine.cells import Cells
from compass.engine.draws import Draws
from compass.engine.filling import CannotRun
from compass.engine.program import Program
from compass.engine.run import Run
from compass.engine.values import Column
from compass.model.assessment import Assessment
from compass.model.criterion import Criterion, Weighting
from compass.model.decision import WeightsKind
from compass.model.pack import Pack


@dataclass(frozen=True)
class Anchored:
    """A criterion with its value function: the anchors at likely values, and the bends between them."""

    id: str
    worst: float
    best: float
    bends: tuple[tuple[float, float], ...]

    def worth(self, run: Run, option: str) -> Column:
        """Give the worth of an option, one value for each draw of a run."""
        column = np.broadcast_to(np.asarray(run.totals[option][self.id], dtype=float), (run.draws,))
        return worth(column, self.worst, self.best, self.bends)


@dataclass(frozen=True)
class Weighing:
    """What is weighed, and how much: `weights` has the shape (criteria,), or (criteria, draws) where uncertain."""

    kind: WeightsKind
    criteria: tuple[Anchored, ...]
    weights: Column

    @property
    def means(self) -> Column:
        return self.weights if self.weights.ndim == 1 else np.asarray(self.weights.mean(axis=1))

    @property
    def columns(self) -> dict[str, Column]:
        """The columns of weights that are uncertain, by the names of their criteria."""
        if self.weights.ndim == 1:
            return {}
        return {weight_name(each.id): column for each, column in zip(self.criteria, self.weights, strict=True)}

    def worths(self, run: Run, options: tuple[str, ...]) -> Column:
        """Give the worths, shape (criteria, options, draws)."""
        return np.stack([np.stack([each.worth(run, option) for option in options]) for each in self.criteria])


def weighing(program: Program, assessment: Assessment, cells: Cells, weights: Weighting, columns: Draws) -> Weighing:
    """Set up what is weighed; columns of uncertain weights are found by the names of the criteria.

    Raises CannotRun where an anchor can't be computed.
    """
    pack, ids = program.pack, weighed_criteria(program.pack, weights)
    ends = anchors(program, assessment, cells, ids)
    criteria = tuple(Anchored(id, *ends[id], pack.criteria[id].bends) for id in ids)
    if weights.swing is not None:
        return Weighing("swing", criteria, from_swings(_shared_out(pack, weights), ids))
    uniforms = [columns.uniform(weight_name(id)) for id in ids]
    if weights.ranks is None:
        return Weighing("unknown", criteria, unknown(uniforms))
    rank_of = {id: rank for rank, tied in enumerate(weights.ranks) for id in tied}
    return Weighing("ranks", criteria, by_rank(uniforms, [rank_of[id] for id in ids]))


def known_ends(
    program: Program, assessment: Assessment, cells: Cells, criteria: Iterable[str]
) -> dict[str, tuple[float, float]]:
    """Give the worst and the best end of those criteria for which the answers given so far say them."""
    found: dict[str, tuple[float, float]] = {}
    for id in criteria:
        with suppress(CannotRun):
            found |= anchors(program, assessment, cells, [id])
    return found


def weights_of(pack: Pack, assessment: Assessment) -> Weighting | None:
    """Give the weights that an assessment uses: its own, or the profile that it names; None where it wants no score."""
    own = assessment.settings.weights
    return pack.weight_profiles[own.profile] if own is not None and own.profile is not None else own


def weight_name(criterion: str) -> str:
    """Name the column of the weight of a criterion."""
    return f"#weight.{criterion}"


def weighed_criteria(pack: Pack, weights: Weighting) -> list[str]:
    """Name the criteria that are weighed, in the order of the pack; unknown weights go to all that can be."""
    if weights.unknown:
        return [id for id, criterion in pack.criteria.items() if can_be_weighed(criterion)]
    light = {id for id, points in (weights.swing or {}).items() if points == 0}
    return [id for id in pack.criteria if id in weights.named and id not in light]


def can_be_weighed(criterion: Criterion) -> bool:
    """Say whether a criterion has a scale on which every option that it may not concern has a place."""
    has_scale = criterion.anchors is not None or criterion.described is not None
    return has_scale and not criterion.intermediate and (criterion.when is None or criterion.otherwise is not None)


def _shared_out(pack: Pack, weights: Weighting) -> dict[str, float]:
    """Give the points of each criterion; where families are weighed, its share of the points of its family."""
    swing = weights.swing or {}
    if weights.families is None:
        return dict(swing)
    family = {id: pack.criteria[id].family for id in swing}
    sums = {name: sum(points for id, points in swing.items() if family[id] == name) for name in weights.families}
    return {id: weights.families[family[id]] * points / sums[family[id]] for id, points in swing.items() if points}
