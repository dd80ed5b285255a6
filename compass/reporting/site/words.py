"""How the reference pages of a pack speak: titles, formulas in words, units and numbers of one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from compass.engine.uses import Part
from compass.model.base import Text
from compass.model.estimate import Given
from compass.model.pack import Pack
from compass.texts.formulas import formula_words
from compass.texts.listings import range_words
from compass.texts.numbers import exact, unit_words
from compass.texts.scales import option_words
from compass.texts.typography import set_type, shorten
from compass.texts.words import Language, say

_TITLE = 90


@dataclass(frozen=True)
class SiteWords:
    """One pack about to be told page by page in one language."""

    pack: Pack
    language: Language

    def say(self, key: str, **details: object) -> str:
        return set_type(say("site", self.language, key, **details), self.language)

    def report(self, key: str) -> str:
        """Give a word that reports use too."""
        return set_type(say("report", self.language, key), self.language)

    def text(self, text: Text | None) -> str:
        return "" if text is None else set_type(text.in_language(self.language).strip(), self.language)

    def title(self, part: Part) -> str:
        """Give the name of a part: its title; of a finding its sentence; of a condition its id."""
        collection, id = part
        if collection == "conditions":
            return id
        item = getattr(self.pack, collection)[id]
        if collection == "questions":
            return self.text(item.label) or id
        return shorten(self.text(item.text if collection == "findings" else item.title), _TITLE)

    def formula(self, formula: str) -> str:
        return formula_words(formula, self._titles, self.language)

    def unit(self, unit: str) -> str:
        return unit_words(unit, self.pack.units, self.language) or unit

    def number(self, value: float) -> str:
        return exact(value, self.language)

    def given(self, given: Given) -> str:
        return range_words(given, self.language)

    def several(self, named: Iterable[tuple[str, str]]) -> str:
        """Write values with their names, in one line."""
        each = (self.say("site.given", name=name, value=value) for name, value in named)
        return set_type(" ; ".join(each), self.language)

    def option(self, scale: str, option: str) -> str:
        return option_words(self.pack, scale, option, self.language)

    @cached_property
    def _titles(self) -> dict[str, str]:
        pack = self.pack
        titles = {name: self.say(f"word.{name}") for name in ("horizon", "alternative", "site")}
        listed = [scale.options for scale in pack.scales.values()]
        listed += [question.options or {} for question in pack.questions.values()]
        titles |= {id: self.text(option.title) for options in listed for id, option in options.items()}
        titles |= {id: self.text(topic) for id, topic in pack.topics.items()}
        titles |= {id: self.text(section.title) for id, section in pack.sections.items()}
        for collection in ("nodes", "factors", "quantities", "questions"):
            titles |= {id: self.title((collection, id)) for id in getattr(pack, collection)}
        return titles
