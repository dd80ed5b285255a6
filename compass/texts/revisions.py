"""What changed between two packs, and what that does to a result, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from compass.model.base import Text
from compass.model.change import Changes, FindingChange, KnockOutChange
from compass.model.estimate import Pedigree
from compass.model.pack import Pack
from compass.model.revision import WORDS, Cause, ItemRevision, KeyRevision, Outcome, Revision
from compass.texts.changes import Side, change_lines, sizes_of
from compass.texts.numbers import exact, unit_words
from compass.texts.typography import set_type, shorten
from compass.texts.words import Language, say, table

_LONG = 90
_ORDER = "="
_TITLES = ("title", "ask", "text")


def revision_lines(before: Pack, after: Pack, revision: Revision, language: Language) -> list[str]:
    """Tell what changed in a pack, collection by collection, a line for each key."""
    return [set_type(line, language) for line in _Teller(before, after, language).revision(revision)]


def outcome_lines(before: Side, after: Side, outcome: Outcome, language: Language) -> list[str]:
    """Tell whose result changes, each change with the changes of the pack that it comes from."""
    teller = _Outcomes(_Teller(before.pack, after.pack, language), before, after, outcome)
    return [set_type(line, language) for line in teller.lines()]


@dataclass(frozen=True)
class _Teller:
    before: Pack
    after: Pack
    language: Language

    def say(self, key: str, /, **details: object) -> str:
        return say("interface", self.language, f"diff.{key}", **details)

    def revision(self, revision: Revision) -> Iterator[str]:
        old, new = revision.before, revision.after
        editions = {"pack": old.pack, "old": old.version, "new": new.version, "other": new.pack}
        yield self.say("head", **editions, old_digest=old.digest[:12], new_digest=new.digest[:12])
        if not revision.items:
            yield self.say("none")
        for collection, items in groupby(revision.items, key=lambda item: item.collection):
            yield self._collection(collection)
            for item in items:
                yield from (f"  {line}" for line in self._item(item))

    def _collection(self, name: str) -> str:
        return table("interface", self.language).get(f"diff.collection.{name}", name)

    def name(self, collection: str, id: str) -> str:
        """Name an item by its title and id."""
        sides = (getattr(side, collection, None) for side in (self.after, self.before))
        item = next((side[id] for side in sides if isinstance(side, dict) and id in side), None)
        title = next((t for key in _TITLES if isinstance(t := getattr(item, key, None), Text)), None)
        if title is None:
            return id or self._collection(collection)
        return self.say("name", title=shorten(title.in_language(self.language).strip(), _LONG), id=id)

    def _item(self, item: ItemRevision) -> Iterator[str]:
        name = self.name(item.collection, item.id)
        if item.kind != "changed":
            yield self.say(item.kind, name=name)
        for key in item.keys:
            where, told = self._where(key.key), self._key(item, key)
            if item.id:
                yield self.say("key" if where else "item", name=name, key=where, told=told)
            else:
                yield self.say("item", name=where, told=told) if where else told

    def _where(self, key: str) -> str:
        parts = [part for part in key.split(".") if part not in ("rows", "", _ORDER)]
        return ".".join(parts)

    def _key(self, item: ItemRevision, key: KeyRevision) -> str:
        if key.key.rpartition(".")[2] == _ORDER:
            return self.say("order")
        if _is_names(key.before) and _is_names(key.after):
            return self._list(key.before, key.after)
        unit = self._unit(item)
        old, new = (self._value(value, unit) for value in (key.before, key.after))
        if old == new:
            return self.say("other_language", language=self._other_words(key))
        return self.say("values", before=old, after=new)

    def _list(self, old: list[Any], new: list[Any]) -> str:
        added = [str(each) for each in new if each not in old]
        gone = [str(each) for each in old if each not in new]
        told = [self.say("list_added", names=", ".join(added))] if added else []
        told += [self.say("list_gone", names=", ".join(gone))] if gone else []
        return self.say("and").join(told) or self.say("order")

    def _unit(self, item: ItemRevision) -> str:
        factor = self.after.factors.get(item.id) if item.collection == "factors" else None
        return unit_words(factor.unit, self.after.units, self.language) if factor is not None else ""

    def _value(self, value: Any, unit: str) -> str:
        match value:
            case None:
                return self.say("nothing")
            case bool():
                return self.say("yes" if value else "no")
            case int() | float():
                return exact(value, self.language)
            case str():
                return shorten(value, _LONG)
            case list():
                return ", ".join(self._value(each, unit) for each in value)
        return self._mapping(value, unit)

    def _mapping(self, value: Mapping[str, Any], unit: str) -> str:
        if value.keys() == WORDS:
            return self.say("quoted", text=shorten(str(value[self.language]).strip(), _LONG))
        if "likely" in value or "value" in value:
            return self._range(value, unit)
        if isinstance(value.get("title"), dict):
            return self._value(value["title"], unit)
        parts = [f"{key} {self._value(value[key], unit)}" for key in value if key != _ORDER]
        return shorten(", ".join(parts), _LONG)

    def _range(self, value: Mapping[str, Any], unit: str) -> str:
        written = exact(value.get("likely", value.get("value")), self.language)
        if "low" in value:
            low, high = (exact(value[key], self.language) for key in ("low", "high"))
            written = self.say("range", likely=written, low=low, high=high)
        told = [f"{written} {unit}".strip()]
        told += [str(value[key]) for key in ("shape", "source") if key in value]
        told += [self.say("pedigree", scores=self._scores(value["pedigree"]))] if "pedigree" in value else []
        return ", ".join(told)

    def _scores(self, pedigree: Mapping[str, int]) -> str:
        return "-".join(str(pedigree[key]) for key in Pedigree.model_fields)

    def _other_words(self, key: KeyRevision) -> str:
        other: Language = "en" if self.language == "fr" else "fr"
        words = [value[other] for value in (key.before, key.after) if isinstance(value, dict) and other in value]
        return self.say("values", before=shorten(words[0], _LONG), after=shorten(words[-1], _LONG)) if words else "…"


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


@dataclass(frozen=True)
class _Outcomes:
    teller: _Teller
    before: Side
    after: Side
    outcome: Outcome

    def lines(self) -> Iterator[str]:
        whole, language = self.outcome.changes, self.teller.language
        if whole.is_empty:
            yield self.teller.say("same_results")
            return
        yield self.teller.say("results")
        for change in whole.criteria:
            yield from change_lines(self.before, self.after, Changes(criteria=(change,)), language)
            yield from self._effects(change.option, change.criterion)
        for knock in whole.knock_outs:
            yield from change_lines(self.before, self.after, Changes(knock_outs=(knock,)), language)
            yield from self._flips(knock)
        for finding in whole.findings:
            yield from change_lines(self.before, self.after, Changes(findings=(finding,)), language)
            yield from self._flips(finding)
        yield from self._untried()

    def _effects(self, option: str, criterion: str) -> Iterator[str]:
        found = False
        for cause in self.outcome.causes:
            for effect in cause.effects:
                if (effect.option, effect.criterion) == (option, criterion):
                    found = True
                    yield self.teller.say("effect", cause=self._names(cause), **sizes_of(effect, self.teller.language))
        for rest in self.outcome.remainder:
            if (rest.option, rest.criterion) == (option, criterion):
                yield self.teller.say("remainder" if found else "together", **sizes_of(rest, self.teller.language))

    def _flips(self, change: KnockOutChange | FindingChange) -> Iterator[str]:
        key = "knock_outs" if isinstance(change, KnockOutChange) else "findings"
        alone = [cause for cause in self.outcome.causes if change in getattr(cause.changes, key)]
        for cause in alone:
            yield self.teller.say("because", cause=self._names(cause))
        if not alone:
            yield self.teller.say("because_together")

    def _names(self, cause: Cause) -> str:
        return " + ".join(self.teller.name(*item) for item in cause.items)

    def _untried(self) -> Iterator[str]:
        for cause in self.outcome.causes:
            if not cause.tried:
                yield self.teller.say("untried", cause=self._names(cause))
