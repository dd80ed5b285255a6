"""Numbers that are not known exactly."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from compass.model.base import Id, IsoDate, Noun, Number, Text, Whole
from compass.model.faults import fault

Shape = Literal["pert", "triangular", "uniform", "lognormal"]
Quality = Literal["measured", "lca", "derived", "proxy", "proposal"]


class Pedigree(Noun):
    """Five data-quality scores, 1 (best) to 5, of the ecoinvent pedigree matrix."""

    reliability: Whole
    completeness: Whole
    temporal: Whole
    geographical: Whole
    technological: Whole

    @model_validator(mode="after")
    def _scores_in_range(self) -> Pedigree:
        for score in self.scores:
            if not 1 <= score <= 5:
                raise fault("K007", value=score, low=1, high=5)
        return self

    @property
    def scores(self) -> tuple[int, int, int, int, int]:
        return (self.reliability, self.completeness, self.temporal, self.geographical, self.technological)


class Estimate(Noun):
    """A range with its likely value.

    For `pert`, `triangular` and `uniform`, `low` and `high` are bounds; for `lognormal` they are P5 and P95.
    """

    low: Number
    likely: Number
    high: Number
    shape: Shape = "pert"

    @model_validator(mode="after")
    def _in_order(self) -> Estimate:
        if not self.low <= self.likely <= self.high:
            raise fault("K008", low=self.low, likely=self.likely, high=self.high)
        if self.shape == "lognormal" and self.low <= 0:
            raise fault("K009", low=self.low)
        return self

    @property
    def is_certain(self) -> bool:
        return self.low == self.high


class Provenance(Noun):
    """Where a number comes from, for when and where it holds, and how good it is."""

    source: Id
    year: Whole
    geography: str
    quality: Quality
    why: Text | None = None
    expires: IsoDate | None = None


class Given(Noun):
    """What a written number may say: an exact value, a range, or a likely value with its pedigree."""

    value: Number | None = None
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None
    shape: Shape = "pert"
    pedigree: Pedigree | None = None
    basic_variance: Number = 0.0

    @model_validator(mode="after")
    def _one_way(self) -> Given:
        check_given(self)
        return self


def check_given(given: Given) -> None:
    """Refuse a number that is not written in one way, or whose range is out of order."""
    low, likely, high = given.low, given.likely, given.high
    if given.value is not None and all(x is None for x in (given.pedigree, low, likely, high)):
        return
    if given.value is not None or likely is None:
        raise fault("K010")
    if given.pedigree is not None and low is high is None:
        if likely <= 0:
            raise fault("K009", low=likely)
    elif given.pedigree is None and low is not None and high is not None:
        Estimate(low=low, likely=likely, high=high, shape=given.shape)
    else:
        raise fault("K010")
