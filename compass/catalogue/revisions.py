"""Two packs compared item by item, and packs between the two: the old one with some of the changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compass.catalogue.canonical import ORDER, digest_of, pack_data
from compass.model.base import Text
from compass.model.pack import Pack
from compass.model.revision import WORDS, Edition, ItemRevision, KeyRevision, Revision

GROUPS = (
    "header", "sections", "questions", "scales", "conditions", "quantities", "factors", "nodes", "flows", "families",
    "criteria", "weight_profiles", "knock_outs", "findings",
)  # fmt: skip
"""The order in which collections are told; others follow."""
_RANGE = ("value", "low", "likely", "high", "shape", "pedigree", "basic_variance")
_NUMBERS = frozenset({"value", "likely"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
Name = tuple[str, str]
"""A collection and the id of one of its items."""


def compare(before: Pack, after: Pack) -> Revision:
    """Give every difference between two packs."""
    old, new = pack_data(before), pack_data(after)
    collections = dict.fromkeys((*GROUPS, *new, *old))
    items = [item for name in collections for item in _collection(name, old.get(name, {}), new.get(name, {}))]
    return Revision(before=_edition(before), after=_edition(after), items=tuple(items))


def _edition(pack: Pack) -> Edition:
    return Edition(pack=pack.header.pack, version=pack.header.version, digest=digest_of(pack))


def _collection(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[ItemRevision]:
    if name == "header":
        keys = tuple(_keys("", old, new))
        if keys:
            yield ItemRevision(collection=name, id="", kind="changed", title=_title(new), keys=keys)
        return
    for id in dict.fromkeys((*_ids(new), *_ids(old))):
        if id not in old:
            yield ItemRevision(collection=name, id=id, kind="added", title=_title(new[id]))
        elif id not in new:
            yield ItemRevision(collection=name, id=id, kind="removed", title=_title(old[id]))
        elif keys := tuple(_keys("", old[id], new[id])):
            yield ItemRevision(collection=name, id=id, kind="changed", title=_title(new[id]), keys=keys)
    if moved := tuple(_order("", old, new)):
        yield ItemRevision(collection=name, id="", kind="changed", keys=moved)


def _order(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[KeyRevision]:
    """Give the order of what both hold, where it means something and is another."""
    if ORDER in old or ORDER in new:
        before, after = ([id for id in _ids(each) if id in old and id in new] for each in (old, new))
        if before != after:
            yield KeyRevision(key=f"{path}.{ORDER}" if path else ORDER, before=before, after=after)


def _ids(items: Mapping[str, Any]) -> list[str]:
    return list(items.get(ORDER, sorted(items)))


def _title(item: Any) -> Text | None:
    for key in ("title", "ask", "text"):
        if isinstance(item, dict) and isinstance(item.get(key), dict):
            return Text.model_validate(item[key])
    return None


def _keys(path: str, old: Any, new: Any) -> Iterator[KeyRevision]:
    if old == new:
        return
    if not (isinstance(old, dict) and isinstance(new, dict)) or old.keys() == WORDS:
        yield KeyRevision(key=path, before=old, after=new)
        return
    ranges = [{key: each[key] for key in _RANGE if key in each} for each in (old, new)]
    if all(_NUMBERS & each.keys() for each in (old, new)):
        if ranges[0] != ranges[1]:
            yield KeyRevision(key=path, before=ranges[0], after=ranges[1])
        old, new = ({key: each[key] for key in each if key not in _RANGE} for each in (old, new))
    yield from _order(path, old, new)
    for key in dict.fromkeys((*new, *old)):
        yield from () if key == ORDER else _keys(f"{path}.{key}" if path else key, old.get(key), new.get(key))


def bundles(before: Pack, after: Pack, revision: Revision) -> list[tuple[ItemRevision, ...]]:
    """Put together the changes that can't be applied apart: what is new or gone, and what names it.

    What says nothing but words to people is left out: no computation can notice it.
    """
    items = {item.name: item for item in revision.items if item.id or item.collection == "header"}
    by_id = {item.id: item.name for item in items.values() if item.kind != "changed"}
    sides = (pack_data(before), pack_data(after))
    bundle = {name: {name} for name in items}
    for name in items:
        named = {word for side in sides for word in _words(_item(side, name))}
        for id in named & by_id.keys():
            merged = bundle[name] | bundle[by_id[id]]
            bundle.update(dict.fromkeys(merged, merged))
    found = {tuple(name for name in items if name in each): None for each in bundle.values()}
    told = [tuple(items[name] for name in each) for each in found]
    return [each for each in told if not all(item.is_words for item in each)]


def _item(side: Mapping[str, Any], name: Name) -> Any:
    collection, id = name
    found = side.get(collection, {})
    return found if collection == "header" else found.get(id)


def _words(item: Any) -> Iterator[str]:
    """Give every word of an item that may be a name; texts for people hold none."""
    if isinstance(item, str):
        yield from _NAME.findall(item)
    elif isinstance(item, list):
        for each in item:
            yield from _words(each)
    elif isinstance(item, dict) and item.keys() != WORDS:
        for key, each in item.items():
            yield key
            yield from _words(each)


def between(before: Pack, after: Pack, names: Iterable[Name]) -> Pack:
    """Give the old pack with some of its items as they are in the new one; what is new comes last."""
    parts: dict[str, Any] = {}
    for collection, id in names:
        if collection == "header":
            parts["header"] = after.header
            continue
        items = parts.setdefault(collection, dict(getattr(before, collection)))
        if id in getattr(after, collection):
            items[id] = getattr(after, collection)[id]
        else:
            items.pop(id, None)
    return before.model_copy(update=parts)
