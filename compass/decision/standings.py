"""The options that no knock-out puts out, scored, ranked and compared in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from compass.decision.acceptability import Acceptability, acceptability, central_weights, confidence, expected_regret
from compass.decision.dominance import dominance
from compass.decision.outranking import net_flows
from compass.decision.weighing import Weighing
from compass.decision.weights import rescaled
from compass.decision.worth import clipped_share, scores
from compass.engine.run import Run
from compass.engine.spreads import spread
from compass.engine.values import Column
from compass.model.decision import Clipped, Disguise, Fit, Pair, Standing, Weighed, WeightFlip, Worth
from compass.model.evaluation import Unfit

ONE_IN_DISGUISE = 0.8
"""Two weighted criteria that share more of their variance than this are told: they may be one, counted twice."""
STEP = 0.2
"""Each weight is moved by this part of itself, down and up."""
_EVEN = 1e-12
"""Scores that differ by less are equal, and a weight that is nearer to 0 or 1 is 0 or 1."""


@dataclass(frozen=True)
class Scored:
    """The options that compete: their worths (criteria, options, draws), scores (options, draws) and ranks; the same at
    likely values, without draws, at the mean weights."""

    options: tuple[str, ...]
    weighing: Weighing
    worths: Column
    scores: Column
    ranked: Acceptability
    likely_worths: Column

    @property
    def likely_scores(self) -> Column:
        return np.asarray(self.weighing.means @ self.likely_worths)

    @property
    def order(self) -> list[int]:
        """The options by how often they come first; between equals the higher mean score, then the written order."""
        firsts, means = self.ranked.ranks[:, 0], self.scores.mean(axis=1)
        return sorted(range(len(self.options)), key=lambda place: (-firsts[place], -means[place], place))

    def first_of(self, scores: Column) -> int:
        """The place of the highest score; between equals the leader over all draws."""
        leader = self.order[0]
        return leader if scores[leader] >= scores.max() - _EVEN else int(scores.argmax())

    @property
    def lead(self) -> Column:
        """The score of the leader less that of the next option, draw by draw."""
        first, second = self.order[:2]
        return np.asarray(self.scores[first] - self.scores[second])


def score(likely: Run, drawn: Run, weighing: Weighing, options: tuple[str, ...]) -> Scored:
    """Score some options in every draw and at likely values."""
    worths = weighing.worths(drawn, options)
    found = scores(worths, weighing.weights)
    return Scored(options, weighing, worths, found, acceptability(found), weighing.worths(likely, options)[:, :, 0])


def standings(scored: Scored) -> Iterator[Standing]:
    """Tell each option as a whole, in the order of the assessment."""
    ids = [each.id for each in scored.weighing.criteria]
    shape = (len(ids), scored.scores.shape[1])
    weights = np.broadcast_to(scored.weighing.weights.reshape(len(ids), -1), shape)
    central = central_weights(weights, scored.ranked.firsts)
    sure, regrets = confidence(scored.worths, central), expected_regret(scored.scores)
    flows = net_flows(scored.worths, scored.weighing.weights).mean(axis=1)
    for place, option in enumerate(scored.options):
        middle, found = central[place], spread(scored.likely_scores[place], scored.scores[place])
        assert found is not None
        yield Standing(
            option=option,
            score=found,
            ranks=tuple(float(share) for share in scored.ranked.ranks[place]),
            central_weights=None if middle is None else dict(zip(ids, map(float, middle), strict=True)),
            confidence=sure[place],
            regret=float(regrets[place]),
            outranks=float(flows[place]),
        )


def worths(scored: Scored) -> Iterator[Worth]:
    """Tell what each option is worth on each weighed criterion."""
    for row, criterion in enumerate(scored.weighing.criteria):
        for place, option in enumerate(scored.options):
            found = spread(scored.likely_worths[row, place], scored.worths[row, place])
            assert found is not None
            yield Worth(option=option, criterion=criterion.id, worth=found)


def fit(scored: Scored, unfit: Iterable[Unfit]) -> Fit | None:
    """Tell the best of the options that suit the need; None where all do. Its lead over the others does not change."""
    out = {each.option for each in unfit if each.share > 1 / 2}
    places = [place for place, option in enumerate(scored.options) if option not in out]
    if len(places) == len(scored.options):
        return None
    if not places:
        return Fit(options=(), leader=None, first=None)
    firsts = acceptability(scored.scores[places]).ranks[:, 0]
    best = max(range(len(places)), key=lambda row: (firsts[row], -scored.order.index(places[row])))
    suited = tuple(scored.options[place] for place in places)
    return Fit(options=suited, leader=suited[best], first=float(firsts[best]))


def pairs(options: tuple[str, ...], worths: Column, wins: Column | None) -> Iterator[Pair]:
    """Tell each option beside each other one."""
    shares = dominance(worths)
    for one, other in permutations(range(len(options)), 2):
        yield Pair(
            option=options[one],
            other=options[other],
            wins=None if wins is None else float(wins[one, other]),
            dominates=float(shares[one, other]),
        )


def weighed(scored: Scored) -> Iterator[Weighed]:
    """Tell each weight, and who leads at likely values when it is a fifth lower and a fifth higher."""
    weights, means = scored.weighing.weights, scored.weighing.means
    for row, criterion in enumerate(scored.weighing.criteria):
        low, high = np.quantile(weights[row], (0.05, 0.95))
        leads = []
        for factor in (1 - STEP, 1 + STEP):
            changed = rescaled(means, row, min(1.0, float(means[row]) * factor))
            leads.append(scored.options[scored.first_of(changed @ scored.likely_worths)])
        yield Weighed(
            criterion=criterion.id,
            mean=float(means[row]),
            p5=float(low),
            p95=float(high),
            lead_low=leads[0],
            lead_high=leads[1],
        )


def weight_flips(scored: Scored) -> Iterator[WeightFlip]:
    """Find, for each weight, the nearest value at which another option leads at likely values.

    Closed form: with the others in proportion, each score is linear in the one weight. Where two options are only equal
    at a weight of 0 or 1, neither takes the lead from the other.
    """
    means = scored.weighing.means
    leader = scored.first_of(scored.likely_scores)
    for row, criterion in enumerate(scored.weighing.criteria):
        flip = _nearest_flip(scored.likely_worths, means, row, leader)
        if flip is not None:
            yield WeightFlip(
                criterion=criterion.id, weight=float(means[row]), flips_at=flip[0], flips_to=scored.options[flip[1]]
            )


def _nearest_flip(worths: Column, weights: Column, row: int, leader: int) -> tuple[float, int] | None:
    if weights[row] >= 1:
        return None
    own, rest = worths[row], rescaled(weights, row, 0.0) @ worths
    found = []
    for rival in (place for place in range(worths.shape[1]) if place != leader):
        slope = (own[leader] - own[rival]) - (rest[leader] - rest[rival])
        at = -(rest[leader] - rest[rival]) / slope if slope else np.inf
        if _EVEN < at < 1 - _EVEN:
            found.append((float(at), rival))
    return min(found, key=lambda each: abs(each[0] - weights[row])) if found else None


def clipped(drawn: Run, weighing: Weighing, options: tuple[str, ...]) -> Iterator[Clipped]:
    """Tell where an option lies beyond an anchor, so that its score can't say by how much."""
    for criterion in weighing.criteria:
        for option in options:
            column = np.atleast_1d(np.asarray(drawn.totals[option][criterion.id], dtype=float))
            share = clipped_share(column, criterion.worst, criterion.best)
            if share > 0:
                yield Clipped(option=option, criterion=criterion.id, share=share)


def disguises(scored: Scored) -> Iterator[Disguise]:
    """Tell pairs of weighted criteria that may be one: their worths vary together within the options."""
    centred = scored.worths - scored.worths.mean(axis=2, keepdims=True)
    flat = centred.reshape(len(centred), -1)
    products = flat @ flat.T
    for one, other in combinations(range(len(flat)), 2):
        both = products[one, one] * products[other, other]
        shared = float(products[one, other] ** 2 / both) if both > 0 else 0.0
        if shared > ONE_IN_DISGUISE:
            ids = (scored.weighing.criteria[one].id, scored.weighing.criteria[other].id)
            yield Disguise(criterion=ids[0], other=ids[1], shared=shared)
