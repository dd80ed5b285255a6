"""How options are judged."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from compass.model.base import Flag, Formula, Id, Ids, NonNegative, Noun, Number, Share, Text, Words
from compass.model.faults import fault


class Anchors(Noun):
    """The two ends of a criterion's scale, fixed or computed from answers about the need."""

    worst: Formula
    best: Formula


def _rising(bends: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Refuse bends that do not rise from worst (0, 0) to best (1, 1)."""
    points = ((0.0, 0.0), *bends, (1.0, 1.0))
    if any(one[0] >= other[0] or one[1] > other[1] for one, other in pairwise(points)):
        raise fault("K021")
    return bends


Bends = Annotated[tuple[tuple[Share, Share], ...], AfterValidator(_rising)]
"""What a share of the way from the worst to the best anchor is worth; between bends the worth is linear."""


class Family(Noun):
    """A group of criteria that share a weight."""

    title: Text


class Criterion(Noun):
    """One thing by which options are compared; additive, a formula, or described levels."""

    title: Text
    help: Text | None = None
    family: Id
    unit: Words = "1"
    objective: Literal["minimise", "maximise"]
    intermediate: Flag = False
    characterise: dict[Id, Formula] | None = None
    additive: Flag = False
    formula: Formula | None = None
    described: dict[int, Text] | None = None
    when: Formula | None = None
    otherwise: Number | None = None
    anchors: Anchors | None = None
    bends: Bends = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Criterion:
        kinds = (self.characterise is not None or self.additive, self.formula is not None, self.described is not None)
        if sum(kinds) != 1:
            raise fault("K014")
        return self

    @property
    def kind(self) -> Literal["additive", "formula", "described"]:
        if self.formula is not None:
            return "formula"
        return "described" if self.described is not None else "additive"


class Weighting(Noun):
    """How criteria weigh against each other: by `swing`, by `ranks` alone, or `unknown`.

    A swing gives points to the way from the worst to the best anchor; with `families`, the swings weigh the criteria of
    one family among themselves and `families` the families. `ranks` lists the criteria from the heaviest, a list inside
    it those that are not told apart.
    """

    swing: dict[Id, NonNegative] | None = Field(default=None, min_length=1)
    families: dict[Id, NonNegative] | None = Field(default=None, min_length=1)
    ranks: tuple[Ids, ...] | None = Field(default=None, min_length=1)
    unknown: Literal[True] | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The criteria that are named, in written order."""
        return tuple(self.swing or ()) + tuple(id for tied in self.ranks or () for id in tied)

    def ways(self) -> int:
        """Count the ways in which weights are given; families count as one where they stand without a swing."""
        alone = self.families if self.swing is None else None
        return sum(way is not None for way in (self.swing, self.ranks, self.unknown, alone))


class WeightProfile(Weighting):
    """Weights proposed by somebody for a kind of user."""

    title: Text
    why: Text | None = None

    @model_validator(mode="after")
    def _one_way(self) -> WeightProfile:
        if self.ways() != 1 or (self.families is not None and self.swing is None):
            raise fault("K020")
        return self


class KnockOut(Noun):
    """A condition that puts an option out before any comparison."""

    title: Text
    when: Formula
    source: Id | None = None
    why: Text | None = None
