"""The result computed from one assessment: stored, shown, attached to a report. It holds no arrays."""

from __future__ import annotations

from typing import Literal

from compass.model.assessment import Settings
from compass.model.base import Noun, PackId, Text
from compass.model.decision import Decision
from compass.model.estimate import Quality
from compass.model.finding import FindingKind
from compass.model.node import Level, Order, Rebound, Stage
from compass.model.spread import Spread

Verdict = Literal["passed", "failed", "not_proven", "not_concerned", "set_aside"]


class CriterionResult(Noun):
    """One criterion of one option.

    `total` and `difference` (from the reference option) carry the criterion's unit. A described criterion gives
    its level (0 to 4) as a number. A criterion that does not concern the option has `concerned=False` and, where
    the pack says so, its `otherwise` value as total. `best_share` is the share of draws in which no other option
    that is concerned does better; ties are shared.
    """

    option: str
    criterion: str
    concerned: bool
    total: Spread | None
    difference: Spread | None
    lower_share: float | None
    best_share: float | None


class Contribution(Noun):
    """What one node adds to one criterion of one option; means, since only means add up."""

    option: str
    criterion: str
    node: str
    level: Level
    stage: Stage | None
    order: Order | None
    rebound: Rebound | None
    mean: float
    likely: float


class NodeActivity(Noun):
    """In what share of draws a node is active in an option, and through which cause it is told."""

    option: str
    node: str
    share: float
    cause: str | None


class QuantityResult(Noun):
    """One derived number; `option` is None where it is the same for all."""

    option: str | None
    quantity: str
    value: Spread | None


class Assumption(Noun):
    """What stood in for an answer that nobody gave (`blank`) or that nobody has (`unknown`)."""

    question: str
    option: str | None
    metric: str | None = None
    state: Literal["blank", "unknown"]
    is_decision: bool
    value: Spread | None = None
    shares: dict[str, float] | None = None
    taken: str | None = None
    source: str | None = None
    quality: Quality | None = None
    why: Text | None = None


class FactorUse(Noun):
    """One sourced number that the result rests on."""

    factor: str
    row: str
    value: Spread
    unit: str
    source: str
    year: int
    geography: str
    quality: Quality
    by_pedigree: bool
    expired: bool


class KnockOutResult(Noun):
    """Whether a knock-out puts an option out; `share` is the share of draws in which it holds, assumptions included
    (None where nothing may be assumed). `judged` is the verdict on one that the buyer set aside."""

    option: str
    knock_out: str
    verdict: Verdict
    share: float | None
    judged: Verdict | None = None


class FindingResult(Noun):
    """A finding told of an option (None: of the need), with the share of draws in which it holds."""

    option: str | None
    finding: str
    kind: FindingKind
    share: float


class VendorQuestion(Noun):
    """An answer that the vendor owes: it is unknown or blank and the vendor is the one who knows."""

    option: str
    question: str


class StudyMetric(Noun):
    """One published figure with its context."""

    metric: str
    value: float
    ci: tuple[float, float] | None
    n: int | None
    prevalence: float | None
    readers: str | None
    independent: bool | None
    version: str | None
    page: int | None


class StudyResult(Noun):
    """One published study of an option, and what follows from it alone at the department's own numbers.

    `drawn` says whether the result rests on it; a study that lacks a metric, or was rejected, is shown and not drawn.
    """

    option: str
    question: str
    evidence: str
    setting: str | None
    drawn: bool
    is_main: bool
    verdict: Literal["accepted", "rejected", "pending"] | None
    metrics: tuple[StudyMetric, ...]
    follows: dict[str, Spread]


class Unfit(Noun):
    """An option whose alternative does not suit the need, with the share of draws in which it does not."""

    option: str
    share: float


class Reviewed(Noun):
    """An answer on which a reviewer has not agreed: a rejected one is not used, a pending one is used as it stands."""

    question: str
    option: str | None
    verdict: Literal["rejected", "pending"]
    by: str | None
    comment: Text | None


class Evaluation(Noun):
    """Everything that was computed for one assessment; the same inputs give the same bytes."""

    program: str
    pack: PackId
    pack_version: int
    pack_digest: str
    assessment_digest: str
    date: str
    seed: int
    draws: int
    options: tuple[str, ...]
    reference: str | None
    criteria: tuple[CriterionResult, ...]
    contributions: tuple[Contribution, ...]
    activity: tuple[NodeActivity, ...]
    quantities: tuple[QuantityResult, ...]
    assumptions: tuple[Assumption, ...]
    factors: tuple[FactorUse, ...]
    knock_outs: tuple[KnockOutResult, ...]
    findings: tuple[FindingResult, ...]
    vendor_questions: tuple[VendorQuestion, ...]
    studies: tuple[StudyResult, ...]
    unfit: tuple[Unfit, ...]
    blanks: tuple[str, ...]
    reviewed: tuple[Reviewed, ...]
    settings: Settings
    decision: Decision

    def largest(self, option: str | None, criterion: str | None) -> tuple[str, ...]:
        """Give what adds to a criterion of an option in order of size, whatever the sign; ties by name."""
        sizes = {c.node: abs(c.mean) for c in self.contributions if (c.option, c.criterion) == (option, criterion)}
        return tuple(sorted(sizes, key=lambda node: (-sizes[node], node)))
