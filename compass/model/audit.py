"""How far the numbers of a pack or of an assessment can be trusted: counts, not a mark."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Noun, PackId
from compass.model.estimate import Quality

RangeWay = Literal["published", "pedigree", "proposed", "exact"]
QUALITIES: tuple[Quality, ...] = ("measured", "lca", "derived", "proxy", "proposal")
RANGE_WAYS: tuple[RangeWay, ...] = ("published", "pedigree", "proposed", "exact")


class ProposalLed(Noun):
    """A criterion of an option whose spread comes mostly from proposals of the authors.

    `share` is the share of its variance that they explain (first-order indices, summed); `largest` names the one that
    explains most.
    """

    option: str
    criterion: str
    share: float
    largest: str


class Audit(Noun):
    """The numbers of a pack, or those that the result of an assessment rests on.

    `qualities` counts rows of factors and assumed numbers; `ranges` counts rows alone, by the way in which each has its
    range. `causes` counts the edges of the consequence tree (of its active part, for an assessment), `sourced_causes`
    those with a source that is no proposal. `stale` names rows out of date on `date`, `unused` rows that nothing reads:
    `factor` or `factor/row`. `proposal_led` is None where no result was looked at.
    """

    pack: PackId
    date: str
    qualities: dict[Quality, int]
    ranges: dict[RangeWay, int]
    causes: int
    sourced_causes: int
    stale: tuple[str, ...]
    unused: tuple[str, ...]
    proposal_led: tuple[ProposalLed, ...] | None = None
