"""A pack and an agenda about to be told in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from compass.decision.asking import poll_of
from compass.model.agenda import Agenda, Step
from compass.model.assessment import Assessment
from compass.model.pack import Pack
from compass.model.question import Question
from compass.model.workshop import Mode, Poll
from compass.reporting.parts import Head
from compass.reporting.wording import PackWords
from compass.texts.typography import set_type, shorten
from compass.texts.words import Language, say

_SHORT_TITLE = 70

Ends = Mapping[str, tuple[float, float]]
"""The worst and the best end of criteria, in their units."""


@dataclass(frozen=True)
class StepWords:
    """The words of a workshop's papers in one language, and those of the steps of an agenda."""

    pack: Pack
    language: Language

    @cached_property
    def words(self) -> PackWords:
        """The words that reports use too, and the texts of the pack."""
        return PackWords(self.pack, self.language)

    def say(self, key: str, **details: object) -> str:
        """Give a sentence of the papers of a workshop."""
        return set_type(say("workshops", self.language, key, **details), self.language)

    def report_word(self, key: str, **details: object) -> str:
        """Give a sentence that reports have too."""
        return self.words.say(key, **details)

    def question(self, step: Step) -> Question | None:
        return self.pack.questions[step.question] if step.question is not None else None

    def title(self, step: Step) -> str:
        """Give the name of a step: its own, the short name of its question, or its kind."""
        asked = self.question(step)
        own = step.title or (asked.label if asked is not None else None)
        return self.words.text(own) or self.say(f"step.{step.step}")

    def ask(self, step: Step) -> str:
        """Give what is asked in full; empty where nothing is."""
        asked = self.question(step)
        return self.words.text(step.ask if asked is None else asked.ask or asked.title)


@dataclass(frozen=True)
class Told(StepWords):
    """What is printed of an agenda; of an assessment `about` is the title, and `ends` are those of its scales."""

    agenda: Agenda
    mode: Mode
    ends: Ends = field(default_factory=dict)
    about: str = ""

    def of(self, assessment: Assessment, ends: Ends) -> Told:
        """Tell the same of an assessment."""
        return replace(self, ends=ends, about=self.words.text(assessment.title))

    @cached_property
    def steps(self) -> tuple[tuple[Step, Poll | None], ...]:
        """Each step with its poll; None where nothing is counted."""
        return tuple((step, self._poll(step, number)) for number, step in enumerate(self.agenda.steps, start=1))

    def _poll(self, step: Step, number: int) -> Poll | None:
        return poll_of(self.pack, step, f"s{number}", self.mode) if step.ask is None else None

    def head(self, kind: str) -> Head:
        """Say what the document is; it has no date, so that the same agenda gives the same bytes."""
        header, title = self.pack.header, self.words.text(self.agenda.title)
        return Head(
            kind=kind,
            language=self.language,
            title=title,
            short_title=shorten(title, _SHORT_TITLE),
            stamp=self.report_word("head.version", pack=header.pack, version=header.version),
            page_word=self.report_word("head.page"),
            of_word=self.report_word("head.of"),
            description=f"{self.say(f'kind.{kind}')} – {self.words.text(header.title)}",
            author=", ".join(header.authors),
            date="",
            generator=self.report_word("head.author"),
        )
