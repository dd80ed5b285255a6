"""How options are judged."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from compass.model.base import Flag, Formula, Id, NonNegative, Noun, Number, Text, Words
from compass.model.faults import fault


class Anchors(Noun):
    """The two ends of a criterion's scale, fixed or computed from answers about the need."""

    worst: Formula
    best: Formula


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


class WeightProfile(Noun):
    """Swing weights proposed by somebody for a kind of user.

    With `families`, the swings weigh the criteria of one family among themselves and `families` the families.
    """

    title: Text
    swing: dict[Id, NonNegative] = Field(min_length=1)
    families: dict[Id, NonNegative] | None = Field(default=None, min_length=1)
    why: Text | None = None


class KnockOut(Noun):
    """A condition that puts an option out before any comparison."""

    title: Text
    when: Formula
    source: Id | None = None
    why: Text | None = None
