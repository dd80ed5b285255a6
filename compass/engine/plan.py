"""What an assessment makes of a program before anything is drawn: what is certain, what each option needs, and which
options share a value.

The same plan serves the run at likely values and the run on draws; a run is then little more than its arithmetic.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from types import CodeType
from typing import NamedTuple

from compass.engine.cells import Cells
from compass.engine.filling import Filler, Scope
from compass.engine.program import Flowing, Program, Rule, active_name, criterion_name
from compass.engine.values import CLOSED, UNDECIDED, Value, is_finite
from compass.model.assessment import Assessment
from compass.model.estimate import Estimate


class Certain:
    """Columns of which only the certain ones are known; all others are undecided."""

    draws = 1

    def estimate(self, name: str, estimate: Estimate) -> Value:
        return estimate.likely if estimate.is_certain else UNDECIDED

    def choice(self, name: str, shares: Mapping[int, float]) -> Value:
        possible = [option for option, share in shares.items() if share > 0]
        return possible[0] if len(possible) == 1 else UNDECIDED

    def happens(self, name: str, share: float) -> Value:
        return bool(share) if share in (0, 1) else UNDECIDED

    def pick(self, name: str, count: int, main: int) -> Value:
        return main

    def reported(self, name: str, value: float, ci: tuple[float, float] | None, is_share: bool) -> Value:
        return UNDECIDED


class Product(NamedTuple):
    """An amount times its characterisation factor, while the node is active; None: always 1, or always active."""

    amount: str
    factor: str | None
    active: str | None


@dataclass(frozen=True)
class Sum:
    """A criterion of an option: the place of what each node adds among all shares, and that of the total among all
    totals; places count over all parts, in order.

    `shares` are the sums of products that no sum before it has, `is_new` says whether none has this total.
    """

    nodes: Mapping[str, int]
    total: int
    shares: tuple[tuple[Product, ...], ...]
    is_new: bool


Step = tuple[str, CodeType | None, Rule]
"""A value to compute: its name, its formula where that is all there is to its rule, its rule."""


@dataclass(frozen=True)
class Part:
    """What a run computes for one option, after the parts before it; `taken` gives, for earlier options, the names
    whose very same values they have."""

    option: str
    certain: Scope
    taken: Mapping[str, tuple[str, ...]]
    steps: tuple[Step, ...]
    sums: Mapping[str, Sum]


@dataclass(frozen=True)
class Plan:
    """The parts of a run, the reference option first."""

    parts: tuple[Part, ...]

    @cached_property
    def is_sound(self) -> bool:
        """Say whether nothing that is certain is a fault."""
        return all(is_finite(value) for part in self.parts for value in part.certain.values())


def make_plan(program: Program, assessment: Assessment, cells: Cells) -> Plan:
    """Plan the runs of an assessment. Raises CannotRun A013 for differences without a reference."""
    return _Planner(program, assessment, cells).plan()


class _Planner:
    def __init__(self, program: Program, assessment: Assessment, cells: Cells) -> None:
        self.program, self.cells = program, cells
        self.filler = Filler(program, assessment, cells, Certain())
        self.options = [option.id for option in assessment.options]
        self.numbers: dict[tuple[str, str], int] = {}
        self.made: dict[Hashable, int] = {}
        self.makers: dict[int, str] = {}
        self.places: dict[Hashable, int] = {}
        self.totals: dict[tuple[int, ...], int] = {}

    def plan(self) -> Plan:
        everywhere = [active_name(node) for node in self.program.pack.nodes]
        self.filler.fill(dict.fromkeys(self.options, everywhere))
        wanted = {
            option: [*everywhere, *wanted_names(self.program, self.filler.scopes[option])] for option in self.options
        }
        reach = self.filler.reach(wanted)
        self.filler.fill(wanted)
        return Plan(tuple(self._part(option, names) for option, names in reach.items()))

    def _part(self, option: str, names: AbstractSet[str]) -> Part:
        scope = self.filler.scopes[option]
        certain = {name: scope[name] for name in names if _is_certain(scope[name])}
        taken, steps = self._steps(option, [rule for name, rule in self.program.rules.items() if name in names])
        sums = {criterion: self._sum(option, flows) for criterion, flows in self.program.sums.items()}
        return Part(option, certain, taken, steps, sums)

    def _steps(self, option: str, rules: list[Rule]) -> tuple[dict[str, tuple[str, ...]], tuple[Step, ...]]:
        """Number the value of each rule by what it is made of; equal numbers are computed once."""
        scope = self.filler.scopes[option]
        taken: dict[str, list[str]] = {}
        steps = []
        for rule in rules:
            value = scope[rule.name]
            if _is_certain(value):
                self._number(rule, option, (type(value), id(value) if value is CLOSED else value))
                continue
            number = self._number(rule, option, self._made_of(rule, option))
            if number in self.makers:
                taken.setdefault(self.makers[number], []).append(rule.name)
            else:
                self.makers[number] = option
                steps.append((rule.name, rule.formula.compiled if rule.formula else None, rule))
        return {maker: tuple(names) for maker, names in taken.items()}, tuple(steps)

    def _number(self, rule: Rule, option: str, made_of: Hashable) -> int:
        """Give what is made of the same the same number; numbers of numbers stay as small as they are."""
        number = self.numbers[option, rule.name] = self.made.setdefault(made_of, len(self.made))
        return number

    def _made_of(self, rule: Rule, option: str) -> Hashable:
        if not rule.per_option:
            return rule.name
        if rule.kind == "reference":
            return rule.name, self.numbers[self.filler.reference or option, rule.item]
        own: Hashable = None
        if rule.kind == "question":
            cell = self.cells.of(rule.item, option)
            is_own = self.program.pack.questions[rule.item].own
            own = (cell.column, cell.state) if cell.known is not None or is_own else cell.state
        needs = (need for need in sorted(rule.needs) if (option, need) in self.numbers)
        return rule.name, own, tuple(self.numbers[option, need] for need in needs)

    def _sum(self, option: str, flows: Sequence[Flowing]) -> Sum:
        """Plan a criterion; nodes are added in one order, whichever of their flows is closed."""
        scope = self.filler.scopes[option]
        products: dict[str, tuple[Product, ...]] = {each.node: () for each in flows}
        for each in flows:
            if scope[active_name(each.node)] is not False and scope[each.amount] is not CLOSED:
                products[each.node] += (self._product(option, each),)
        shares: list[tuple[Product, ...]] = []
        nodes = {node: self._share(option, added, shares) for node, added in products.items() if added}
        known = len(self.totals)
        total = self.totals.setdefault(tuple(nodes.values()), known)
        return Sum(nodes, total, tuple(shares), total == known)

    def _product(self, option: str, flow: Flowing) -> Product:
        scope, active = self.filler.scopes[option], active_name(flow.node)
        factor = None if flow.factor is None or scope[flow.factor] == 1 else flow.factor
        return Product(flow.amount, factor, None if scope[active] is True else active)

    def _share(self, option: str, products: tuple[Product, ...], shares: list[tuple[Product, ...]]) -> int:
        """Give the place of a sum of products; a sum that is new is put on the list."""
        names = (name for product in products for name in product)
        key = tuple(None if name is None else self.numbers[option, name] for name in names)
        if key not in self.places:
            self.places[key] = len(self.places)
            shares.append(products)
        return self.places[key]


def _is_certain(value: Value) -> bool:
    """Say whether a value is known before anything is drawn, and the same wherever it is equal."""
    return value is CLOSED or isinstance(value, bool | int | float)


def wanted_names(program: Program, scope: Scope) -> list[str]:
    """Name what an option's result needs: the flows of its active nodes, the formulas, the told conditions."""
    pack = program.pack
    wanted = [name for name, rule in program.rules.items() if rule.kind == "truth"]
    wanted += [criterion_name(id) for id, criterion in pack.criteria.items() if criterion.kind == "formula"]
    wanted += [shown for question in pack.questions.values() for shown in question.shows]
    active = {node for node in pack.nodes if scope[active_name(node)] is not False}
    for flowing in (each for sums in program.sums.values() for each in sums if each.node in active):
        wanted += [flowing.amount, flowing.factor] if flowing.factor else [flowing.amount]
    return wanted + [node.described.by for node in pack.nodes.values() if node.described is not None]
