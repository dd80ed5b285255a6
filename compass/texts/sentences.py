"""An explanation as sentences for people: every value filled in, with its unit and its origin, in either language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from compass.engine.expression import parse
from compass.model.assessment import Assessment
from compass.model.explanation import Explanation
from compass.model.pack import Pack
from compass.model.spread import Spread
from compass.texts.filled import FilledWriter, amount, chosen, origin_words, unit
from compass.texts.givens import given_sentence
from compass.texts.numbers import format_for, share
from compass.texts.titles import Titles, titles_for
from compass.texts.typography import set_type
from compass.texts.words import Language

LISTED = 6
"""How many consequences a sum names; the others are told together."""


def explanation_sentences(
    pack: Pack, assessment: Assessment, option: str, explanation: Explanation, language: Language
) -> list[str]:
    """Tell an explanation as paragraphs: the number asked about, then each of its parts once, before what they use."""
    teller = _Teller(titles_for(pack, assessment, language, option), assessment)
    return [set_type(paragraph, language) for paragraph in teller.tell(explanation)]


@dataclass
class _Teller:
    titles: Titles
    assessment: Assessment
    seen: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, told: Explanation) -> Iterator[str]:
        if (told.kind, told.key) in self.seen:
            return
        self.seen.add((told.kind, told.key))
        if not self._is_folded(told):
            yield " ".join(self._sentences(told))
        for part in told.parts if told.origin != "study" else ():
            yield from self.tell(part)

    def _is_folded(self, told: Explanation) -> bool:
        """Say whether it is told within the sentence of its node: a product, and a factor of it that is one thing."""
        if told.kind == "characterisation":
            return not told.parts or (self._one(told) is not None and len(told.terms[0].parts) < 3)
        return told.kind == "flow" and (told.formula is None or self._one(told) is not None)

    def _say(self, key: str, **details: object) -> str:
        return self.titles.say(f"sentence.{key}", **details)

    def _sentences(self, told: Explanation) -> Iterator[str]:
        yield self._main(told)
        if told.origin == "closed":
            return
        if told.parts and told.value is not None and not told.value.is_certain:
            yield self._say("draws", spread=_band(self.titles, told))
        if 0 < told.open_share < 1:
            key = "active_in" if told.kind == "node" else "open_in"
            yield self._say(key, share=share(told.open_share, self.titles.language))
        yield from self._rows(told)
        if told.origin == "assumed" and told.why is not None:
            yield self._say("reason", why=told.why.in_language(self.titles.language))

    def _main(self, told: Explanation) -> str:
        if told.origin == "closed":
            return self._closed(told)
        if told.origin != "computed":
            return given_sentence(self.titles, self.assessment, told)
        if told.kind == "condition":
            return self._condition(told)
        if told.kind == "node":
            return self._node(told)
        if told.formula is not None:
            return self._formula(told)
        return self._total(told)

    def _formula(self, told: Explanation) -> str:
        assert told.formula is not None
        writer, tree = FilledWriter(self.titles, told), parse(told.formula).tree
        filled, _ = writer.write(tree)
        value = amount(self.titles, told)
        key = "constant" if filled == value else "same" if self._one(told) is not None else "computed"
        if told.kind == "quantity" and self.titles.pack.quantities[told.key.partition("@")[0]].bands:
            key = "banded"
        because = self._say("because", reasons=self.titles.all_of(writer.reasons)) if writer.reasons else ""
        return self._say(key, title=self.titles.explained(told), filled=filled, value=value, because=because)

    def _one(self, told: Explanation) -> Explanation | None:
        """Give the one part to which a formula came down and whose value it has as it stands."""
        taken = parse(told.formula or "0").tree
        while isinstance(taken, ast.IfExp):
            held = next((t.share for t in told.truths if t.text == ast.unparse(taken.test)), None)
            if held not in (0, 1):
                return None
            taken = taken.body if held == 1 else taken.orelse
        keys = next((term.parts for term in told.terms if term.text == ast.unparse(taken)), ())
        value = amount(self.titles, told)
        return next((part for part in told.parts if part.key in keys and amount(self.titles, part) == value), None)

    def _condition(self, told: Explanation) -> str:
        writer, tree = FilledWriter(self.titles, told), parse(told.formula or "").tree
        said = writer.said(tree)
        if told.holds not in (0, 1):
            shown = share(told.holds, self.titles.language) if told.holds is not None else "?"
            return self._say("holds_in", condition=said, share=shown)
        reason = writer.because(tree, told.holds == 1)
        return self._say("holds" if told.holds == 1 else "fails", condition=said, reason=reason)

    def _total(self, told: Explanation) -> str:
        """Tell a criterion as the sum of its consequences, or as the worst of its levels."""
        title, value = self.titles.explained(told), amount(self.titles, told)
        if self.titles.pack.criteria[told.key].described is not None:
            return self._level(told)
        ordered = sorted(told.parts, key=lambda part: -abs(part.value.likely if part.value is not None else 0))
        if not ordered:
            return self._say("nothing_adds", title=title, value=value)
        listed = [
            self._say("adds", title=self.titles.explained(part), value=amount(self.titles, part))
            for part in ordered[:LISTED]
        ]
        others = [part.value.likely for part in ordered[LISTED:] if part.value is not None]
        if others:
            rest = told.model_copy(update={"value": _certain(sum(others))})
            listed.append(self._say("others", count=len(others), value=amount(self.titles, rest)))
        return self._say("sum", title=title, value=value, listed=" ; ".join(listed))

    def _level(self, told: Explanation) -> str:
        levels = self.titles.pack.criteria[told.key].described or {}
        level = int(told.value.likely) if told.value is not None else 0
        words = levels[level].in_language(self.titles.language) if level in levels else ""
        among = " ; ".join(
            self._say("adds", title=self.titles.explained(node), value=self._answer_of(node)) for node in told.parts
        )
        key = "level" if among else "level_of_none"
        return self._say(key, title=self.titles.explained(told), level=level, words=words.rstrip("."), listed=among)

    def _answer_of(self, node: Explanation) -> str:
        (answer,) = node.parts
        if answer.origin == "closed":
            return self.titles.say("closed")
        return self.titles.say("filled_choice", value=chosen(self.titles, answer), origin=self._origin(answer))

    def _node(self, told: Explanation) -> str:
        title = self.titles.explained(told)
        if told.value is None:
            return self._say("described", title=title, value=self._answer_of(told))
        products = [self._product(flow) for flow in told.parts]
        key = "node" if len(products) == 1 else "node_of_several"
        value = amount(self.titles, told)
        key = "node_never_counted" if not products else key
        return self._say(key, title=title, products=" ; ".join(products), value=value)

    def _product(self, flow: Explanation) -> str:
        """Write what one flow of a node adds: the amount times what one unit of it does."""
        if flow.kind == "impact":
            return self._say("impact", value=amount(self.titles, flow), origin=self._origin(flow))
        used, per = flow.parts
        filled = self._filled(self._one(used) or used)
        if per.parts:
            filled = f"{filled} × {self._filled(self._one(per) or per)}"
        elif amount(self.titles, used) == amount(self.titles, flow):
            return filled
        counts = flow.value is not None and used.value is not None and per.value is not None
        unlike = counts and not _close(flow.value.likely, used.value.likely * per.value.likely)  # type: ignore[union-attr]
        key = "not_now" if unlike else "product"
        return self._say(key, filled=filled, value=amount(self.titles, flow))

    def _filled(self, told: Explanation) -> str:
        within_node = told.kind == "flow" and told.title is not None
        title = told.title.in_language(self.titles.language) if within_node and told.title else ""
        title, origin = title or self.titles.explained(told), self._origin(told)
        return self.titles.say("filled", value=amount(self.titles, told), title=title, origin=origin)

    def _origin(self, told: Explanation) -> str:
        return origin_words(self.titles, told)

    def _rows(self, told: Explanation) -> Iterator[str]:
        """Tell the rows of each table of which more than one is read."""
        parts = {part.key: part for part in told.parts}
        for term in told.terms:
            table = term.text.removeprefix("lookup(").partition(",")[0]
            rows = [parts[key] for key in term.parts if key.startswith(f"{table}[") and key in parts]
            if len(rows) > 1:
                shown = (self._say("adds", title=self._row_of(row), value=amount(self.titles, row)) for row in rows)
                choices = [parts[key] for key in term.parts if key in parts and parts[key].shares is not None]
                titles = self.titles.all_of(self.titles.quoted(self.titles.explained(part)) for part in choices)
                table_title = self.titles.quoted(self.titles.of(table))
                yield self._say("rows", table=table_title, choices=titles, listed=" ; ".join(shown))

    def _row_of(self, told: Explanation) -> str:
        factor, _, key = told.key.removesuffix("]").partition("[")
        return self.titles.row(factor, key)

    def _closed(self, told: Explanation) -> str:
        title, otherwise = self.titles.explained(told), ""
        if told.value is not None:
            otherwise = self._say("otherwise", value=amount(self.titles, told))
        return self._say("closed", title=title, reason=self._why_closed(told), otherwise=otherwise)

    def _why_closed(self, told: Explanation) -> str:
        closed = told.closed
        if closed is None or closed.by == "not_asked":
            return self._say("closed_not_asked")
        if closed.by == "answer":
            return self._say("closed_answer")
        if closed.condition is not None:
            return FilledWriter(self.titles, told).because(parse(closed.condition).tree, truth=False)
        part = next(iter(told.parts), told)
        return self._say("closed_part", part=self.titles.quoted(self.titles.explained(part)))


def _band(titles: Titles, told: Explanation) -> str:
    """Write the median and the interval of a value over the draws."""
    assert told.value is not None
    write = format_for([told.value], titles.language).plain
    median = f"{write(told.value.median)} {unit(titles, told, told.value.median)}".strip()
    return titles.say("sentence.spread", median=median, low=write(told.value.p5), high=write(told.value.p95))


def _certain(value: float) -> Spread:
    return Spread(likely=value, median=value, p5=value, p95=value, mean=value)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))
