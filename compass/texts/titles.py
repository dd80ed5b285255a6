"""What the things of a pack and of an assessment are called in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compass.model.assessment import Assessment
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.texts.typography import listed
from compass.texts.words import Language, say

BUILT_IN = ("site", "horizon", "alternative")


@dataclass(frozen=True)
class Titles:
    """Names things by their titles, never by their ids; `others` are the options that are not the one told of."""

    pack: Pack
    language: Language
    others: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **details: object) -> str:
        return self.say_in("explain", key, **details)

    def say_in(self, area: str, key: str, **details: object) -> str:
        return say("interface", self.language, f"{area}.{key}", **details)

    def quoted(self, title: str) -> str:
        return self.say("quoted", title=title)

    def of(self, id: str) -> str:
        """Give the title of a question, factor, quantity, node, section or topic; a formula's own text otherwise."""
        pack, language = self.pack, self.language
        if id in BUILT_IN:
            return self.say(id)
        question = pack.questions.get(id)
        if question is not None and question.label is not None:
            return question.label.in_language(language)
        for items in (pack.factors, pack.quantities, pack.nodes, pack.sections, pack.criteria):
            if id in items:
                return items[id].title.in_language(language)
        return pack.topics[id].in_language(language) if id in pack.topics else id

    def option(self, choice: str, option: str) -> str:
        """Give the title of an option of a choice, of the kind of solution or of the place."""
        asked = self.pack.header.site if choice == "site" else choice
        question = self.pack.questions.get(asked or "")
        if choice == "alternative" or question is None:
            return self.of(option)
        return self.pack.option_title(question, option).in_language(self.language)

    def row(self, factor: str, key: str) -> str:
        """Give the titles of the options that name a row of a table."""
        return ", ".join(
            self._scale_option(scale, option)
            for scale, option in zip(self.pack.factors[factor].by, key.split("/"), strict=True)
        )

    def _scale_option(self, scale: str, option: str) -> str:
        if scale in self.pack.scales:
            return self.pack.scales[scale].options[option].title.in_language(self.language)
        return self.option(scale, option)

    def explained(self, told: Explanation) -> str:
        """Give the title of what is explained; a condition has none and is told by its formula elsewhere."""
        title = told.title.in_language(self.language) if told.title is not None else self.of(told.key)
        factor, _, row = told.key.removesuffix("]").partition("[")
        if row:
            return self.say("row", title=title, row=self.row(factor, row))
        option = told.key.partition("@")[2].partition(".")[0].partition("@")[0]
        if option in self.others:
            return self.say("of_option", title=title, option=self.others[option])
        node = self.pack.nodes.get(told.key.partition(".")[0]) if told.kind == "flow" else None
        return title if node is None else self.say("of_node", title=title, node=node.title.in_language(self.language))

    def source(self, id: str) -> str:
        record = self.pack.sources[id]
        return f"{record.authors or record.publisher or record.title} {record.year}"

    def any_of(self, parts: Iterable[str]) -> str:
        return listed(list(parts), self.say("or"))

    def all_of(self, parts: Iterable[str]) -> str:
        return listed(list(parts), self.say("and"))


def titles_for(pack: Pack, assessment: Assessment, language: Language, option: str) -> Titles:
    """Give the titles by which the numbers of one option are told."""
    options = (each for each in assessment.options if each.id != option)
    return Titles(pack, language, {each.id: each.title.in_language(language) for each in options})


def evidence_words(assessment: Assessment, id: str) -> str:
    """Name a document of an assessment in a few words."""
    document = assessment.evidence[id]
    return f"{document.authors or document.publisher or document.title} {document.date or ''}".strip()
