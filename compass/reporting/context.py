"""What every section needs: the inputs, their titles in the report's language, and how numbers are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from compass.model.assessment import Assessment, Evidence, Option
from compass.model.criterion import Criterion
from compass.model.evaluation import CriterionResult, Evaluation, NodeActivity
from compass.model.pack import Pack
from compass.model.spread import Spread
from compass.reporting.parts import Cell, Link
from compass.reporting.wording import Wording
from compass.texts.numbers import NumberFormat, exact, finer, format_for, share
from compass.texts.typography import shorten
from compass.texts.words import Language

_TITLE = 60
_EXACT = 9
"""Sums of shares are as exact as this many decimals."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters_of(options: Iterable[str]) -> dict[str, str]:
    """Give each option its letter: A to Z, then A2, B2 and so on."""
    return {id: LETTERS[i % 26] + (str(i // 26 + 1) if i >= 26 else "") for i, id in enumerate(options)}


@dataclass(frozen=True)
class Context(Wording):
    """One evaluation about to be told in one language."""

    pack: Pack
    assessment: Assessment
    evaluation: Evaluation
    language: Language

    # Options

    @cached_property
    def options(self) -> dict[str, Option]:
        """The options that were evaluated, in their order."""
        known = {option.id: option for option in self.assessment.options}
        return {id: known[id] for id in self.evaluation.options}

    @cached_property
    def letters(self) -> dict[str, str]:
        return letters_of(self.evaluation.options)

    def option_title(self, id: str) -> str:
        """Give the title of an option, short enough for a table; the cover has it in full."""
        return shorten(self.text(self.options[id].title), _TITLE)

    def option_cell(self, id: str) -> Cell:
        """Give the row header of an option: its letter and title, and that it is the reference where it is."""
        mark = self.say("word.reference") if id == self.evaluation.reference else ""
        return Cell(f"{self.letters[id]}\u2002{self.option_title(id)}", mark=mark)

    def letters_words(self, options: Iterable[str | None]) -> str:
        """Give the letters of some options; `all` when they are all, or none in particular."""
        wanted = [id for id in options if id is not None]
        if not wanted or len(wanted) == len(self.options) > 1:
            return self.say("word.all_options")
        return ", ".join(self.letters[id] for id in self.options if id in wanted)

    # Results

    @cached_property
    def results(self) -> Mapping[tuple[str, str], CriterionResult]:
        return {(r.criterion, r.option): r for r in self.evaluation.criteria}

    @cached_property
    def activity(self) -> Mapping[tuple[str, str], NodeActivity]:
        return {(a.node, a.option): a for a in self.evaluation.activity}

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria of the pack, by family, intermediate ones last in each."""
        order = list(self.pack.families)
        return dict(
            sorted(self.pack.criteria.items(), key=lambda item: (order.index(item[1].family), item[1].intermediate))
        )

    def leaders(self, criterion: str) -> tuple[tuple[str, ...], float]:
        """Give the options that are best most often, and in what share of draws one of them is; ties stand together.

        Options are tied when their totals are the same in every respect. Shares that add up to all draws are all draws.
        """
        known = [
            r for r in self.evaluation.criteria if r.criterion == criterion and r.concerned and r.best_share is not None
        ]
        if not known:
            return (), 0.0
        top = max(known, key=lambda r: r.best_share or 0.0)
        tied = [r for r in known if r.total == top.total]
        return tuple(r.option for r in tied), round(sum(r.best_share or 0.0 for r in tied), _EXACT)

    def share(self, value: float) -> str:
        return share(value, self.language)

    def share_in_words(self, value: float) -> str:
        """Give a share as it stands in a sentence: `more than 99%`, never `> 99%`."""
        if 0 < value < 0.005:
            return self.say("word.less_than", value=self.share(0.01))
        return self.say("word.more_than", value=self.share(0.99)) if 0.995 <= value < 1 else self.share(value)

    def in_brackets(self, text: str) -> str:
        return self.say("word.brackets", text=text) if text else ""

    def format(self, spread: Spread, unit: str = "") -> NumberFormat:
        """Give the way to write a spread of an input; what has no unit and stays within 1 either way is in percents."""
        is_share = unit == "1" and all(abs(each) <= 1 for each in (spread.p5, spread.median, spread.p95, spread.likely))
        return format_for([spread], self.language, is_share)

    def input_words(self, value: Spread, unit: str) -> tuple[str, str]:
        """Write an input of the result and its band, empty where it is exact; it can be found again in its source."""
        form = self.format(value, unit)
        likely = value.likely
        if value.is_certain:
            bare = form.plain(likely) if form.percent else exact(likely, self.language)
            return self._told(bare, form, unit, likely), ""
        bare, low, high = (finer(form, each).plain(each) for each in (likely, value.p5, value.p95))
        return self._told(bare, form, unit, likely), self.say("word.band", low=low, high=high)

    def _told(self, bare: str, form: NumberFormat, unit: str, value: float) -> str:
        return bare if form.percent else self.measured(bare, unit, value)

    def band(self, spread: Spread, form: NumberFormat, signed: bool = False) -> str:
        """Write a band as `low to high`; a certain number has none."""
        if spread.is_certain:
            return self.say("word.exact")
        write = form.signed if signed else form.plain
        return self.say("word.band", low=write(spread.p5), high=write(spread.p95))

    def quality(self, quality: str | None) -> str:
        return self.say(f"quality.{quality}") if quality else ""

    def proposed(self, source: str | None) -> str:
        """Give the mark of what rests on the authors' word alone; empty for what has another source, or none."""
        known = self.pack.sources.get(source) if source is not None else None
        return self.quality("proposal") if known is not None and known.seen == "proposal" else ""

    # References to sources

    @cached_property
    def source_labels(self) -> dict[str, str]:
        """The number of each source of the pack that the report cites, in the order of the pack."""
        cited = set(self._cited())
        return {id: str(n) for n, id in enumerate((s for s in self.pack.sources if s in cited), start=1)}

    @cached_property
    def evidence_labels(self) -> dict[str, str]:
        """The label of each document of the assessment; where the method cites it too, that of the source."""
        twins = {id: self._twin(document) for id, document in self.assessment.evidence.items()}
        own = (id for id, twin in twins.items() if twin is None)
        return {id: twin for id, twin in twins.items() if twin is not None} | {
            id: f"E{n}" for n, id in enumerate(own, start=1)
        }

    def _twin(self, document: Evidence) -> str | None:
        """Find the cited source that has the identifier of a document, or its title."""
        for id, label in self.source_labels.items():
            source = self.pack.sources[id]
            same_doi = document.doi is not None and document.doi == source.doi
            if same_doi or document.title.strip(" .[]") == source.title.strip(" .[]"):
                return label
        return None

    def references(self, *ids: str | None) -> tuple[Link, ...]:
        """Give the bracketed numbers of sources and evidence that lead to the bibliography."""
        labels = {**self.source_labels, **self.evidence_labels}
        return tuple(Link(f"[{labels[id]}]", f"#source-{labels[id]}") for id in dict.fromkeys(ids) if id in labels)

    def _cited(self) -> Iterable[str | None]:
        evaluation, pack = self.evaluation, self.pack
        yield from (use.source for use in evaluation.factors)
        yield from (assumed.source for assumed in evaluation.assumptions)
        yield from (pack.knock_outs[result.knock_out].source for result in evaluation.knock_outs)
        yield from (pack.findings[result.finding].source for result in evaluation.findings)
        yield from (pack.nodes[id].source for id in {a.node for a in evaluation.activity if a.share > 0})
