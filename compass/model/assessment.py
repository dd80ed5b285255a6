"""The answers given in one evaluation, as a person writes them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from compass.model.base import Id, IsoDate, NonNegative, Noun, Number, PackId, Sha256, UserText, Whole, Words
from compass.model.criterion import Weighting
from compass.model.faults import fault

Sure = Literal["certain", "sure", "fairly", "hardly", "guess"]
Verdict = Literal["accepted", "rejected", "pending"]


class Review(Noun):
    """A reviewer's verdict on an answer or a study."""

    verdict: Verdict
    by: Words | None = None
    at: IsoDate | None = None
    comment: UserText | None = None


class Answer(Noun):
    """One answer: its raw value, `unknown` or `not_applicable`, and what came with it.

    `value` is checked against its question by `engine.interview` and nowhere else.
    """

    value: Any
    sure: Sure | None = None
    evidence: Id | None = None
    page: Whole | None = None
    comment: UserText | None = None
    review: Review | None = None
    by: Words | None = None
    at: IsoDate | None = None

    @property
    def is_rejected(self) -> bool:
        """Say whether a reviewer rejected the answer, so that it is not used."""
        return self.review is not None and self.review.verdict == "rejected"

    @property
    def bare(self) -> Answer:
        """The answer without its comment, who gave it and when: what can count in a result."""
        return self.model_copy(update={"comment": None, "by": None, "at": None})

    @model_validator(mode="before")
    @classmethod
    def _lone_value(cls, data: Any) -> Any:
        if isinstance(data, Answer) or (isinstance(data, dict) and "value" in data):
            return data
        if isinstance(data, dict) and "low" in data:
            bounds = {key: data[key] for key in ("low", "likely", "high") if key in data}
            rest = {key: data[key] for key in data if key not in bounds}
            return {"value": bounds, **rest}
        if isinstance(data, dict):
            return data
        return {"value": data}


class Evidence(Noun):
    """A document that supports answers."""

    title: Words
    authors: Words | None = None
    publisher: Words | None = None
    doi: Words | None = None
    url: Words | None = None
    date: Words | None = None
    file: Words | None = None
    sha256: Sha256 | None = None
    version: Words | None = None
    seen: Literal["primary", "secondary"] = "primary"
    note: UserText | None = None


class Option(Noun):
    """One thing compared: an alternative with its answers, or a vendor's offer; a pack without a tree has none."""

    id: Id
    alternative: Id | None = None
    title: UserText
    product: Words | None = None
    note: UserText | None = None
    answers: dict[Id, Answer] = Field(default_factory=dict)


class Weights(Weighting):
    """The weights to use: a profile of the pack by its id, or the buyer's own with a reason."""

    profile: Id | None = None
    why: UserText | None = None

    @model_validator(mode="before")
    @classmethod
    def _lone_profile(cls, data: Any) -> Any:
        return {"profile": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_way(self) -> Weights:
        if self.ways() + (self.profile is not None) != 1 or (self.families is not None and self.swing is None):
            raise fault("K016")
        if self.profile is None and self.why is None:
            raise fault("K002", key="why")
        return self


class Reference(Noun):
    """The option against which change is counted; a reason where the pack marks another."""

    option: Id
    why: UserText | None = None

    @model_validator(mode="before")
    @classmethod
    def _lone_option(cls, data: Any) -> Any:
        return {"option": data} if isinstance(data, str) else data


class OwnAnchors(Noun):
    """The buyer's own ends of a criterion's scale, in its unit, with the reason."""

    worst: Number
    best: Number
    why: UserText


class OwnKnockOut(Noun):
    """A knock-out that the buyer sets aside, with the reason."""

    set_aside: UserText


class Settings(Noun):
    """How this assessment is to be evaluated; whatever departs from the pack carries its reason."""

    seed: Whole = 1
    weights: Weights | None = None
    anchors: dict[Id, OwnAnchors] = Field(default_factory=dict)
    knock_outs: dict[Id, OwnKnockOut] = Field(default_factory=dict)
    reference: Reference | None = None


class Expectation(Noun):
    """A result that must come out; this is what makes an assessment a test."""

    option: Id | None = None
    criterion: Id | None = None
    quantity: Id | None = None
    likely: Number | None = None
    within: NonNegative = 1e-6
    finding: Id | None = None
    knock_out: Id | None = None
    verdict: Literal["passed", "failed", "not_proven", "not_concerned", "set_aside"] | None = None
    largest: tuple[Id, ...] | None = None
    ranking: tuple[Id, ...] | None = None
    drivers: tuple[Id, ...] | None = None
    source: Words | None = None
    difference_explained: UserText | None = None

    @model_validator(mode="after")
    def _complete(self) -> Expectation:
        of_option = {
            "likely": (self.criterion is None) != (self.quantity is None),
            "finding": True,
            "verdict": self.knock_out is not None,
            "largest": self.criterion is not None,
        }
        told = [key for key in of_option if getattr(self, key) is not None]
        whole = self.ranking is not None or self.drivers is not None
        incomplete = any(self.option is None or not of_option[key] for key in told)
        if incomplete or (self.verdict is None) != (self.knock_out is None) or not (told or whole):
            raise fault("K019")
        return self


class Assessment(Noun):
    """One evaluation in the making: a need, its options, and the answers about them."""

    pack: PackId
    version: Whole
    pack_digest: Words | None = None
    title: UserText
    about: UserText | None = None
    date: IsoDate
    organisation: UserText | None = None
    settings: Settings = Settings()
    evidence: dict[Id, Evidence] = Field(default_factory=dict)
    need: dict[Id, Answer] = Field(default_factory=dict)
    all_options: dict[Id, Answer] = Field(default_factory=dict)
    options: tuple[Option, ...] = Field(min_length=1, max_length=200)
    expect: tuple[Expectation, ...] = ()
    notes: tuple[UserText, ...] = ()
