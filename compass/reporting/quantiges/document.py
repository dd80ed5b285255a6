"""The document as frozen values in which every string is final: its template only prints and loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from compass.reporting.parts import Group, Head, Link, Table
from compass.reporting.report import TreeSection


@dataclass(frozen=True)
class Step:
    """One of the eight steps; the fourth has the tree."""

    anchor: str
    title: str
    lead: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()
    tree: TreeSection | None = None


@dataclass(frozen=True)
class EightSteps:
    """The whole document."""

    template: ClassVar[str] = "quantiges.html"
    head: Head
    product: str
    kind: str
    depth: str
    depth_detail: str
    about: str
    contents_title: str
    contents: tuple[Link, ...]
    steps: tuple[Step, ...]
