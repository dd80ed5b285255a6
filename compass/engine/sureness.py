"""How sure a person is of an answer, turned into a width.

The widths are a proposal of the authors, in the order of the five words. Their reason: intervals that experts call
80 % sure held the truth 68 % of the time (Speirs-Bridge et al. 2010, Risk Analysis 30:512), so that "sure" already
widens, and a lone number is exact only when certain.
"""

from __future__ import annotations

from compass.model.assessment import Sure
from compass.model.estimate import Estimate

LONE_NUMBER: dict[Sure, float] = {"certain": 0.0, "sure": 0.1, "fairly": 0.25, "hardly": 0.5, "guess": 0.9}
"""Half-width of a lone number, as a share of it."""
RANGE: dict[Sure, float] = {"certain": 1.0, "sure": 1.2, "fairly": 1.5, "hardly": 2.0, "guess": 3.0}
"""By how much a range is stretched about its likely value."""


def widen(estimate: Estimate, sure: Sure, between: tuple[float, float] | None) -> Estimate:
    """Widen an answer by how sure its author is; the bounds of the question hold."""
    if estimate.is_certain:
        half = LONE_NUMBER[sure] * abs(estimate.likely)
        low, high = estimate.likely - half, estimate.likely + half
    else:
        low = estimate.likely - RANGE[sure] * (estimate.likely - estimate.low)
        high = estimate.likely + RANGE[sure] * (estimate.high - estimate.likely)
    if between is not None:
        low, high = max(low, between[0]), min(high, between[1])
    return estimate.model_copy(update={"low": min(low, estimate.likely), "high": max(high, estimate.likely)})
