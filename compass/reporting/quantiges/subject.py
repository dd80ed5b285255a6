"""What the document is about: a pack alone, or an assessment with its evaluation, told with its numbers or without."""

from __future__ import annotations

from dataclasses import dataclass

from compass.model.base import Text
from compass.model.pack import Pack
from compass.reporting.context import Context
from compass.texts.typography import set_type
from compass.texts.words import Language, say


@dataclass(frozen=True)
class Subject:
    """A pack about to be told in one language; `case` is the assessment, `numbers` whether its results are told."""

    pack: Pack
    language: Language
    case: Context | None = None
    numbers: bool = False

    def say(self, key: str, **details: object) -> str:
        """Give a sentence of the document."""
        return set_type(say("quantiges", self.language, key, **details), self.language)

    def report_word(self, key: str) -> str:
        """Give a word that the report has too."""
        return set_type(say("report", self.language, key), self.language)

    def text(self, text: Text | None) -> str:
        return "" if text is None else set_type(text.in_language(self.language).strip(), self.language)

    def node(self, id: str) -> str:
        return self.text(self.pack.nodes[id].title)

    def question(self, id: str) -> str:
        return self.text(self.pack.questions[id].label) or id

    def leads(self, *keys: str) -> tuple[str, ...]:
        """Give the sentences that open a step: those of both kinds of subject, then those of this one."""
        kind = "pack" if self.case is None else "numbers" if self.numbers else "told"
        return tuple(self.say(f"{key}.{part}") for key in keys for part in ("lead", kind))
