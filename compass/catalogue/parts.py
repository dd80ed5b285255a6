"""A pack in the making: its parts, where each was written, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from compass.catalogue.reader import DocPath, Document
from compass.engine.faults import Fault
from compass.errors import Place, Problem
from compass.model.base import Noun
from compass.model.criterion import Criterion, Family, KnockOut, WeightProfile
from compass.model.factor import Flow, Source, UnitRecord
from compass.model.finding import Finding
from compass.model.node import Node
from compass.model.pack import Expects, Header, Pack
from compass.model.quantity import Quantity
from compass.model.question import Scale

ITEMS: dict[str, type[Noun]] = {
    "scales": Scale,
    "units": UnitRecord,
    "sources": Source,
    "quantities": Quantity,
    "flows": Flow,
    "nodes": Node,
    "families": Family,
    "criteria": Criterion,
    "weight_profiles": WeightProfile,
    "knock_outs": KnockOut,
    "findings": Finding,
}
TITLES = ("topics", "axes", "stakeholders", "documents")
"""Collections of which each item is a title and nothing else."""
COLLECTIONS = (*ITEMS, "sections", "factors", "conditions", *TITLES)
"""The collections of a file: those whose items are one noun each, and all of them."""


@dataclass
class Places:
    """Where each part of a pack was written."""

    prefixes: dict[tuple[str | int, ...], tuple[Document, DocPath]] = field(default_factory=dict)

    def of(self, fault: Fault) -> Place | None:
        """Give the place of a fault, by the nearest part of its path that was written."""
        for length in range(len(fault.path), 0, -1):
            known = self.prefixes.get(fault.path[:length])
            if known is not None:
                document, prefix = known
                return document.place((*prefix, *fault.path[length:]), fault.offset, fault.at_key)
        return None


@dataclass
class Assembled:
    """A pack in the making: its parts by collection, where they stand, and what is wrong with them."""

    parts: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in (*COLLECTIONS, "questions")})
    header: Header | None = None
    places: Places = field(default_factory=Places)
    documents: list[Document] = field(default_factory=list)
    named: dict[str, Place] = field(default_factory=dict)
    expected: dict[str, Expects] = field(default_factory=dict)
    found_later: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return [*(problem for document in self.documents for problem in document.problems), *self.found_later]

    def tell(self, fault: Fault) -> None:
        """Keep a fault that only the parts together show."""
        self.found_later.append(Problem(fault.code, self.places.of(fault), fault.details))

    def pack(self) -> Pack | None:
        """Give the pack, or None where a part is missing because it was refused."""
        if self.header is None or any(not problem.is_warning for problem in self.problems):
            return None
        return Pack(header=self.header, **self.parts)
