"""The pack: one decision method, complete and resolved."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from compass.model.base import Formula, Id, Ids, Noun, Number, PackId, Text, Whole, Words
from compass.model.criterion import Criterion, Family, KnockOut, WeightProfile
from compass.model.factor import Factor, Flow, Source, UnitRecord
from compass.model.finding import Finding
from compass.model.node import Node
from compass.model.quantity import Quantity
from compass.model.question import ChoiceOption, Question, Scale, Section


class Header(Noun):
    """What a pack says of itself."""

    pack: PackId
    version: Whole
    title: Text
    about: Text | None = None
    languages: tuple[Literal["fr", "en"], ...] = ("fr", "en")
    functional_unit: Text
    horizon: Number = Field(gt=0)
    site: Id | None = None
    uses: tuple[Words, ...] = ()
    licence: Words
    authors: tuple[Words, ...]


class Collections(Noun):
    """Everything a pack file or a library file may define; ids are unique over all of them."""

    sections: dict[Id, Section] = Field(default_factory=dict)
    questions: dict[Id, Question] = Field(default_factory=dict)
    scales: dict[Id, Scale] = Field(default_factory=dict)
    units: dict[str, UnitRecord] = Field(default_factory=dict)
    sources: dict[Id, Source] = Field(default_factory=dict)
    topics: dict[Id, Text] = Field(default_factory=dict)
    axes: dict[Id, Text] = Field(default_factory=dict)
    stakeholders: dict[Id, Text] = Field(default_factory=dict)
    documents: dict[Id, Text] = Field(default_factory=dict)
    factors: dict[Id, Factor] = Field(default_factory=dict)
    quantities: dict[Id, Quantity] = Field(default_factory=dict)
    conditions: dict[Id, Formula] = Field(default_factory=dict)
    flows: dict[Id, Flow] = Field(default_factory=dict)
    nodes: dict[Id, Node] = Field(default_factory=dict)
    families: dict[Id, Family] = Field(default_factory=dict)
    criteria: dict[Id, Criterion] = Field(default_factory=dict)
    weight_profiles: dict[Id, WeightProfile] = Field(default_factory=dict)
    knock_outs: dict[Id, KnockOut] = Field(default_factory=dict)
    findings: dict[Id, Finding] = Field(default_factory=dict)


class Expects(Noun):
    """What a module of the library names and leaves to the pack that uses it: ids by collection."""

    questions: Ids = ()
    factors: Ids = ()
    quantities: Ids = ()
    conditions: Ids = ()
    nodes: Ids = ()
    topics: Ids = ()


class Pack(Collections):
    """A pack with everything that it uses from the library."""

    header: Header

    def alternatives(self) -> dict[str, Node]:
        """Give the alternatives of the tree, in written order."""
        return {id: node for id, node in self.nodes.items() if node.level == "alternative"}

    def choice_options(self, question: Question) -> dict[str, ChoiceOption]:
        """Give the options of a choice, its own or those of its scale; none where there is no such scale."""
        if question.options_from is None:
            return question.options or {}
        scale = self.scales.get(question.options_from)
        return scale.options if scale is not None else {}

    def options_of(self, question: Question) -> tuple[str, ...]:
        """Give the ids of the options of a choice."""
        return tuple(self.choice_options(question))

    def option_title(self, question: Question, option: str) -> Text:
        """Give the title of one option of a choice."""
        return self.choice_options(question)[option].title

    def asked_of(self, question: Question) -> tuple[str, ...]:
        """Say of whom a question is asked: `need`, `option`, or alternatives."""
        return question.asked_of or self.sections[question.section].asked_of

    def is_asked_of_need(self, question: Question) -> bool:
        return self.asked_of(question) == ("need",)
