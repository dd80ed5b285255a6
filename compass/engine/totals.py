"""What each node adds to each criterion of one option, and what makes a total impossible."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from compass.engine.faults import Fault
from compass.engine.filling import Scope
from compass.engine.logic import all_hold
from compass.engine.plan import Plan
from compass.engine.program import Program, active_name, criterion_name, truth_name
from compass.engine.values import CLOSED, Missing, Special, Value, is_finite, parts, strongest


class Summer:
    """Sums the criteria of each option of one run; `faults` collects what is missing or can't be computed."""

    def __init__(self, program: Program, plan: Plan, scopes: dict[str, Scope]) -> None:
        self.program, self.pack, self.plan, self.scopes = program, program.pack, plan, scopes
        self.faults: list[Fault] = []
        self.products = [
            active_product(
                scopes[each.option][each.amount],
                1.0 if each.factor is None else scopes[each.option][each.factor],
                True if each.active is None else scopes[each.option][each.active],
            )
            for each in plan.products
        ]
        self._kept: dict[tuple[int, ...], Value] = {}

    def total(self, option: str, criterion: str) -> tuple[Value, dict[str, Value]]:
        """Give a criterion of an option, CLOSED where it does not concern it, and what each node adds."""
        record = self.pack.criteria[criterion]
        concerns = record.when is None or self.scopes[option][truth_name("when", criterion)] is True
        if not concerns:
            return CLOSED, {}
        if record.kind == "formula":
            return self._formula(option, criterion), {}
        if record.kind == "described":
            return self._described(option, criterion), {}
        return self._additive(option, criterion)

    def _additive(self, option: str, criterion: str) -> tuple[Value, dict[str, Value]]:
        sums = self.plan.sums[option][criterion]
        added = {node: self._sum(option, places) for node, places in sums.items()}
        added = {node: value for node, value in added.items() if value is not CLOSED}
        total = self._reduced(tuple(place for places in sums.values() for place in places), added.values())
        if not is_finite(total):
            self._find_faults(option, criterion)
        return total, added

    def _sum(self, option: str, places: tuple[int, ...]) -> Value:
        """Add up the products of one node; what is missing is told and adds nothing."""
        values = []
        for place in places:
            value = self.products[place]
            if isinstance(value, Special):
                self._missing(option, value)
            else:
                values.append(value)
        return self._reduced(places, values) if values else CLOSED

    def _reduced(self, places: tuple[int, ...], values: Iterable[Value]) -> Value:
        """Add values up, once for all options in which the very same products meet."""
        if places not in self._kept:
            self._kept[places] = added_up(list(values))
        return self._kept[places]

    def _find_faults(self, option: str, criterion: str) -> None:
        """Name what is not finite among the flows of a criterion whose total is not."""
        scope = self.scopes[option]
        for places in self.plan.sums[option][criterion].values():
            for place in places:
                each = self.plan.products[place]
                if not is_finite(self.products[place]):
                    names = [name for name in (each.active, each.amount, each.factor) if name is not None]
                    self._fault(option, next((n for n in names if not is_finite(scope[n])), each.amount))

    def _formula(self, option: str, criterion: str) -> Value:
        value = self.scopes[option][criterion_name(criterion)]
        if isinstance(value, Special):
            self._missing(option, value)
            return CLOSED
        if not is_finite(value):
            self._fault(option, criterion_name(criterion))
            return CLOSED
        return value

    def _described(self, option: str, criterion: str) -> Value:
        worst = np.fmax if self.pack.criteria[criterion].objective == "minimise" else np.fmin
        nodes = [id for id, node in self.pack.nodes.items() if node.described and node.described.criterion == criterion]
        levels = [self._level(option, node) for node in nodes]
        found = np.nan_to_num(worst.reduce(np.broadcast_arrays(np.nan, *levels), axis=0), nan=0.0)
        return found if found.ndim else float(found)

    def _level(self, option: str, node: str) -> Value:
        """Give the level of a described node; NaN where the node is not active or its question closed."""
        scope, described = self.scopes[option], self.pack.nodes[node].described
        assert described is not None
        active, chosen = scope[active_name(node)], scope[described.by]
        if active is False or chosen is CLOSED:
            return np.nan
        for state in (active, chosen):
            if isinstance(state, Special):
                self._missing(option, state)
                return np.nan
        if not is_finite(active):
            self._fault(option, active_name(node))
            return np.nan
        question = self.pack.questions[described.by]
        options = ("no", "yes") if question.type == "yes_no" else self.pack.options_of(question)
        index, closed = parts(chosen)
        level = np.array([float(described.levels[option]) for option in options])[np.asarray(index, dtype=int)]
        return np.where(all_hold([active, True if closed is None else ~closed]), level, np.nan)

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
    total: Value = 0.0 if not values else values[0] if len(values) == 1 else values[0] + values[1]
    for value in values[2:]:
        if isinstance(total, np.ndarray):
            total += value
        else:
            total = total + value
    return total


def active_product(amount: Value, factor: Value, active: Value) -> Value:
    """Give what a flow adds: its amount times its factor in the draws in which its node is active."""
    value = amount if isinstance(factor, float) and factor == 1 else amount * factor
    if active is True and not isinstance(value, Special):
        number, closed = parts(value)
        return number if closed is None else np.where(closed, 0.0, number)
    if isinstance(active, Special):
        return strongest(active, value) if isinstance(value, Special) else active
    if isinstance(value, Special) or active is False:
        return value if isinstance(value, Special) else CLOSED
    number, closed = parts(value)
    kept = np.where(active if closed is None else all_hold([active, ~closed]), number, 0.0)
    return kept if is_finite(active) else np.where(np.isnan(active), np.nan, kept)
