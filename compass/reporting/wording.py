"""The words of the report and of a pack in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compass.model.base import Text
from compass.model.pack import Pack
from compass.texts.numbers import unit_words
from compass.texts.typography import HARD, listed, set_type
from compass.texts.words import Language, say


class Wording:
    """Writes sentences of the report, texts of the pack and its units."""

    pack: Pack
    language: Language

    def say(self, key: str, **details: object) -> str:
        """Give a sentence of the report."""
        return set_type(say("report", self.language, key, **details), self.language)

    def text(self, text: Text | None) -> str:
        """Give a text of the pack or of the assessment; none is an empty one."""
        return "" if text is None else set_type(text.in_language(self.language).strip(), self.language)

    def words(self, text: str | None) -> str:
        """Give a text that has one form for both languages."""
        return "" if text is None else set_type(text, self.language)

    def listed(self, parts: Iterable[str]) -> str:
        return listed(list(parts), self.say("word.and"))

    def either(self, parts: Iterable[str]) -> str:
        return listed(list(parts), self.say("formula.or"))

    def several(self, parts: Iterable[str]) -> str:
        """Join parts by semicolons."""
        return set_type(" ; ".join(parts), self.language)

    def question_title(self, id: str) -> str:
        question = self.pack.questions.get(id)
        return (self.text(question.label) if question else "") or id

    def node_title(self, id: str) -> str:
        return self.text(self.pack.nodes[id].title)

    def choice_title(self, question: str, option: str) -> str:
        """Give the words of one option of a choice, or of yes and no."""
        asked = self.pack.questions[question]
        if asked.type == "yes_no":
            return self.say(f"word.{option}") if option in ("yes", "no") else option
        return self.text(self.pack.option_title(asked, option))

    def unit(self, unit: str | None, value: float | None = None) -> str:
        return unit_words(unit or "1", self.pack.units, self.language, value)

    def measured(self, number: str, unit: str | None, value: float) -> str:
        """Give a number with its unit behind it, or before it where the language writes money so."""
        return set_type(number + self.tail(unit, value), self.language)

    def tail(self, unit: str | None, value: float) -> str:
        """Give the unit as it stands after a value, with its space; nothing where there is no unit."""
        words = self.unit(unit, value)
        return HARD + words if words else ""


@dataclass(frozen=True)
class PackWords(Wording):
    """A pack about to be told in one language, without an assessment."""

    pack: Pack
    language: Language
