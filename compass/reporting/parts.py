"""The parts that every section of a report is made of; every string is final."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

CellKind = Literal["text", "number"]


@dataclass(frozen=True)
class Link:
    """A piece of text that leads somewhere; without `href` it is plain text."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a text, a second line, a mark that a reader must not miss, and references to sources.

    `label` names the cell where the screen is too narrow for columns.
    """

    text: str
    detail: str = ""
    mark: str = ""
    kind: CellKind = "text"
    references: tuple[Link, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table; its first cell is its header."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table; `columns` begins with the title of the row headers, `shape` chooses the column widths."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shape: str = "plain"
    note: str = ""


def stackable(table: Table) -> Table:
    """Name every cell after its column, so that a narrow screen can put the cells of a row below each other."""
    rows = tuple(
        replace(row, cells=tuple(replace(c, label=name) for c, name in zip(row.cells, table.columns[1:], strict=True)))
        for row in table.rows
    )
    return replace(table, rows=rows)


@dataclass(frozen=True)
class Fact:
    """A name and its value."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class OptionLine:
    """An option with its letter, as listed on the cover and in the synthesis; notes stand on lines of their own."""

    letter: str
    title: str
    detail: str
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One entry of a list, with a detail, a mark and references."""

    text: str
    detail: str = ""
    mark: str = ""
    references: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Group:
    """A titled list."""

    title: str
    items: tuple[Item, ...]
    none: str = ""


@dataclass(frozen=True)
class Reply:
    """A question that the synthesis answers, and the sentences that answer it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """What the document says of itself, and the words of its running header and footer."""

    kind: str
    language: str
    title: str
    short_title: str
    stamp: str
    page_word: str
    of_word: str
    description: str
    author: str
    date: str
    generator: str
