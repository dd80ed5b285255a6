"""Why this number: the formula that gave it and its parts, down to answers, marked assumptions and sources.

An explanation is made on request from values already computed; an evaluation pays nothing for it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from compass.engine.answers import Record
from compass.engine.binding import Reported, Rows, drawn_studies
from compass.engine.cells import Cell, Cells
from compass.engine.expression import argument_names, function_name
from compass.engine.program import Program, Rule, active_name, criterion_name
from compass.engine.run import Run
from compass.engine.spreads import open_numbers, share_of, spread
from compass.engine.totals import active_product
from compass.engine.values import CLOSED, Special, Value, parts
from compass.model.base import Text
from compass.model.estimate import Quality
from compass.model.explanation import Explanation, Origin
from compass.model.question import Question


@dataclass(frozen=True)
class Explainer:
    """Explains the numbers of one option from its two runs."""

    likely: Run
    drawn: Run
    cells: Cells
    option: str

    @property
    def program(self) -> Program:
        return self.drawn.program

    def criterion(self, id: str) -> Explanation:
        """Explain a criterion: the nodes that add to it, its formula, or its described levels."""
        criterion = self.program.pack.criteria[id]
        total = self.drawn.totals[self.option].get(id)
        value = None if total is None else spread(self.likely.totals[self.option].get(id), total)
        if criterion.kind == "formula":
            rule = self.program.rules[criterion_name(id)]
            parts, formula = self._needed(rule), criterion.formula
        elif criterion.kind == "described":
            parts, formula = self._levels(id), None
        else:
            runs = [run.added[self.option].get(id, {}) for run in (self.drawn, self.likely)]
            parts, formula = tuple(self._node(id, node) for node in dict.fromkeys((*runs[0], *runs[1]))), None
        origin: Origin = "computed" if self.drawn.concerned[self.option][id] else "closed"
        return Explanation(
            key=id, kind="criterion", title=criterion.title, unit=criterion.unit, value=value, origin=origin,
            formula=formula, why=criterion.help, parts=parts if origin == "computed" else (),
        )  # fmt: skip

    def quantity(self, id: str) -> Explanation:
        """Explain a derived number."""
        return self._rule(self.program.rules[id])

    def question(self, id: str) -> Explanation:
        """Explain what stands for an answer."""
        return self._question(id)

    def _levels(self, criterion: str) -> tuple[Explanation, ...]:
        found = []
        for id, node in self.program.pack.nodes.items():
            if node.described is not None and node.described.criterion == criterion and self._is_active(id):
                answer = self._question(node.described.by)
                found.append(
                    Explanation(
                        key=id,
                        kind="node",
                        title=node.title,
                        unit=None,
                        value=None,
                        origin="computed",
                        why=node.described.why,
                        parts=(answer,),
                    )
                )
        return tuple(found)

    def _is_active(self, node: str) -> bool:
        return bool(share_of(self.drawn.scopes[self.option][f"_active_{node}"]))

    def _node(self, criterion: str, id: str) -> Explanation:
        node = self.program.pack.nodes[id]
        at_likely, added = (run.added[self.option][criterion].get(id, 0.0) for run in (self.likely, self.drawn))
        flows = tuple(
            self._flow(criterion, id, each.flow, each.amount, each.factor)
            for each in self.program.sums[criterion]
            if each.node == id and self.drawn.scopes[self.option].get(each.amount) is not CLOSED
        )
        unit = self.program.pack.criteria[criterion].unit
        return Explanation(
            key=id,
            kind="node",
            title=node.title,
            unit=unit,
            value=spread(at_likely, added),
            origin="computed",
            why=node.why,
            source=node.source,
            parts=flows,
        )

    def _flow(self, criterion: str, node: str, flow: str, amount: str, factor: str | None) -> Explanation:
        rule, counted = self.program.rules[amount], spread(*self._counted(node, amount, factor))
        judged = self.program.pack.criteria[criterion]
        if factor is None:
            return self._named(rule, "impact", judged.title, judged.unit).model_copy(update={"value": counted})
        record = self.program.pack.flows[flow]
        used = self._named(rule, "flow", record.title, record.unit)
        title = Text(fr=f"{judged.title.fr} / {record.title.fr}", en=f"{judged.title.en} / {record.title.en}")
        per = self._named(self.program.rules[factor], "characterisation", title, unit_per(judged.unit, record.unit))
        return Explanation(
            key=f"{node}.{flow}.{criterion}",
            kind="flow",
            title=record.title,
            unit=judged.unit,
            value=counted,
            origin="computed",
            parts=(used, per),
        )

    def _counted(self, node: str, amount: str, factor: str | None) -> Iterator[Value]:
        """Give what a flow adds to a criterion, at likely values and in the draws, as it was summed."""
        for scope in (self.likely.scopes[self.option], self.drawn.scopes[self.option]):
            active, per = scope[active_name(node)], 1.0 if factor is None else scope.get(factor, CLOSED)
            added = active_product(scope.get(amount, CLOSED), per, active)
            yield 0.0 if added is CLOSED else added

    def _named(self, rule: Rule, kind: Any, title: Text | None, unit: str) -> Explanation:
        return Explanation(
            key=rule.item,
            kind=kind,
            title=title,
            unit=unit,
            value=self._value(rule.name),
            origin="computed",
            formula=self._formula(rule),
            parts=self._needed(rule),
        )

    def _rule(self, rule: Rule) -> Explanation:
        match rule.kind:
            case "question":
                return self._question(rule.item)
            case "reported":
                return self._reported(rule)
            case "site":
                asked = self._question(rule.item)
                return asked if asked.origin != "closed" else self._question(self.program.pack.header.site or "")
            case "reference":
                return Explainer(self.likely, self.drawn, self.cells, self.drawn.reference or self.option)._rule(
                    self.program.rules[rule.item]
                )
            case "factor":
                return self._factor(rule.item, "")
            case "constant":
                return self._constant(rule)
            case "condition":
                truth = self.drawn.scopes[self.option][rule.name]
                return Explanation(
                    key=rule.item,
                    kind="condition",
                    title=None,
                    unit=None,
                    value=None,
                    chosen=_told(truth),
                    origin="computed",
                    formula=self._formula(rule),
                    parts=self._needed(rule),
                )
        quantity = self.program.pack.quantities[rule.item]
        return Explanation(
            key=rule.item,
            kind="quantity",
            title=quantity.title,
            unit=quantity.unit,
            value=self._value(rule.name),
            origin=self._origin(rule.name),
            formula=quantity.formula,
            why=quantity.why,
            parts=self._needed(rule),
        )

    def _origin(self, name: str) -> Origin:
        return "closed" if self.drawn.scopes[self.option].get(name) is CLOSED else "computed"

    def _needed(self, rule: Rule) -> tuple[Explanation, ...]:
        """Explain each name that a formula reads, in written order, tables by the rows that were read."""
        if self.drawn.scopes[self.option].get(rule.name) is CLOSED:
            return ()
        found: dict[str, Explanation] = {}
        expression = self.program.expressions.get(rule.path)
        tables = self._rows_read(expression.tree, rule) if expression is not None else {}
        for name in [name for name in self.program.rules if name in rule.needs]:
            if name in tables:
                found.update({f"{name}[{key}]": self._factor(name, key) for key in tables[name]})
            elif name in self.drawn.scopes[self.option]:
                found[name] = self._rule(self.program.rules[name])
        return tuple(found.values())

    def _rows_read(self, tree: ast.expr, rule: Rule) -> dict[str, list[str]]:
        read: dict[str, list[str]] = {}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and function_name(call) == "lookup":
                table, *choices = argument_names(call)
                rows = [""]
                for choice, scale in zip(choices, self.program.pack.factors[table].by, strict=True):
                    keys = self._keys(choice, rule)
                    rows = [f"{row}/{key}" if row else key for row in rows for key in keys]
                    assert scale
                read[table] = read.get(table, []) + rows
        return read

    def _keys(self, choice: str, rule: Rule) -> list[str]:
        """Name the options that a choice stands at, in the likely run and in any draw."""
        name = next((n for n in rule.needs if n.startswith("_site_")), "site") if choice == "site" else choice
        if name not in self.program.rules:
            return [choice]
        meaning = self.program.meanings[choice]
        taken = [run.scopes[self.option].get(name) for run in (self.likely, self.drawn)]
        indices = [
            int(i) for value in taken if (numbers := open_numbers(value)) is not None for i in np.unique(numbers)
        ]
        return list(dict.fromkeys(meaning.options[i] for i in indices))  # type: ignore[union-attr]

    def _factor(self, id: str, key: str) -> Explanation:
        factor = self.program.pack.factors[id]
        row = factor.rows.get(key, factor.otherwise)
        values = [run.scopes[self.option].get(id) for run in (self.likely, self.drawn)]
        values = [value[key] if isinstance(value, Rows) else value for value in values]
        assert row is not None
        return Explanation(
            key=f"{id}[{key}]" if key else id, kind="factor", title=factor.title, unit=factor.unit,
            value=spread(*values), origin="factor", why=row.why, source=row.source, quality=row.quality,
        )  # fmt: skip

    def _constant(self, rule: Rule) -> Explanation:
        if rule.name == "horizon":
            return Explanation(
                key="horizon", kind="constant", title=None, unit="year", value=self._value("horizon"), origin="setting"
            )
        index = self.drawn.scopes[self.option]["alternative"]
        return Explanation(
            key="alternative",
            kind="constant",
            title=None,
            unit=None,
            value=None,
            chosen=list(self.program.pack.alternatives())[index],
            origin="setting",
        )

    def _question(self, id: str) -> Explanation:
        question, cell = self.program.pack.questions[id], self.cells.of(id, self.option)
        value = self.drawn.scopes[self.option].get(id)
        origin = self._answer_origin(cell, value)
        assumed = question.if_unknown if origin == "assumed" else None
        computed = (self.quantity(assumed.quantity),) if assumed is not None and assumed.quantity else ()
        quality: Quality | None = assumed.quality if assumed is not None else None
        return Explanation(
            key=cell.name, kind="question", title=question.label, unit=question.unit,
            value=self._value(id) if question.type == "number" else None, chosen=self._chosen(question, value),
            origin=origin, why=assumed.why if assumed is not None else None,
            source=assumed.source if assumed is not None else None,
            evidence=cell.answer.evidence if cell.answer is not None and origin == "answered" else None,
            quality=quality, parts=computed,
        )  # fmt: skip

    def _answer_origin(self, cell: Cell, value: Value) -> Origin:
        if value is CLOSED or cell.state in ("not_asked", "not_applicable"):
            return "closed"
        return {"fixed": "fixed", "answered": "answered"}.get(cell.state, "assumed")  # type: ignore[return-value]

    def _chosen(self, question: Question, value: Value) -> str | None:
        if question.type == "yes_no" and not isinstance(value, Special) and value is not None:
            return _told(value)
        if question.type != "choice" or open_numbers(value) is None:
            return None
        options = self.program.pack.options_of(question)
        indices = [int(i) for i in np.unique(open_numbers(value))]
        return ", ".join(options[i] for i in indices)

    def _reported(self, rule: Rule) -> Explanation:
        cell, metric = self.cells.of(rule.item, self.option), rule.name.removeprefix(f"_reported_{rule.item}_")
        question = self.program.pack.questions[rule.item]
        record = (question.metrics or {})[metric]
        value = self.drawn.scopes[self.option].get(rule.item)
        key = f"{cell.name}.{metric}"
        if isinstance(value, Reported) and value.from_studies and isinstance(cell.known, tuple):
            records = tuple(r for r in cell.known if isinstance(r, Record))
            studies = drawn_studies(self.program, rule.item, records)
            published = tuple(
                Explanation(
                    key=f"{key}@{s.evidence}",
                    kind="question",
                    title=record.title,
                    unit=record.unit,
                    value=spread(s.metrics[metric].value, s.metrics[metric].value),
                    origin="study",
                    evidence=s.evidence,
                )
                for s in studies
            )
            return Explanation(
                key=key,
                kind="question",
                title=record.title,
                unit=record.unit,
                value=self._value(rule.name),
                origin="study",
                evidence=studies[0].evidence,
                parts=published,
            )
        assumed = question.if_unknown
        origin: Origin = "closed" if value is CLOSED else "assumed"
        return Explanation(
            key=key, kind="question", title=record.title, unit=record.unit, value=self._value(rule.name), origin=origin,
            why=assumed.why if assumed else None, source=assumed.source if assumed else None,
            quality=assumed.quality if assumed else None,
        )  # fmt: skip

    def _formula(self, rule: Rule) -> str | None:
        expression = self.program.expressions.get(rule.path)
        return expression.text if expression is not None else None

    def _value(self, name: str) -> Any:
        return spread(self.likely.scopes[self.option].get(name), self.drawn.scopes[self.option].get(name))


def unit_per(unit: str, flow_unit: str) -> str:
    """Write the unit of a characterisation factor: `kgCO2e/year` per `kWh/year` is `kgCO2e/kWh`."""
    above, _, rest = unit.rpartition("/")
    flow, _, flow_rest = flow_unit.rpartition("/")
    return f"{above}/{flow}" if above and rest == flow_rest else f"{unit}/{flow_unit}"


def _told(truth: Value) -> str:
    number, _ = parts(truth)
    share = share_of(number)
    return {None: "undecided", 0.0: "no", 1.0: "yes"}.get(share, f"yes in {share:.0%}" if share is not None else "")
