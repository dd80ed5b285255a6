"""What each node adds to each criterion of one option, and what makes a total impossible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from compass.engine.faults import Fault
from compass.engine.filling import Scope
from compass.engine.logic import all_hold, holds
from compass.engine.plan import Part, Product, Sum
from compass.engine.program import Flowing, Program, active_name, criterion_name, truth_name
from compass.engine.values import CLOSED, Missing, Special, State, Value, is_finite, parts, strongest

Added = tuple[Value, dict[str, Value]]
"""The total of an additive criterion of an option, and what each node adds."""


class Summer:
    """Sums the criteria of each option of one run; `faults` collects what is missing and, in a `guarded` run, what
    can't be computed."""

    def __init__(self, program: Program, scopes: Mapping[str, Scope], guarded: bool) -> None:
        self.program, self.pack, self.scopes, self.guarded = program, program.pack, scopes, guarded
        self.faults: list[Fault] = []
        self._shares: list[Value] = []
        self._totals: list[Value] = []

    def add(self, part: Part) -> dict[str, Added]:
        """Compute the additive criteria of a part, whose scope is filled."""
        scope = self.scopes[part.option]
        return {criterion: self._added(found, scope) for criterion, found in part.sums.items()}

    def _added(self, found: Sum, scope: Scope) -> Added:
        """Add up a criterion while what its nodes add is at hand."""
        shares = self._shares
        shares += [share(products, scope) for products in found.shares]
        nodes = {node: value for node, place in found.nodes.items() if (value := shares[place]) is not CLOSED}
        if found.is_new:
            self._totals.append(added_up(list(nodes.values())))
        return self._totals[found.total], nodes

    def total(self, option: str, criterion: str, added: Value) -> Value:
        """Give a criterion of an option, CLOSED where it does not concern it; `added` is what its nodes add up to."""
        record = self.pack.criteria[criterion]
        if record.when is not None and self.scopes[option][truth_name("when", criterion)] is not True:
            return CLOSED
        if record.kind == "formula":
            return self._formula(option, criterion)
        if record.kind == "described":
            return self._described(option, criterion)
        if isinstance(added, Missing):
            self._find_missing(option, criterion)
        if self._is_faulty(added):
            self._find_faults(option, criterion)
        return added

    def _is_faulty(self, value: Value) -> bool:
        """Look at a result; where nobody gave the alarm, at lone numbers only, whose faults Python does not signal."""
        return (self.guarded or not isinstance(value, np.ndarray)) and not is_finite(value)

    def _find_missing(self, option: str, criterion: str) -> None:
        """Tell what is missing in the flows of a criterion; it adds nothing."""
        for flow in self.program.sums[criterion]:
            self._missing(option, product_of(flow, self.scopes[option]))

    def _find_faults(self, option: str, criterion: str) -> None:
        """Name what is not finite among the flows of a criterion whose total is not."""
        scope = self.scopes[option]
        for flow in self.program.sums[criterion]:
            if not is_finite(product_of(flow, scope)):
                names = [active_name(flow.node), flow.amount, *([flow.factor] if flow.factor else [])]
                self._fault(option, next((n for n in names if not is_finite(scope[n])), flow.amount))

    def _formula(self, option: str, criterion: str) -> Value:
        value = self.scopes[option][criterion_name(criterion)]
        if isinstance(value, Special):
            self._missing(option, value)
            return CLOSED
        if self._is_faulty(value):
            self._fault(option, criterion_name(criterion))
        return value

    def _described(self, option: str, criterion: str) -> Value:
        nodes = [id for id, node in self.pack.nodes.items() if node.described and node.described.criterion == criterion]
        levels = [self._level(option, node) for node in nodes]
        found = np.nan_to_num(self._worst(criterion).reduce(np.broadcast_arrays(np.nan, *levels), axis=0), nan=0.0)
        return found if found.ndim else float(found)

    def _level(self, option: str, node: str) -> Value:
        """Give the level of a described node; NaN where the node is not active or its question closed."""
        scope, described = self.scopes[option], self.pack.nodes[node].described
        assert described is not None
        active, chosen = scope[active_name(node)], scope[described.by]
        if active is False or chosen is CLOSED:
            return np.nan
        for state in (active, *(chosen.values() if isinstance(chosen, dict) else (chosen,))):
            if isinstance(state, Special):
                self._missing(option, state)
                return np.nan
        if self._is_faulty(active):
            self._fault(option, active_name(node))
            return np.nan
        question = self.pack.questions[described.by]
        options = ("no", "yes") if question.type == "yes_no" else self.pack.options_of(question)
        levels = [float(described.levels[option]) for option in options]
        if isinstance(chosen, dict):
            held = [np.where(holds(chosen[index]), level, np.nan) for index, level in enumerate(levels)]
            return np.where(active, self._worst(described.criterion).reduce(np.broadcast_arrays(*held), axis=0), np.nan)
        index, closed = parts(chosen)
        level = np.array(levels)[np.asarray(index, dtype=int)]
        return np.where(all_hold([active, True if closed is None else ~closed]), level, np.nan)

    def _worst(self, criterion: str) -> np.ufunc:
        return np.fmax if self.pack.criteria[criterion].objective == "minimise" else np.fmin

    def _missing(self, option: str, value: Value) -> None:
        cells = sorted(value.cells) if isinstance(value, Missing) else []
        self.faults.extend(Fault("V001", ("cell", cell, option), None, {"cell": cell}) for cell in cells)

    def _fault(self, option: str, name: str) -> None:
        """Tell the first rule, in order, that is at fault among those that lead to a name."""
        reach, scope = self.program.graph.reach([name]), self.scopes[option]
        source = next((n for n in self.program.rules if n in reach and not is_finite(scope.get(n, 0.0))), name)
        rule = self.program.rules[source]
        self.faults.append(Fault("V002", rule.path, None, {"name": rule.item, "option": option}))


