"""The sourced numbers of the packs and the sources that they rest on, searched by words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from compass.model.factor import Factor, Source
from compass.model.pack import Pack
from compass.service.desk import Desk
from compass.texts.words import Language


@dataclass(frozen=True)
class Found:
    """What a search gives: factors and sources by id, each with the pack that names its units, scales and sources."""

    factors: dict[str, Pack] = field(default_factory=dict)
    sources: dict[str, Pack] = field(default_factory=dict)


def packs_of(desk: Desk) -> tuple[Pack, ...]:
    """Give every pack that can be used, the numbers that they share last."""
    shelf = desk.workspace.shelf
    checked = [desk.workspace.pack(str(path)) for path in shelf.packs()]
    shared: Pack = desk.packs.get("library", lambda: shelf.check_library().usable().pack)
    return (*(each.usable().pack for each in checked if not each.faults), shared)


def search(packs: Iterable[Pack], wanted: str, language: Language) -> Found:
    """Find the factors and sources that hold every word wanted, accents and capitals aside; all where none is wanted.

    A factor is found by its title, its unit, its note and its sources; a source by whatever identifies it.
    """
    words, found = _plain(wanted).split(), Found()
    for pack in packs:
        cited = {id: _plain(" ".join(_of_source(source, language))) for id, source in pack.sources.items()}
        for id, text in cited.items():
            if all(word in text for word in words):
                found.sources.setdefault(id, pack)
        for id, factor in pack.factors.items():
            text = _plain(" ".join((id, *_of_factor(factor, language)))) + " ".join(_cited(factor, cited))
            if all(word in text for word in words):
                found.factors.setdefault(id, pack)
    return found


def _of_factor(factor: Factor, language: Language) -> Iterator[str]:
    yield factor.title.in_language(language)
    yield factor.unit
    if factor.note is not None:
        yield factor.note.in_language(language)


def _cited(factor: Factor, texts: Mapping[str, str]) -> set[str]:
    rows = [*factor.rows.values(), *([factor.otherwise] if factor.otherwise is not None else [])]
    return {texts.get(row.source, "") for row in rows}


def _of_source(source: Source, language: Language) -> Iterator[str]:
    named = (source.title, source.authors, source.publisher, source.year, source.doi, source.url)
    yield from (each for each in named if each)
    if source.note is not None:
        yield source.note.in_language(language)


def _plain(text: str) -> str:
    """Take accents and capitals off a text."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
