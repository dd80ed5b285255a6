"""A number over all draws."""

from __future__ import annotations

from compass.model.base import Noun


class Spread(Noun):
    """A number over all draws; `likely` is its value with every estimate at its likely point."""

    likely: float
    median: float
    p5: float
    p95: float
    mean: float

    @property
    def is_certain(self) -> bool:
        return self.p5 == self.p95 == self.likely

    @property
    def likely_is_outside(self) -> bool:
        """Say whether the likely value lies outside its own P5–P95 band."""
        return not self.p5 <= self.likely <= self.p95
