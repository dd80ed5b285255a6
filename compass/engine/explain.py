"""Why this number: the formula that gave it and its parts, down to answers, marked assumptions and sources.

An explanation is made on request from values already computed; an evaluation pays nothing for it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product

import numpy as np

from compass.engine.expression import argument_names, function_name
from compass.engine.meanings import ChoiceType
from compass.engine.origins import Origins, told_truth
from compass.engine.program import Flowing, Rule, active_name, criterion_name
from compass.engine.spreads import open_numbers, share_of, spread
from compass.engine.totals import product_of
from compass.engine.values import CLOSED, Value
from compass.model.base import Text
from compass.model.explanation import Explanation, Origin


class Explainer(Origins):
    """Explains the numbers of one option, computed ones by their parts."""

    def criterion(self, id: str) -> Explanation:
        """Explain a criterion: the nodes that add to it, its formula, or its described levels."""
        record = self.program.pack.criteria[id]
        total = self.drawn.totals[self.option].get(id)
        concerned = self.drawn.concerned[self.option][id]
        told = Explanation(
            key=id,
            kind="criterion",
            origin="computed" if concerned else "closed",
            title=record.title,
            unit=record.unit,
            value=None if total is None else spread(self.likely.totals[self.option].get(id), total),
            formula=record.formula,
            why=record.help,
        )
        parts = {"additive": self._nodes, "formula": self._formula_parts, "described": self._levels}[record.kind](id)
        return told.model_copy(update={"parts": parts if concerned else ()})

    def quantity(self, id: str) -> Explanation:
        """Explain a derived number."""
        record, rule = self.program.pack.quantities[id], self.program.rules[id]
        origin: Origin = "closed" if self.drawn.scopes[self.option].get(id) is CLOSED else "computed"
        told = Explanation(key=id, kind="quantity", origin=origin, title=record.title, unit=record.unit)
        computed = {"value": self.value(id), "formula": record.formula, "why": record.why, "parts": self._needed(rule)}
        return told.model_copy(update=computed)

    def question(self, id: str) -> Explanation:
        """Explain what stands for an answer, down to the quantity that it is assumed from."""
        told, assumed = self.answer(id), self.program.pack.questions[id].if_unknown
        if told.origin == "assumed" and assumed is not None and assumed.quantity is not None:
            return told.model_copy(update={"parts": (self.quantity(assumed.quantity),)})
        return told

    def _formula_parts(self, criterion: str) -> tuple[Explanation, ...]:
        return self._needed(self.program.rules[criterion_name(criterion)])

    def _levels(self, criterion: str) -> tuple[Explanation, ...]:
        found = []
        for id, node in self.program.pack.nodes.items():
            described = node.described
            if described is not None and described.criterion == criterion and self._is_active(id):
                told = Explanation(key=id, kind="node", origin="computed", title=node.title, why=described.why)
                found.append(told.model_copy(update={"parts": (self.question(described.by),)}))
        return tuple(found)

    def _is_active(self, node: str) -> bool:
        return bool(share_of(self.drawn.scopes[self.option][active_name(node)]))

    def _nodes(self, criterion: str) -> tuple[Explanation, ...]:
        runs = [run.added[self.option].get(criterion, {}) for run in (self.drawn, self.likely)]
        return tuple(self._node(criterion, node) for node in dict.fromkeys((*runs[0], *runs[1])))

    def _node(self, criterion: str, id: str) -> Explanation:
        node, scope = self.program.pack.nodes[id], self.drawn.scopes[self.option]
        at_likely, added = (run.added[self.option][criterion].get(id, 0.0) for run in (self.likely, self.drawn))
        flows = [each for each in self.program.sums[criterion] if each.node == id]
        return Explanation(
            key=id,
            kind="node",
            origin="computed",
            title=node.title,
            unit=self.program.pack.criteria[criterion].unit,
            value=spread(at_likely, added),
            why=node.why,
            source=node.source,
            parts=tuple(self._flow(criterion, each) for each in flows if scope.get(each.amount) is not CLOSED),
        )

    def _flow(self, criterion: str, flowing: Flowing) -> Explanation:
        """Explain a flow of a node: the amount, and what one unit of it does to the criterion."""
        judged, amount = self.program.pack.criteria[criterion], self.program.rules[flowing.amount]
        counted = spread(*self._counted(flowing))
        if flowing.factor is None:
            impact = Explanation(
                key=amount.item, kind="impact", origin="computed", title=judged.title, unit=judged.unit
            )
            return self._with_formula(impact, amount).model_copy(update={"value": counted})
        flow, factor = self.program.pack.flows[flowing.flow], self.program.rules[flowing.factor]
        used = Explanation(key=amount.item, kind="flow", origin="computed", title=flow.title, unit=flow.unit)
        title = Text(fr=f"{judged.title.fr} / {flow.title.fr}", en=f"{judged.title.en} / {flow.title.en}")
        per = Explanation(key=factor.item, kind="characterisation", origin="computed", title=title)
        per = per.model_copy(update={"unit": unit_per(judged.unit, flow.unit)})
        return Explanation(
            key=f"{flowing.node}.{flowing.flow}.{criterion}",
            kind="flow",
            origin="computed",
            title=flow.title,
            unit=judged.unit,
            value=counted,
            parts=(self._with_formula(used, amount), self._with_formula(per, factor)),
        )

    def _with_formula(self, told: Explanation, rule: Rule) -> Explanation:
        computed = {"value": self.value(rule.name), "formula": self._formula(rule), "parts": self._needed(rule)}
        return told.model_copy(update=computed)

    def _counted(self, flowing: Flowing) -> Iterator[Value]:
        """Give what a flow adds to a criterion, at likely values and in the draws, as it was summed."""
        for scope in (self.likely.scopes[self.option], self.drawn.scopes[self.option]):
            added = product_of(flowing, scope)
            yield 0.0 if added is CLOSED else added

    def _rule(self, rule: Rule) -> Explanation:
        match rule.kind:
            case "question":
                return self.question(rule.item)
            case "reported":
                return self.reported(rule)
            case "site":
                asked = self.question(rule.item)
                return asked if asked.origin != "closed" else self.question(self.program.pack.header.site or "")
            case "reference":
                there = Explainer(self.likely, self.drawn, self.cells, self.drawn.reference or self.option)
                return there._rule(self.program.rules[rule.item])
            case "factor":
                return self.factor(rule.item, "")
            case "constant":
                return self.constant(rule)
            case "condition":
                told = Explanation(key=rule.item, kind="condition", origin="computed")
                truth = told_truth(self.drawn.scopes[self.option][rule.name])
                return self._with_formula(told, rule).model_copy(update={"value": None, "chosen": truth})
        return self.quantity(rule.item)

    def _needed(self, rule: Rule) -> tuple[Explanation, ...]:
        """Explain each name that a formula reads, in the order of the rules, tables by the rows that were read."""
        scope, found = self.drawn.scopes[self.option], list[Explanation]()
        if scope.get(rule.name) is CLOSED:
            return ()
        tables = self._rows_read(rule)
        for name in (name for name in self.program.rules if name in rule.needs):
            if name in tables:
                found += [self.factor(name, key) for key in tables[name]]
            elif name in scope:
                found.append(self._rule(self.program.rules[name]))
        return tuple(found)

    def _rows_read(self, rule: Rule) -> dict[str, list[str]]:
        """Give the rows of each table that a formula reads where its choices stand."""
        read: dict[str, list[str]] = {}
        expression = self.program.expressions.get(rule.path)
        for call in ast.walk(expression.tree) if expression is not None else ():
            if isinstance(call, ast.Call) and function_name(call) == "lookup":
                table, *choices = argument_names(call)
                rows = ["/".join(keys) for keys in product(*(self._keys(choice, rule) for choice in choices))]
                read[table] = list(dict.fromkeys([*read.get(table, []), *rows]))
        return read

    def _keys(self, choice: str, rule: Rule) -> list[str]:
        """Name the options that a choice stands at, in the likely run and in any draw."""
        name = next((n for n in rule.needs if n.startswith("_site_")), "site") if choice == "site" else choice
        meaning = self.program.meanings.get(choice)
        if name not in self.program.rules or not isinstance(meaning, ChoiceType):
            return [choice]
        taken = (open_numbers(run.scopes[self.option].get(name)) for run in (self.likely, self.drawn))
        indices = [int(index) for numbers in taken if numbers is not None for index in np.unique(numbers)]
        return list(dict.fromkeys(meaning.options[index] for index in indices))

    def _formula(self, rule: Rule) -> str | None:
        expression = self.program.expressions.get(rule.path)
        return expression.text if expression is not None else None


def unit_per(unit: str, flow_unit: str) -> str:
    """Write the unit of a characterisation factor: `kgCO2e/year` per `kWh/year` is `kgCO2e/kWh`."""
    above, _, rest = unit.rpartition("/")
    flow, _, flow_rest = flow_unit.rpartition("/")
    return f"{above}/{flow}" if above and rest == flow_rest else f"{unit}/{flow_unit}"
