"""The papers of a workshop as frozen values in which every string is final: templates only print and loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from compass.reporting.figures.shapes import BarFigure, IntervalFigure
from compass.reporting.parts import Fact, Group, Head, Table
from compass.reporting.report import Branch, ListSection, TableSection


@dataclass(frozen=True)
class GuideStep:
    """One step as the facilitator reads it aloud; `walk` is the anchor of the list of consequences to walk."""

    title: str
    when: str
    notes: str
    asks: str
    ask: str
    help: str
    choices: tuple[str, ...]
    statements: tuple[str, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    walk: str
    walk_title: str


@dataclass(frozen=True)
class Walk:
    """The consequences below a node, each once."""

    anchor: str
    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Guide:
    """What the facilitator holds in hand: the agenda with its times, the ground rules, the steps."""

    template: ClassVar[str] = "guide.html"
    head: Head
    product: str
    kind: str
    lead: tuple[str, ...]
    facts: tuple[Fact, ...]
    agenda: Table
    rules_title: str
    rules: tuple[Group, ...]
    note_title: str
    steps_title: str
    steps: tuple[GuideStep, ...]
    walks: tuple[Walk, ...]
    parking_title: str
    parking: Table


@dataclass(frozen=True)
class CardRow:
    """A statement to rate or a swing to weigh; `boxes` are empty where a number is written."""

    text: str
    detail: str
    boxes: tuple[str, ...]


@dataclass(frozen=True)
class VoteCard:
    """One question to vote on paper: `size` is half a sheet or a whole one."""

    size: str
    title: str
    code: str
    rounds_title: str
    rounds: tuple[str, ...]
    ask: str
    help: str
    asks: tuple[str, ...]
    choices: tuple[str, ...]
    numbers: tuple[str, ...]
    rows: tuple[CardRow, ...]
    unknown: str
    sure_title: str
    sure: tuple[str, ...]
    why: str
    note: str


@dataclass(frozen=True)
class Cards:
    """The questions of an agenda as cards, to print once for each participant and to cut."""

    template: ClassVar[str] = "cards.html"
    head: Head
    product: str
    kind: str
    lead: tuple[str, ...]
    cards: tuple[VoteCard, ...]


@dataclass(frozen=True)
class VotePart:
    """One vote: what it came to, its figures, its tables, the words of why of an anonymous one."""

    anchor: str
    title: str
    ask: str
    asks: str
    lead: tuple[str, ...]
    bars: tuple[BarFigure, ...]
    intervals: tuple[IntervalFigure, ...]
    tables: tuple[Table, ...]
    whys_title: str
    whys: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """What became of a workshop; `status` says whether votes have names."""

    template: ClassVar[str] = "minutes.html"
    head: Head
    product: str
    kind: str
    status: str
    status_detail: str
    facts: tuple[Fact, ...]
    agenda: Table
    people: TableSection
    decisions: TableSection
    result: TableSection
    changes: Group
    votes_title: str
    votes_none: str
    votes: tuple[VotePart, ...]
    parked: ListSection
    further: ListSection
