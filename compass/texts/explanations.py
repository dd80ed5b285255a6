"""An explanation as an indented list of lines, for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from compass.model.assessment import Assessment
from compass.model.evaluation import Spread
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.texts.formulas import formula_words
from compass.texts.numbers import exact, format_for, unit_words
from compass.texts.typography import set_type
from compass.texts.words import Language, say


def explanation_lines(pack: Pack, assessment: Assessment, explanation: Explanation, language: Language) -> list[str]:
    """Tell an explanation as an indented list; what was explained once is not repeated."""
    return [set_type(line, language) for line in _Teller(pack, assessment, language).tell(explanation, 0)]


@dataclass
class _Teller:
    pack: Pack
    assessment: Assessment
    language: Language
    seen: set[str] = field(default_factory=set)

    def tell(self, told: Explanation, depth: int) -> Iterator[str]:
        indent = "  " * depth
        known = told.key in self.seen and bool(told.parts)
        yield indent + self._line(told) + (" " + self._say("above") if known else "")
        if known:
            return
        self.seen.add(told.key)
        if told.formula is not None and told.parts:
            yield f"{indent}  " + self._say("formula", formula=self._words(told.formula))
        for part in told.parts:
            yield from self.tell(part, depth + 1)

    def _say(self, key: str, **details: object) -> str:
        return say("interface", self.language, f"explain.{key}", **details)

    def _line(self, told: Explanation) -> str:
        title = told.title.in_language(self.language) if told.title is not None else self._own_name(told.key)
        value = self._value(told.value, told.unit) if told.value is not None else self._chosen(told)
        key = "line" if value else "line_without_value"
        return self._say(key, title=title, id=told.key, value=value, notes=", ".join(self._notes(told)))

    def _own_name(self, key: str) -> str:
        return self._say(key) if key in ("horizon", "alternative") else key

    def _notes(self, told: Explanation) -> Iterator[str]:
        proposed = told.quality == "proposal"
        if not (proposed and told.origin == "factor"):
            yield self._say(told.origin)
        if proposed:
            yield self._say("proposal")
        if told.source is not None:
            record = self.pack.sources[told.source]
            yield self._say("source", source=f"{record.authors or record.publisher or record.title} {record.year}")
        if told.evidence is not None:
            document = self.assessment.evidence[told.evidence]
            written = f"{document.authors or document.publisher or document.title} {document.date or ''}".strip()
            yield self._say("evidence", evidence=written)

    def _value(self, value: Spread, unit: str | None) -> str:
        words = unit_words(unit, self.pack.units, self.language) if unit else ""
        if value.is_certain:
            return f"{exact(value.likely, self.language)} {words}".strip()
        write = format_for([value], self.language).plain
        likely = self._say("likely", value=write(value.likely))
        return f"{write(value.median)} [{write(value.p5)} – {write(value.p95)}] {words} ({likely})".replace("  ", " ")

    def _chosen(self, told: Explanation) -> str:
        """Write the options that a choice stands at, by their titles."""
        if told.key == "alternative" and told.chosen is not None:
            return self.pack.nodes[told.chosen].title.in_language(self.language)
        question = self.pack.questions.get(told.key.partition("@")[0])
        if told.chosen is None or question is None or question.type != "choice":
            return told.chosen or ""
        titles = (self.pack.option_title(question, option) for option in told.chosen.split(", "))
        return ", ".join(title.in_language(self.language) for title in titles)

    def _words(self, formula: str) -> str:
        pack, language = self.pack, self.language
        listed = [scale.options for scale in pack.scales.values()]
        titles = {id: option.title.in_language(language) for options in listed for id, option in options.items()}
        titles |= {id: q.label.in_language(language) for id, q in pack.questions.items() if q.label is not None}
        for items in (pack.factors, pack.quantities, pack.nodes):
            titles |= {id: item.title.in_language(language) for id, item in items.items()}
        titles |= {name: self._say(name) for name in ("site", "horizon", "alternative")}
        return formula_words(formula, titles, language)
