"""Every value of an assessment kept up to date: a changed answer recomputes what it reaches, and no more.

A full run computes what a result needs; this one computes every rule once, and then only the rules that a changed
answer reaches, as far as values change. Both give the same results, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from compass.engine.binding import Reported
from compass.engine.cells import Cell, Cells
from compass.engine.code import reference_name, unknown_name
from compass.engine.draws import Columns
from compass.engine.filling import CannotRun, Filler, Scope, placed
from compass.engine.plan import Product, wanted_names
from compass.engine.program import Program, Rule, active_name
from compass.engine.run import Run, judge
from compass.engine.totals import Added, Summer, added_up, share
from compass.engine.values import CLOSED, UNDECIDED, Missing, Partly, Value
from compass.model.assessment import Assessment

Touched = dict[str, set[str]]
"""For each option, the names whose values changed."""


class _Step(NamedTuple):
    """A rule, its formula where that is all there is to it, and where its users stand among those like it: the same
    for all options, or not."""

    name: str
    formula: Callable[[Scope], Value] | None
    rule: Rule
    users: tuple[int, ...]


class Live:
    """An assessment under change. `columns` are drawn once and kept, so that an answer moves only what it reaches."""

    def __init__(self, program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> None:
        self.program, self.columns = program, columns
        self._ranks = {name: rank for rank, name in enumerate(program.rules)}
        self._steps = tuple(self._step(rule) for rule in program.rules.values())
        self._products = _products(program)
        self._readers = _readers(self._products)
        self.assessment: Assessment
        self.cells: Cells
        self.filler: Filler
        self._begin(assessment, cells)

    def change(self, assessment: Assessment, cells: Cells) -> Touched:
        """Take other answers in; give the names whose values they changed. Other options mean a fresh start."""
        if _frame(assessment) != _frame(self.assessment):
            self._begin(assessment, cells)
            return {option: set(self.program.rules) for option in self.filler.scopes}
        before, self.assessment, self.cells = self.cells, assessment, cells
        self.filler.take(assessment, cells)
        own: Touched = {option: set() for option in self.filler.scopes}
        everywhere: set[str] = set()
        for cell in cells:
            if _differs(cell, before.of(cell.question, cell.option)):
                touched = {cell.question, unknown_name(cell.question)} & self.program.rules.keys()
                (everywhere if cell.option is None else own[cell.option]).update(touched)
        return self._refresh(everywhere, own)

    def run(self) -> Run:
        """Give the results as they stand; scopes hold every name of the pack, needed or not.

        Raises what a full run raises: CannotRun V001, V002, A013.
        """
        filler = self.filler
        if filler.reference is None:
            filler.reach({option: wanted_names(self.program, scope) for option, scope in filler.scopes.items()})
        summer = Summer(self.program, filler.scopes, guarded=True)
        options, draws = tuple(filler.options.values()), self.columns.draws
        result = Run(self.program, options, filler.reference, draws, filler.scopes, {}, {}, {})
        with np.errstate(all="ignore"):
            for option in filler.in_order():
                judge(result, summer, option, self._added[option])
        if summer.faults:
            raise CannotRun(placed(summer.faults, self.assessment))
        return result

    def _begin(self, assessment: Assessment, cells: Cells) -> None:
        self.assessment, self.cells = assessment, cells
        self.filler = Filler(self.program, assessment, cells, self.columns)
        self._shares: dict[str, dict[tuple[str, str], Value]] = {option: {} for option in self.filler.scopes}
        self._added: dict[str, dict[str, Added]] = {option: {} for option in self.filler.scopes}
        own = {step.name for step in self._steps if step.rule.per_option}
        self._refresh(self.program.rules.keys() - own, dict.fromkeys(self.filler.scopes, own))

    def _step(self, rule: Rule) -> _Step:
        users = (
            user for user in self.program.users[rule.name] if self.program.rules[user].per_option is rule.per_option
        )
        formula = None if rule.formula is None else rule.formula.value
        return _Step(rule.name, formula, rule, tuple(self._ranks[user] for user in users))

    def _refresh(self, everywhere: set[str], own: Touched) -> Touched:
        """Recompute dirty names and what they change: what is the same for all options once, then option by option."""
        first, *others = self.filler.in_order()
        with np.errstate(all="ignore"):
            shared = self._follow(first, everywhere, own=False)
            for option in others:
                known = self.filler.scopes[first]
                self.filler.scopes[option].update({name: known[name] for name in shared})
            users = {user for name in shared for user in self.program.users[name]}
            touched = {first: shared | self._follow(first, users | own[first], own=True)}
            referring = {reference_name(name) for name in touched[first]} & self.program.rules.keys()
            for option in others:
                dirty = users | referring | own[option]
                touched[option] = shared | self._follow(option, dirty, own=True)
            for option, names in touched.items():
                self._add(option, names)
        return touched

    def _follow(self, option: str, dirty: Iterable[str], own: bool) -> set[str]:
        """Recompute dirty rules in their order, and those that use a value that changed; give what changed.

        Only the rules that differ between options (`own`), or only those that don't.
        """
        scope, steps, changed = self.filler.scopes[option], self._steps, set()
        waiting = bytearray(len(steps))
        for rank in (self._ranks[name] for name in dirty):
            waiting[rank] = steps[rank].rule.per_option is own
        rank = waiting.find(1)
        while rank >= 0:
            name, formula, rule, users = steps[rank]
            value = self._value(rule, option) if formula is None else formula(scope)
            if name not in scope or not _same(scope[name], value):
                scope[name] = value
                changed.add(name)
                for user in users:
                    waiting[user] = 1
            rank = waiting.find(1, rank + 1)
        return changed

    def _value(self, rule: Rule, option: str) -> Value:
        if rule.kind == "reference" and self.filler.reference is None:
            return UNDECIDED
        return self.filler.value(rule, option)

    def _add(self, option: str, names: set[str]) -> None:
        """Add up again what the changed names go into."""
        scope, shares = self.filler.scopes[option], self._shares[option]
        stale = {place for name in names for place in self._readers.get(name, ())}
        for criterion, node in stale:
            active = scope[active_name(node)] is not False
            shares[criterion, node] = share(self._products[criterion][node], scope) if active else CLOSED
        for criterion in self._products if not self._added[option] else {criterion for criterion, _ in stale}:
            nodes = {node: shares[criterion, node] for node in self._products[criterion]}
            added = {node: value for node, value in nodes.items() if value is not CLOSED}
            self._added[option][criterion] = added_up(list(added.values())), added


def _products(program: Program) -> dict[str, dict[str, tuple[Product, ...]]]:
    """Give the products that each node adds to each additive criterion."""
    found: dict[str, dict[str, tuple[Product, ...]]] = {}
    for criterion, flows in program.sums.items():
        nodes = found.setdefault(criterion, {})
        for flow in flows:
            product = Product(flow.amount, flow.factor, active_name(flow.node))
            nodes[flow.node] = (*nodes.get(flow.node, ()), product)
    return found


def _readers(products: dict[str, dict[str, tuple[Product, ...]]]) -> dict[str, set[tuple[str, str]]]:
    """Give the criteria and nodes that read each name."""
    found: dict[str, set[tuple[str, str]]] = {}
    for criterion, nodes in products.items():
        for node, read in nodes.items():
            for name in {name for product in read for name in product if name is not None}:
                found.setdefault(name, set()).add((criterion, node))
    return found


def _frame(assessment: Assessment) -> tuple[object, ...]:
    """Give what can't change without a fresh start: the options, their alternatives, the reference."""
    return assessment.settings.reference, tuple((option.id, option.alternative) for option in assessment.options)


def _differs(cell: Cell, other: Cell) -> bool:
    """Say whether two cells can have different values; who answered, and why, makes none."""
    if cell is other:
        return False
    return (cell.state, cell.column, cell.known) != (other.state, other.column, other.known)


def _same(old: Value, new: Value) -> bool:
    """Say whether nothing that uses a value can tell the new one from the old; NaN is never the same."""
    if old is new:
        return True
    if type(old) is float:
        return type(new) is float and old == new
    if type(old) is not type(new):
        return False
    match new:
        case np.ndarray():
            return bool(old.dtype == new.dtype and np.array_equal(old, new))
        case Partly():
            return np.array_equal(old.closed, new.closed) and np.array_equal(old.number, new.number)
        case dict():
            return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in new)
        case Reported():
            return old.from_studies == new.from_studies and _same(dict(old.metrics), dict(new.metrics))
        case Missing():
            return bool(old.cells == new.cells)
    return bool(old == new)
