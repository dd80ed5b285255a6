"""The kinds of document beside the full report, as frozen values in which every string is final."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from compass.reporting.parts import Head, OptionLine, Table
from compass.reporting.report import Synthesis, TableSection


@dataclass(frozen=True)
class Brief:
    """Two pages for a board: the synthesis, the criteria that weigh most, the signatures."""

    template: ClassVar[str] = "brief.html"
    head: Head
    product: str
    kind: str
    status: str
    warnings: tuple[str, ...]
    synthesis: Synthesis
    best_title: str
    best: Table
    signature: TableSection


@dataclass(frozen=True)
class SideBySide:
    """Two to eight options in columns: how they rank, what they count, what they must meet, what is proven."""

    template: ClassVar[str] = "comparison.html"
    head: Head
    product: str
    kind: str
    status: str
    warnings: tuple[str, ...]
    options: tuple[OptionLine, ...]
    sections: tuple[TableSection, ...]


@dataclass(frozen=True)
class Letter:
    """One letter to the vendor of one option; what the sender fills in stays blank."""

    title: str
    sender: str
    recipient: str
    place: str
    subject: str
    salutation: str
    opening: tuple[str, ...]
    questions: tuple[Table, ...]
    closing: tuple[str, ...]
    signed: str


@dataclass(frozen=True)
class Letters:
    """The letters of an assessment, each on pages of its own, after a page for the sender."""

    template: ClassVar[str] = "letter.html"
    head: Head
    product: str
    kind: str
    lead: tuple[str, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """One question to fill in by hand: boxes to tick, then fields to write in."""

    ask: str
    who: str
    help: str
    choices: tuple[str, ...]
    fields: tuple[str, ...]
    proof: tuple[str, ...]


@dataclass(frozen=True)
class AskedSection:
    """The questions that are answered together."""

    title: str
    lead: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class BlankQuestionnaire:
    """The questions of a pack, to print and fill in by hand."""

    template: ClassVar[str] = "questionnaire.html"
    head: Head
    product: str
    kind: str
    lead: tuple[str, ...]
    fields: tuple[str, ...]
    sections: tuple[AskedSection, ...]
