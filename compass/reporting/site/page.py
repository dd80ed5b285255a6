"""What a reference page holds; every string is final, every link relative to the page."""

from __future__ import annotations

from dataclasses import dataclass

from compass.reporting.parts import Fact, Group, Link, Table


@dataclass(frozen=True)
class FormulaLine:
    """A formula in words, with the text that its author wrote."""

    name: str
    words: str
    written: str


@dataclass(frozen=True)
class LinkList:
    """Links under a title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Head:
    """What every page has: its language, its titles, the ways to the index, the sources and the other language."""

    language: str
    title: str
    site_title: str
    style: str
    home: Link
    sources: Link
    other: Link
    other_language: str
    generator: str


@dataclass(frozen=True)
class PartPage:
    """The page of one part of a pack."""

    head: Head
    kind: str
    texts: tuple[str, ...]
    facts: tuple[Fact, ...]
    formulas: tuple[FormulaLine, ...]
    lists: tuple[Group, ...]
    tables: tuple[Table, ...]
    links: tuple[LinkList, ...]
    facts_title: str
    formulas_title: str
    nothing: str


@dataclass(frozen=True)
class IndexPage:
    """What leads on in one language: from a pack to its kinds of parts, or from a kind to its parts."""

    head: Head
    lead: tuple[str, ...]
    contents: LinkList


@dataclass(frozen=True)
class SourceEntry:
    """A bibliographic record with what rests on it."""

    anchor: str
    text: str
    address: Link
    detail: str
    used_by: LinkList


@dataclass(frozen=True)
class SourcesPage:
    """All sources of a pack, or one with all that rests on it."""

    head: Head
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True)
class WelcomePage:
    """The page that leads to every language."""

    language: str
    title: str
    generator: str
    languages: tuple[Head, ...]
