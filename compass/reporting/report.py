"""The report as a tree of frozen values in which every string is final: templates only print and loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from compass.reporting.figures.shapes import BarFigure, Drawing, IntervalFigure, TreeFigure
from compass.reporting.parts import Fact, Group, Head, Link, OptionLine, Reply, Table


@dataclass(frozen=True)
class Cover:
    """The first page."""

    product: str
    kind: str
    about: str
    status: str
    status_detail: str
    facts: tuple[Fact, ...]
    options_title: str
    options: tuple[OptionLine, ...]
    contents_title: str
    contents: tuple[Link, ...]


@dataclass(frozen=True)
class Synthesis:
    """The page for those who read only one: five questions and their answers."""

    anchor: str
    title: str
    need: tuple[str, ...]
    options_title: str
    options: tuple[OptionLine, ...]
    replies: tuple[Reply, ...]
    ask_first: Group


@dataclass(frozen=True)
class Block:
    """A titled part of a section: sentences, figures, tables."""

    title: str
    sentences: tuple[str, ...]
    figures: tuple[Drawing, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Choosing:
    """How the options compare as wholes."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CriterionCard:
    """One criterion in full: its figure, then its numbers."""

    title: str
    family: str
    help: str
    direction: str
    figure: IntervalFigure
    table: Table
    levels: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All criteria of all options."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    best: Table
    overview: tuple[Table, ...]
    cards: tuple[CriterionCard, ...]


@dataclass(frozen=True)
class ContributionCard:
    """What adds up to one criterion: the options side by side, then the numbers of all."""

    title: str
    figures: tuple[BarFigure, ...]
    ratios: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Contributions:
    """Which consequences add most to each additive criterion."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    cards: tuple[ContributionCard, ...]
    none: str


@dataclass(frozen=True)
class ProductCard:
    """The published studies of one product, side by side."""

    title: str
    subject: str
    figures: tuple[IntervalFigure, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Performance:
    """What was published on each product, and what follows from it here."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    cards: tuple[ProductCard, ...]
    none: str


@dataclass(frozen=True)
class Branch:
    """A node of the consequence tree in the list that follows its figure."""

    text: str
    detail: str
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class TreeSection:
    """The consequence tree as drawings, an overview first where it takes several, and as a list."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    figures: tuple[TreeFigure, ...]
    list_title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class TableSection:
    """A section that is made of sentences and tables."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...]
    none: str = ""


@dataclass(frozen=True)
class ListSection:
    """A section that is made of sentences and lists."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    groups: tuple[Group, ...]
    none: str = ""


@dataclass(frozen=True)
class Entry:
    """One source in the bibliography."""

    anchor: str
    label: str
    text: str
    address: Link
    seen: str
    note: str


@dataclass(frozen=True)
class Bibliography:
    """One list of sources."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sources:
    """Everything that the report rests on and that somebody else wrote."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    lists: tuple[Bibliography, ...]


@dataclass(frozen=True)
class Method:
    """How the numbers were made, and what each criterion counts."""

    anchor: str
    title: str
    items: tuple[Fact, ...]
    scope: Table


@dataclass(frozen=True)
class Report:
    """The whole report."""

    template: ClassVar[str] = "report.html"
    head: Head
    cover: Cover
    synthesis: Synthesis
    choosing: Choosing
    conformity: TableSection
    comparison: Comparison
    contributions: Contributions
    performance: Performance
    tree: TreeSection
    assumptions: TableSection
    questions: ListSection
    findings: ListSection
    grid: TableSection
    factors: TableSection
    audit: TableSection
    sources: Sources
    method: Method
    topics: TableSection
    lone: TableSection
    cost: TableSection
    signature: TableSection
    changes: TableSection
    glossary: TableSection
