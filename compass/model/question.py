"""What is asked, of whom, and what is assumed when nobody knows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from compass.model.base import Bounds, Flag, Formula, Id, Ids, Noun, Number, Share, Text, Whole, Words
from compass.model.estimate import Given, Quality, check_given
from compass.model.faults import fault
from compass.model.language_model import LanguageModel

QuestionType = Literal["number", "choice", "choices", "yes_no", "text", "date", "study"]
Seat = Literal["clinical", "technical", "environmental", "procurement"]
Topic = Annotated[str, Field(min_length=1)]


class ChoiceOption(Noun):
    """One answer of a choice, with the points it earns where points are counted; `ecologits` is for its generator."""

    title: Text
    points: Number | None = None
    ecologits: LanguageModel | None = None


class Scale(Noun):
    """A closed list shared by several questions and factors (countries, conformity …)."""

    title: Text
    options: dict[Id, ChoiceOption]


class Metric(Noun):
    """A figure that a study reports (sensitivity, specificity …)."""

    title: Text
    unit: Words = "1"


class ReportedEstimate(Given):
    """What is assumed of one metric of a study that nobody has."""


class IfUnknown(Given):
    """What stands in for an answer that nobody has; always listed as an assumption.

    One of: a range; `shares` of the options of a fact; one `option` of a decision; a `quantity` computed from
    other answers; `reported` metrics of a study.
    """

    shares: dict[Id, Share] | None = None
    option: Id | None = None
    quantity: Id | None = None
    reported: dict[Id, ReportedEstimate] | None = None
    source: Id | None = None
    quality: Quality | None = None
    why: Text

    @model_validator(mode="after")
    def _one_way(self) -> IfUnknown:
        others = [x for x in (self.shares, self.option, self.quantity, self.reported) if x is not None]
        numbers = (self.value, self.low, self.likely, self.high)
        has_number = any(n is not None for n in numbers)
        if len(others) + has_number != 1:
            raise fault("K012")
        if has_number:
            check_given(self)
            if self.source is None:
                raise fault("K013")
        return self


class Question(Noun):
    """One question; `section` and `id` are filled when the pack is put together."""

    id: Id
    section: Id
    ask: Text | None = None
    help: Text | None = None
    title: Text | None = None
    type: QuestionType
    unit: Words | None = None
    between: Bounds | None = None
    options: dict[Id, ChoiceOption] | None = None
    options_from: Id | None = None
    metrics: dict[Id, Metric] | None = None
    shows: tuple[Id, ...] = ()
    points: dict[Literal["yes", "no"], Number] | None = None
    when: Formula | None = None
    asked_of: Ids | None = None
    answered_by: Literal["buyer", "vendor", "both"] = "buyer"
    seat: Seat | None = None
    nature: Literal["fact", "decision"] = "fact"
    purpose: Literal["result", "report"] = "result"
    if_unknown: IfUnknown | None = None
    own: Flag = False
    effort: Whole | None = None
    evidence: tuple[Id, ...] = ()
    stakeholders: tuple[Id, ...] = ()
    good_answer: Text | None = None
    red_flag: Text | None = None
    tags: dict[Id, Words | Flag | Whole] = Field(default_factory=dict)

    @property
    def label(self) -> Text | None:
        """The short name in tables and formulas: the title, else the question itself."""
        return self.title or self.ask


class Section(Noun):
    """A group of questions answered together; its settings hold for its questions."""

    title: Text
    help: Text | None = None
    asked_of: Ids = ("need",)
    seat: Seat | None = None
    when: Formula | None = None
