"""The compiled pack: rules in the order in which they can be computed, and the names of their variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from compass.engine.code import Code, Reads
from compass.engine.draws import range_of
from compass.engine.faults import Path
from compass.engine.graph import Graph
from compass.engine.meanings import Meaning
from compass.engine.units import UnitTable
from compass.model.estimate import Estimate
from compass.model.pack import Pack

Kind = Literal[
    "question",
    "factor",
    "quantity",
    "condition",
    "constant",
    "reference",
    "site",
    "active",
    "formula",
    "truth",
    "reported",
    "unknown",
]


Known = Mapping[tuple[str, str], Reads]
"""What each formula reads, by its text and the rule that holds its place, if it has one."""


@dataclass(frozen=True)
class Rule:
    """One thing to compute. `name` is the variable that holds it; `item` is what it is in the pack."""

    name: str
    kind: Kind
    item: str
    needs: frozenset[str] = frozenset()
    code: Code | None = None
    whens: tuple[Code, ...] = ()
    per_option: bool = False
    path: Path = ()
    bands: Mapping[int, float] | None = None

    @cached_property
    def formula(self) -> Code | None:
        """The code whose value is the rule's own, as it stands."""
        return self.code if self.kind not in ("condition", "truth") and self.bands is None else None


@dataclass(frozen=True)
class Flowing:
    """A flow of a node as one criterion sees it: the variables of the amount and of its characterisation factor."""

    node: str
    flow: str
    amount: str
    factor: str | None


@dataclass(frozen=True)
class Program:
    """The rules of a pack in order, and what each criterion sums."""

    pack: Pack
    units: UnitTable
    meanings: dict[str, Meaning]
    rules: dict[str, Rule]
    graph: Graph
    sums: dict[str, tuple[Flowing, ...]]
    formulas: Mapping[Path, str] = field(default_factory=dict)
    reads: Known = field(default_factory=dict)

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """The rules that use each name, in their order."""
        found: dict[str, list[str]] = {name: [] for name in self.rules}
        for name, rule in self.rules.items():
            for need in rule.needs & self.rules.keys():
                found[need].append(name)
        return {name: tuple(users) for name, users in found.items()}

    @cached_property
    def stand_ins(self) -> dict[str, str]:
        """The quantity that each question needs only to stand in for an answer that nobody has."""
        found = {}
        for id, question in self.pack.questions.items():
            quantity = question.if_unknown.quantity if question.if_unknown is not None else None
            if quantity is not None and not any(quantity in when.reads.needs for when in self.rules[id].whens):
                found[id] = quantity
        return found

    @cached_property
    def ranges(self) -> dict[tuple[str, str], Estimate]:
        """The range of each row of each factor; the row `otherwise` stands under its own name."""
        found = {}
        for id, factor in self.pack.factors.items():
            rows = {**factor.rows, **({"otherwise": factor.otherwise} if factor.otherwise is not None else {})}
            found.update({(id, key): range_of(row) for key, row in rows.items()})
        return found


def active_name(node: str) -> str:
    return f"_active_{node}"


def flow_name(node: str, flow: str) -> str:
    return f"_flow_{node}:{flow}"


def impact_name(node: str, criterion: str) -> str:
    return f"_impact_{node}:{criterion}"


def criterion_name(criterion: str) -> str:
    return f"_criterion_{criterion}"


def anchor_name(criterion: str, end: str) -> str:
    """Name an end of the scale of a criterion, `worst` or `best`."""
    return f"_anchor_{criterion}:{end}"


def factor_name(criterion: str, flow: str, site: str) -> str:
    return f"_per_{criterion}:{flow}:{site}"


def truth_name(kind: str, item: str) -> str:
    """Name the variable of a condition: `when` of a criterion, `suits`, `finding`, `knock_out`."""
    return f"_{kind}_{item}"
