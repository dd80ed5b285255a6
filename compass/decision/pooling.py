"""What a group says as a whole: pooled estimates, facts held, options preferred, weights, a panel's ratings.

Who does not know is counted apart and never averaged; None stands where nobody said anything. Quartiles and percentiles
lie on the line between ordered values (type 7 of Hyndman and Fan 1996, The American Statistician 50:361).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from compass.decision.agreement import agreement, consensus
from compass.engine.sureness import widen
from compass.model.estimate import Estimate
from compass.model.group import (
    Appropriateness,
    Ballot,
    Beliefs,
    Estimated,
    Held,
    Pooled,
    Preferences,
    Preferred,
    Rated,
    Ratings,
    Swings,
    Unsure,
    Vote,
    Wanted,
    Weighted,
    Wishes,
)  # fmt: skip

SYMMETRIC = 2.35
"""How far apart percentiles 30 and 70 of a panel may lie when its ratings are about the middle of the scale."""
ASYMMETRY = 1.5
"""How much further they may lie for each step of their midpoint from the middle."""
MIDDLE = 5
PANEL = 9
"""The levels of the scale for which these distances were found."""
FULL = 100.0
"""The points of a person's largest swing."""


def stated(vote: Vote, between: tuple[float, float] | None) -> Ballot:
    """Give what a person says, an estimate as wide as the person is sure of it; as it stands where none is given."""
    ballot = vote.ballot
    if not isinstance(ballot, Estimated):
        return ballot
    said = Estimate(low=ballot.low, likely=ballot.likely, high=ballot.high)
    wide = widen(said, vote.sure or "certain", between)
    return Estimated(low=wide.low, likely=wide.likely, high=wide.high)


def pooled(ballots: Iterable[Estimated | Unsure]) -> Pooled | None:
    """Pool what each says of a number: the median of the lows, of the likelies and of the highs."""
    said = list(ballots)
    given = [each for each in said if isinstance(each, Estimated)]
    if not given:
        return None
    low, likely, high = np.median([(each.low, each.likely, each.high) for each in given], axis=0)
    return Pooled(
        low=float(low),
        likely=float(likely),
        high=float(high),
        quartiles=_quartiles([each.likely for each in given]),
        persons=len(given),
        unsure=len(said) - len(given),
    )


def beliefs(ballots: Iterable[Held | Unsure], options: Sequence[str]) -> Beliefs:
    """Count who holds which answer to be true, in the order of `options`; a preference is not one of them."""
    said = list(ballots)
    counted = Counter(each.option for each in said if isinstance(each, Held))
    return Beliefs(persons={option: counted[option] for option in options}, unsure=len(said) - counted.total())


def preferences(ballots: Iterable[Preferred | Unsure], options: Sequence[str]) -> Preferences:
    """Count who prefers which answer, in the order of `options`; what is held to be true is not one of them."""
    said = list(ballots)
    counted = Counter(each.option for each in said if isinstance(each, Preferred))
    return Preferences(persons={option: counted[option] for option in options}, unsure=len(said) - counted.total())


def wishes(ballots: Iterable[Wanted | Unsure]) -> Wishes | None:
    """Tell the middle of how much each would choose, in a decision that is a number."""
    said = list(ballots)
    given = [each.value for each in said if isinstance(each, Wanted)]
    if not given:
        return None
    quartiles, unsure = _quartiles(given), len(said) - len(given)
    return Wishes(median=float(np.median(given)), quartiles=quartiles, persons=len(given), unsure=unsure)


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    first, third = np.quantile(values, (0.25, 0.75))
    return float(first), float(third)


def pooled_weights(ballots: Iterable[Weighted | Unsure]) -> Swings | None:
    """Give the median of the points of each criterion, each person's largest being 100; what is not named has 0.

    Who gave no points weighs nothing and does not count. What comes first with these weights nobody may have chosen.
    """
    said = list(ballots)
    scaled = scaled_points(each for each in said if isinstance(each, Weighted))
    criteria = dict.fromkeys(id for points in scaled for id in points)
    medians = {id: float(np.median([points.get(id, 0.0) for points in scaled])) for id in criteria}
    return Swings(points=medians, persons=len(scaled), unsure=len(said) - len(scaled)) if scaled else None


def scaled_points(ballots: Iterable[Weighted]) -> list[dict[str, float]]:
    """Bring the points of each person who gave any to a largest of 100."""
    given = [each.points for each in ballots if any(each.points.values())]
    return [{id: FULL * value / max(points.values()) for id, value in points.items()} for points in given]


def ratings(ballots: Iterable[Rated | Unsure], statements: Sequence[str], levels: int) -> tuple[Ratings, ...]:
    """Tell how each statement was rated, from 1 to `levels`; a panel's disagreement where there are nine."""
    given = [each.levels for each in ballots if isinstance(each, Rated)]
    return tuple(
        _rated(statement, [each[place] for each in given], levels) for place, statement in enumerate(statements)
    )


def _rated(statement: str, given: Sequence[int | None], levels: int) -> Ratings:
    rated = [level for level in given if level is not None]
    persons = tuple(rated.count(level) for level in range(1, levels + 1))
    return Ratings(
        statement=statement,
        persons=persons,
        median=float(np.median(rated)) if rated else None,
        agreement=agreement(persons),
        consensus=consensus(persons),
        panel=appropriateness(rated) if levels == PANEL else None,
    )


def appropriateness(ratings: Iterable[int | None]) -> Appropriateness | None:
    """Tell whether a panel that rates from 1 to 9 disagrees.

    It does where percentiles 30 and 70 lie further apart than a distance that grows as the ratings leave the middle
    (interpercentile range adjusted for symmetry): Fitch et al. 2001, The RAND/UCLA Appropriateness
    Method User's Manual.
    """
    given = [rating for rating in ratings if rating is not None]
    if not given:
        return None
    p30, p70 = np.quantile(given, (0.3, 0.7))
    return Appropriateness(
        median=float(np.median(given)),
        p30=float(p30),
        p70=float(p70),
        ipras=SYMMETRIC + ASYMMETRY * abs(MIDDLE - float(p30 + p70) / 2),
    )
