"""How the options compare as wholes: scores, ranks, what drives them and what would change them. It holds no arrays."""

from __future__ import annotations

from typing import Literal

from compass.model.base import Noun
from compass.model.spread import Spread

WeightsKind = Literal["swing", "ranks", "unknown"]
InputKind = Literal["number", "choice", "truth", "study"]


class Weighed(Noun):
    """The weight of one criterion: its mean and, where weights are uncertain, P5 and P95; `lead_low` and `lead_high`
    name the leader at likely values when this weight is a fifth lower and a fifth higher."""

    criterion: str
    mean: float
    p5: float
    p95: float
    lead_low: str
    lead_high: str


class Standing(Noun):
    """One option that no knock-out puts out, compared as a whole.

    `score` is from 0 (worst anchors) to 1 (best anchors). `ranks` gives the share of draws at each rank, the first
    rank first. `central_weights` is the mean of the weights with which it comes first, None where none make it so;
    `confidence` the share of draws in which it is first at those weights. `regret` is the mean worth lost by choosing
    it instead of the best of each draw. `outranks` is the mean net flow of the cross-check (PROMETHEE II).
    """

    option: str
    score: Spread
    ranks: tuple[float, ...]
    central_weights: dict[str, float] | None
    confidence: float | None
    regret: float
    outranks: float


class Worth(Noun):
    """What an option is worth on one weighed criterion: 0 at its worst anchor, 1 at its best."""

    option: str
    criterion: str
    worth: Spread


class Pair(Noun):
    """Two options side by side: the share of draws in which the first scores higher (None without weights), and in
    which it is worth no less on any criterion and more on one."""

    option: str
    other: str
    wins: float | None
    dominates: float


class Clipped(Noun):
    """An option beyond an anchor of a criterion in a share of draws: its score can't tell by how much."""

    option: str
    criterion: str
    share: float


class Disguise(Noun):
    """Two weighted criteria that share so much of their variance over draws and options that they may be one."""

    criterion: str
    other: str
    shared: float


class Driver(Noun):
    """The share of the variance of a target that one input explains by itself (first-order index).

    `criterion` and `option` name the target, a criterion of an option; both None: the lead, which is the score of the
    leader less that of the next option.
    """

    option: str | None
    criterion: str | None
    input: str
    index: float


class Explained(Noun):
    """The sum of the first-order indices of all inputs for a target; under 0.8, inputs act together."""

    option: str | None
    criterion: str | None
    share: float


class Swing(Noun):
    """What one input, moved alone from its low to its high end at likely values, does to the lead or to a criterion.

    `flips` are the values of a number at which the lead changes hands, or the points of a choice at which another
    leads.
    """

    option: str | None
    criterion: str | None
    input: str
    kind: InputKind
    low: float
    high: float
    at_low: float
    at_high: float
    flips: tuple[float, ...] = ()
    flips_to: tuple[str, ...] = ()


class WeightFlip(Noun):
    """The weight of a criterion, the others keeping their proportions, at which another option takes the lead."""

    criterion: str
    weight: float
    flips_at: float
    flips_to: str


class ChoiceEffect(Noun):
    """What another option of a decision would do to a criterion of an option, or to what one infrastructure node adds
    to it, at likely values: a change from what is taken now."""

    question: str
    choice: str
    option: str
    criterion: str
    node: str | None
    change: float


class BreakEven(Noun):
    """How much of a saving rebound may eat up before nothing is left of it.

    `gross` is what an option saves on a criterion against the reference before its own footprint, `footprint` what it
    adds, `rebound` what comes back by rebound, all means. `rate` = rebound / gross; `break_even` = 1 - footprint /
    gross, None where nothing is saved ("never").
    """

    option: str
    criterion: str
    gross: float
    footprint: float
    rebound: float
    rate: float | None
    break_even: float | None


class Fit(Noun):
    """The `options` that suit the need in more than half of the draws, where some that are ranked do not: which of them
    is most often first among them, and in which share of draws; None where none suits."""

    options: tuple[str, ...]
    leader: str | None
    first: float | None


class Decision(Noun):
    """How the options compare as wholes; without weights, dominance stands alone and nothing is scored.

    `out` are the options that a knock-out puts out; `leader` is the option most often first, `next_best` the next.
    `lead` are equally likely values of the leader's score less that of the next, in rising order. `cross_check` is the
    leader of the other method, `information` the expected worth of knowing everything. `fit` tells the best of the
    options that suit the need, None where all do.
    """

    out: tuple[str, ...]
    weights: WeightsKind | None = None
    leader: str | None = None
    next_best: str | None = None
    fit: Fit | None = None
    lead: tuple[float, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    standings: tuple[Standing, ...] = ()
    worths: tuple[Worth, ...] = ()
    pairs: tuple[Pair, ...] = ()
    cross_check: str | None = None
    information: float | None = None
    clipped: tuple[Clipped, ...] = ()
    disguises: tuple[Disguise, ...] = ()
    drivers: tuple[Driver, ...] = ()
    explained: tuple[Explained, ...] = ()
    swings: tuple[Swing, ...] = ()
    weight_flips: tuple[WeightFlip, ...] = ()
    choices: tuple[ChoiceEffect, ...] = ()
    break_evens: tuple[BreakEven, ...] = ()
