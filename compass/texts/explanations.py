"""An explanation for people: its sentences, where its uncertainty comes from, and the tree of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from compass.model.assessment import Assessment
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.model.spread import Spread
from compass.texts.filled import amount, chosen, origin_words, unit
from compass.texts.numbers import format_for, share
from compass.texts.sentences import explanation_sentences
from compass.texts.titles import Titles, evidence_words, titles_for
from compass.texts.typography import set_type
from compass.texts.words import Language

ENOUGH = 0.8
"""Under this sum of first-order indices interactions matter, and it is said."""
LEAST = 0.005
"""What explains less of the variance is not listed."""


def explanation_lines(
    pack: Pack, assessment: Assessment, option: str, explanation: Explanation, language: Language
) -> list[str]:
    """Tell an explanation of a number of one option."""
    titles = titles_for(pack, assessment, language, option)
    sentences = explanation_sentences(pack, assessment, option, explanation, language)
    shares = [set_type(line, language) for line in variance_lines(titles, explanation)]
    tree = [set_type(line, language) for line in _Tree(titles, assessment).tell(explanation, 0)]
    return [*sentences, "", *shares, *([""] if shares else []), set_type(titles.say("tree_head"), language), *tree]


def variance_lines(titles: Titles, explanation: Explanation) -> Iterator[str]:
    """List the inputs by the share of variance that each explains alone, with their sum, then the direct parts."""
    inputs = dict(_inputs(explanation))
    if explanation.value is None or explanation.value.is_certain or not inputs:
        return
    yield titles.say("variance_head")
    yield from _ranked(titles, inputs)
    total = sum(part.variance or 0.0 for part in inputs.values())
    yield titles.say("variance_sum", share=_percent(total, titles.language))
    if total < ENOUGH:
        yield titles.say("variance_low")
    direct = {part.key: part for part in explanation.parts if (part.variance or 0) >= LEAST}
    if len(direct) > 1:
        yield titles.say("variance_parts")
        yield from _ranked(titles, direct)


def _inputs(told: Explanation) -> Iterator[tuple[str, Explanation]]:
    """Give the leaves whose draws are their own, each under its key."""
    if told.origin in ("answered", "assumed", "factor", "study") and (not told.parts or told.origin == "study"):
        yield told.key, told
        return
    for part in told.parts:
        yield from _inputs(part)


def _ranked(titles: Titles, parts: dict[str, Explanation]) -> Iterator[str]:
    shown = [part for part in parts.values() if (part.variance or 0) >= LEAST]
    for part in sorted(shown, key=lambda part: -(part.variance or 0)):
        percent = _percent(part.variance or 0, titles.language)
        yield "  " + titles.say("variance_line", share=percent, title=titles.explained(part))


def _percent(value: float, language: str) -> str:
    return share(min(max(value, 0.0), 1.0), language)


@dataclass
class _Tree:
    titles: Titles
    assessment: Assessment
    seen: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, told: Explanation, depth: int) -> Iterator[str]:
        indent = "  " * depth
        known = (told.kind, told.key) in self.seen and bool(told.parts)
        yield indent + self._line(told) + (" " + self.titles.say("above") if known else "")
        if known:
            return
        self.seen.add((told.kind, told.key))
        for part in told.parts:
            yield from self.tell(part, depth + 1)

    def _line(self, told: Explanation) -> str:
        value = self._value(told, told.value) if told.value is not None else chosen(self.titles, told)
        key = "line" if value else "line_without_value"
        title = self.titles.say("condition") if told.kind == "condition" else self.titles.explained(told)
        return self.titles.say(key, title=title, value=value, notes=", ".join(self._notes(told)))

    def _notes(self, told: Explanation) -> Iterator[str]:
        yield origin_words(self.titles, told)
        if told.quality == "proposal" and told.origin == "assumed":
            yield self.titles.say("assumed")
        if told.source is not None:
            yield self.titles.say("source", source=self.titles.source(told.source))
        if told.evidence is not None:
            yield self.titles.say("evidence", evidence=evidence_words(self.assessment, told.evidence))

    def _value(self, told: Explanation, value: Spread) -> str:
        if value.is_certain:
            return amount(self.titles, told)
        write = format_for([value], self.titles.language).plain
        likely = self.titles.say("likely", value=write(value.likely))
        words = unit(self.titles, told, value.median)
        return f"{write(value.median)} [{write(value.p5)} – {write(value.p95)}] {words} ({likely})".replace("  ", " ")