def added_up(values: list[Value]) -> Value:
    """Add numbers and columns up, in their order; a column that was given is never written to."""
    if len(values) < 2:
        return values[0] if values else 0.0
    total = values[0] + values[1]
    for value in values[2:]:
        if isinstance(total, np.ndarray) and not isinstance(value, Missing):
            total += value
        else:
            total = total + value
    return total


def share(products: Iterable[Product], scope: Scope) -> Value:
    """Add up products, each dropped as soon as it is added; CLOSED where nothing is open, Missing where one is."""
    total, is_own = CLOSED, False
    for amount, factor, active in products:
        value = scope[amount] if factor is None else scope[amount] * scope[factor]
        if active is not None or isinstance(value, State):
            value = while_active(value, True if active is None else scope[active])
            if isinstance(value, Missing):
                return value
            if isinstance(value, Special):
                continue
        if total is CLOSED:
            total, is_own = value, factor is not None
        elif is_own:
            total += value
        else:
            total, is_own = total + value, True
    return total


def product_of(flow: Flowing, scope: Scope) -> Value:
    """Give what a flow adds to a criterion: its amount times its factor in the draws in which its node is active."""
    active = scope[active_name(flow.node)]
    if active is False:
        return CLOSED
    amount = scope.get(flow.amount, CLOSED)
    return while_active(amount if flow.factor is None else amount * scope.get(flow.factor, CLOSED), active)


def while_active(value: Value, active: Value) -> Value:
    """Give a value in the draws in which a node is active and the value is open, 0 elsewhere."""
    if active is False:
        return CLOSED
    if isinstance(active, Special):
        return strongest(active, value) if isinstance(value, Special) else active
    if isinstance(value, Special):
        return value
    number, closed = parts(value)
    if active is True:
        return number if closed is None else np.where(closed, 0.0, number)
    kept = np.where(active if closed is None else all_hold([active, ~closed]), number, 0.0)
    return kept if is_finite(active) else np.where(np.isnan(active), np.nan, kept)
