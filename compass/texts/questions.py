"""Which questions to ask next, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from compass.model.assessment import Assessment
from compass.model.decision import ChoiceEffect
from compass.model.interview import Interview, NextFact, NextQuestions, OpenDecision
from compass.model.pack import Pack
from compass.texts.numbers import exact, format_of, unit_words
from compass.texts.typography import set_type, shorten
from compass.texts.words import Language, say

MOST = 10
"""So many facts are told; JSON has all."""
_FEW = 4
"""So many effects of a choice are told."""
_LONG = 100


def next_lines(
    pack: Pack, assessment: Assessment, found: Interview, ranked: NextQuestions, language: Language
) -> list[str]:
    """Tell progress, the facts to find out next, the decisions to take, and when to stop."""
    return [set_type(line, language) for line in _Teller(pack, assessment, found, ranked, language).lines()]


@dataclass(frozen=True)
class _Teller:
    pack: Pack
    assessment: Assessment
    found: Interview
    ranked: NextQuestions
    language: Language

    def say(self, key: str, /, **details: object) -> str:
        return say("interface", self.language, f"next.{key}", **details)

    def lines(self) -> Iterator[str]:
        done = sum(cell.state == "answered" for cell in self.found.cells)
        yield self.say("progress", done=done, total=len(self.found.cells))
        if self.ranked.missing:
            yield self.say("missing", cells=", ".join(self.ranked.missing))
            return
        yield from self._weights()
        yield from self._facts()
        if self.ranked.stop is not None:
            yield self.say(f"stop.{self.ranked.stop}", leader=self._leader())
        if self.ranked.hidden:
            yield self.say("hidden", names=", ".join(self.ranked.hidden))
        yield from self._decisions()
        if self.ranked.deeper:
            yield self.say("deeper", count=self.ranked.deeper)

    def _weights(self) -> Iterator[str]:
        if self.ranked.weights is None:
            yield self.say("uncompared")
        elif self.ranked.assumed_weights:
            yield self.say("assumed_weights")

    def _leader(self) -> str:
        titles = {option.id: option.title.in_language(self.language) for option in self.assessment.options}
        return titles.get(self.ranked.leader or "", "")

    def _facts(self) -> Iterator[str]:
        told = [fact for fact in self.ranked.facts if self._reasons(fact) or fact.pinned is not None]
        if told:
            yield self.say("head")
        for place, fact in enumerate(told[:MOST], start=1):
            reasons = self.say("and").join(self._reasons(fact)) or self.say("idle")
            cells = ", ".join(fact.cells)
            yield self.say("fact", place=place, title=self._title(fact.question), cells=cells, reasons=reasons)

    def _reasons(self, fact: NextFact) -> list[str]:
        told = []
        if fact.knock_outs:
            titles = (self.pack.knock_outs[id].title.in_language(self.language) for id in fact.knock_outs)
            told.append(self.say("knock_out", names=", ".join(titles)))
        if fact.opens:
            told.append(self.say("opens", count=len(fact.opens)))
        if (fact.value or 0.0) > self.ranked.threshold:
            value = exact(round(100 * (fact.value or 0.0), 1), self.language)
            told.append(self.say("worth", value=value, minutes=fact.minutes))
        return told

    def _title(self, question: str) -> str:
        label = self.pack.questions[question].label
        return shorten(label.in_language(self.language).strip(), _LONG) if label is not None else question

    def _decisions(self) -> Iterator[str]:
        """Tell the decisions whose other choices do something notable, then name those where none does."""
        if self.ranked.decisions:
            yield self.say("decisions")
        for decision in self.ranked.decisions:
            if decision.effects:
                yield from self._decision(decision)
        idle = dict.fromkeys(self._title(each.question) for each in self.ranked.decisions if not each.effects)
        if idle:
            yield self.say("idle_decisions", titles=self.say("and").join(idle))

    def _decision(self, decision: OpenDecision) -> Iterator[str]:
        cell = decision.question if decision.option is None else f"{decision.question}@{decision.option}"
        yield self.say("decision", title=self._title(decision.question), cell=cell)
        for choice, effects in groupby(decision.effects, key=lambda effect: effect.choice):
            ordered = sorted(effects, key=lambda effect: self.pack.criteria[effect.criterion].intermediate)
            told = [self._effect(effect, decision.option is None) for effect in ordered]
            told = told[:_FEW] + (["…"] if len(told) > _FEW else [])
            title = self._choice(decision.question, choice)
            yield self.say("choice", title=title, choice=choice, effects=self.say("and").join(told))

    def _choice(self, question: str, choice: str) -> str:
        asked = self.pack.questions[question]
        if asked.type == "yes_no":
            return self.say(choice)
        return shorten(self.pack.option_title(asked, choice).in_language(self.language).strip(), _LONG)

    def _effect(self, effect: ChoiceEffect, names_option: bool) -> str:
        criterion = self.pack.criteria[effect.criterion]
        written = format_of(0, abs(effect.change), self.language).signed(effect.change)
        unit = unit_words(criterion.unit, self.pack.units, self.language)
        title = criterion.title.in_language(self.language)
        change = f"{written} {unit}".strip()
        key = "effect_on" if names_option else "effect"
        return self.say(key, criterion=title, option=effect.option, change=change)
