"""All pages of a pack, in both languages, each with links to what it uses and to what uses it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from compass.engine.program import Program
from compass.engine.uses import PARTS, Part, used_by, uses
from compass.model.factor import Source
from compass.model.pack import Pack
from compass.reporting.parts import Link
from compass.reporting.site.facts import facts_of, formulas_of, lists_of, tables_of, texts_of
from compass.reporting.site.page import Head, IndexPage, LinkList, PartPage, SourceEntry, SourcesPage
from compass.reporting.site.words import SiteWords
from compass.texts.words import LANGUAGES, Language

Page = PartPage | IndexPage | SourcesPage


def build_site(program: Program, generator: str) -> dict[str, Page]:
    """Give every page by its path: `en/index.html`, `en/sources.html`, `en/questions.html`, `en/questions/….html`."""
    return {f"{lang}/{path}": page for lang in LANGUAGES for path, page in _Site(program, lang, generator).pages()}


@dataclass(frozen=True)
class _Site:
    program: Program
    language: Language
    generator: str

    @property
    def pack(self) -> Pack:
        return self.program.pack

    @cached_property
    def words(self) -> SiteWords:
        return SiteWords(self.pack, self.language)

    @cached_property
    def uses(self) -> dict[Part, tuple[Part, ...]]:
        return uses(self.program)

    @cached_property
    def used_by(self) -> dict[Part, tuple[Part, ...]]:
        return used_by(self.uses)

    def pages(self) -> Iterator[tuple[str, Page]]:
        yield "index.html", self._index()
        yield "sources.html", self._sources()
        for id in self._citing:
            yield _source_path(id), self._source(id)
        for kind, parts in self._kinds.items():
            yield f"{kind}.html", self._list(kind, parts)
        for part in self.uses:
            yield _path(part), self._part(part)

    @cached_property
    def _kinds(self) -> dict[str, tuple[Part, ...]]:
        """The parts of each kind that the pack has."""
        grouped = {kind: tuple(part for part in self.uses if part[0] == kind) for kind in PARTS}
        return {kind: parts for kind, parts in grouped.items() if parts}

    def _head(self, path: str, title: str) -> Head:
        say, here = self.words.say, f"{self.language}/{path}"
        other = next(language for language in LANGUAGES if language != self.language)
        return Head(
            language=self.language,
            title=title,
            site_title=self.words.text(self.pack.header.title),
            style=_from(here, "site.css"),
            home=Link(say("site.home"), _from(path, "index.html")),
            sources=Link(say("site.sources"), _from(path, "sources.html")),
            other=Link(say("site.other"), _from(here, f"{other}/{path}")),
            other_language=other,
            generator=self.generator,
        )

    def _part(self, part: Part) -> PartPage:
        noun, words, path = getattr(self.pack, part[0])[part[1]], self.words, _path(part)
        return PartPage(
            head=self._head(path, words.title(part)),
            kind=words.say(f"one.{part[0]}"),
            texts=texts_of(words, noun),
            facts=facts_of(words, part, noun),
            formulas=formulas_of(words, noun),
            lists=lists_of(words, noun),
            tables=tables_of(words, part[1], noun),
            links=(
                LinkList(words.say("site.uses"), self._links(path, self.uses[part])),
                LinkList(words.say("site.used_by"), self._links(path, self.used_by[part])),
                *self._cited(path, part),
            ),
            facts_title=words.say("site.facts"),
            formulas_title=words.say("site.formulas"),
            nothing=words.say("site.nothing"),
        )

    def _links(self, path: str, parts: Iterable[Part]) -> tuple[Link, ...]:
        """Lead to other pages; each link says what kind of thing it leads to."""
        words = self.words
        return tuple(
            Link(
                words.say("site.given", name=words.say(f"one.{part[0]}"), value=words.title(part)),
                _from(path, _path(part)),
            )
            for part in parts
        )

    def _cited(self, path: str, part: Part) -> Iterator[LinkList]:
        cited = [id for id in self.pack.sources if part in self._citing.get(id, ())]
        if cited:
            links = (Link(_named(self.pack.sources[id]), f"{_from(path, 'sources.html')}#{id}") for id in cited)
            yield LinkList(self.words.say("site.sources"), tuple(links))

    @cached_property
    def _citing(self) -> dict[str, tuple[Part, ...]]:
        """The parts that cite each source."""
        found: dict[str, dict[Part, None]] = {}
        for part in self.uses:
            for source in _sources_of(getattr(self.pack, part[0])[part[1]]):
                found.setdefault(source, {})[part] = None
        return {source: tuple(parts) for source, parts in found.items()}

    def _index(self) -> IndexPage:
        words, header = self.words, self.pack.header
        authors = ", ".join(header.authors)
        lead = (
            words.text(header.about),
            words.say("site.functional_unit", unit=words.text(header.functional_unit)),
            words.say("site.version", version=header.version, licence=header.licence, authors=authors),
            words.say("site.about"),
        )
        counted = tuple(
            Link(words.say("site.given", name=words.say(f"many.{kind}"), value=str(len(parts))), f"{kind}.html")
            for kind, parts in self._kinds.items()
        )
        title = words.say("site.title", pack=words.text(header.title))
        contents = LinkList(words.say("site.contents"), counted)
        return IndexPage(self._head("index.html", title), tuple(filter(None, lead)), contents)

    def _list(self, kind: str, parts: tuple[Part, ...]) -> IndexPage:
        links = tuple(Link(self.words.title(part), _path(part)) for part in parts)
        contents = LinkList(self.words.say("site.contents"), links)
        return IndexPage(self._head(f"{kind}.html", self.words.say(f"many.{kind}")), (), contents)

    def _sources(self) -> SourcesPage:
        words = self.words
        title = words.say("site.sources_title", pack=words.text(self.pack.header.title))
        cited = [id for id in self.pack.sources if id in self._citing]
        entries = tuple(self._entry(id, LinkList("", (self._counted(id),))) for id in cited)
        return SourcesPage(self._head("sources.html", title), entries)

    def _counted(self, id: str) -> Link:
        used_by, count = self.words.say("site.used_by"), str(len(self._citing[id]))
        return Link(self.words.say("site.given", name=used_by, value=count), _source_path(id))

    def _source(self, id: str) -> SourcesPage:
        path = _source_path(id)
        links = LinkList(self.words.say("site.used_by"), self._links(path, self._citing[id]))
        return SourcesPage(self._head(path, _named(self.pack.sources[id])), (self._entry(id, links),))

    def _entry(self, id: str, used_by: LinkList) -> SourceEntry:
        source = self.pack.sources[id]
        parts = filter(None, (source.authors, source.title, source.publisher, source.year))
        address = f"https://doi.org/{source.doi}" if source.doi else source.url or ""
        shown = f"doi:{source.doi}" if source.doi else address
        details = (self.words.report(f"sources.seen_{source.seen}"), self.words.text(source.note))
        detail = " · ".join(filter(None, details))
        return SourceEntry(id, ". ".join(parts), Link(shown, address), detail, used_by)


def _path(part: Part) -> str:
    return f"{part[0]}/{part[1]}.html"


def _source_path(id: str) -> str:
    return f"sources/{id}.html"


def _from(here: str, there: str) -> str:
    return posixpath.relpath(there, posixpath.dirname(here) or ".")


def _named(source: Source) -> str:
    return f"{source.authors or source.publisher or source.title} {source.year}"


def _sources_of(noun: object) -> Iterator[str]:
    """Give the sources that a part cites, in itself, in its rows or in its assumption."""
    holders = [noun, getattr(noun, "if_unknown", None), getattr(noun, "otherwise", None)]
    holders += (getattr(noun, "rows", None) or {}).values()
    for holder in holders:
        if isinstance(source := getattr(holder, "source", None), str):
            yield source
