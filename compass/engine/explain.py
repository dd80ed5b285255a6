"""Why this number: the formula that gave it and its parts, down to answers, marked assumptions and sources.

An explanation is made on request from values already computed; an evaluation pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from compass.engine.binding import metrics_read
from compass.engine.code import reported_name
from compass.engine.formula_reader import FormulaReader
from compass.engine.origins import told_truth
from compass.engine.program import Flowing, Rule, active_name, criterion_name, truth_name
from compass.engine.readings import conditions_of, formula_of
from compass.engine.sensitivity import Target
from compass.engine.spreads import columns_of, share_of, spread
from compass.engine.totals import product_of
from compass.engine.values import CLOSED, Value, parts
from compass.model.base import Text
from compass.model.explanation import Closing, Explanation, Origin


@dataclass
class Explainer(FormulaReader):
    """Explains the numbers of one option, computed ones by their parts."""

    def explain(self, name: str) -> Explanation:
        """Explain a criterion, a quantity or a question, and what each part explains of its variance."""
        is_criterion = name in self.program.pack.criteria
        values: Mapping[str, Value] = (self.drawn.totals if is_criterion else self.drawn.scopes)[self.option]
        columns = columns_of(values.get(name))
        target = Target(np.broadcast_to(columns[0], (self.drawn.draws,))) if len(columns) == 1 else None
        asked_about = replace(self, target=target, _known={}, _explained_by={})
        if is_criterion:
            return asked_about.criterion(name)
        in_quantities = name in self.program.pack.quantities
        return asked_about.quantity(name) if in_quantities else asked_about.question(name)

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
            open_share=float(np.mean(np.isfinite(total))) if total is not None else 0.0,
            variance=self.variance(total),
            formula=record.formula,
            why=record.help,
        )
        if not concerned:
            return told.model_copy(update=self._unconcerned(id))
        if record.kind == "formula":
            return told.model_copy(update=self._read(self.program.rules[criterion_name(id)]))
        return told.model_copy(update={"parts": self._levels(id) if record.kind == "described" else self._nodes(id)})

    def quantity(self, id: str) -> Explanation:
        """Explain a derived number."""
        record, rule = self.program.pack.quantities[id], self.program.rules[id]
        origin: Origin = "closed" if self.drawn.scopes[self.option].get(id) is CLOSED else "computed"
        told = Explanation(key=id, kind="quantity", origin=origin, title=record.title, unit=record.unit)
        computed = {"formula": record.formula, "why": record.why}
        return told.model_copy(update=self.told(id) | computed | self._read(rule))

    def question(self, id: str) -> Explanation:
        """Explain what stands for an answer, down to the quantity that it is assumed from."""
        told, assumed = self.answer(id), self.program.pack.questions[id].if_unknown
        if told.origin == "closed":
            return told.model_copy(update=self._unasked(id))
        if self.program.pack.questions[id].type == "study":
            names = (reported_name(id, metric) for metric in metrics_read(self.program, id))
            return told.model_copy(update={"parts": tuple(self._rule(self.program.rules[name]) for name in names)})
        if told.origin == "assumed" and assumed is not None and assumed.quantity is not None:
            return told.model_copy(update={"parts": (self._rule(self.program.rules[assumed.quantity]),)})
        return told

    def _unasked(self, question: str) -> dict[str, Any]:
        """Say why a question is closed."""
        state = self.cells.of(question, self.option).state
        if state == "not_asked":
            return {"closed": Closing(by="not_asked")}
        if state == "not_applicable":
            return {"closed": Closing(by="answer")}
        stand_in = self.program.stand_ins.get(question, "")
        if self.drawn.scopes[self.option].get(stand_in) is CLOSED:
            return {"closed": Closing(by="part"), "parts": (self._rule(self.program.rules[stand_in]),)}
        return self._failing(self.program.rules[question], conditions_of(self.program, self.program.rules[question]))

    def _unconcerned(self, criterion: str) -> dict[str, Any]:
        """Say why a criterion does not concern the option."""
        when = self.program.rules.get(truth_name("when", criterion))
        formula = formula_of(self.program, when) if when is not None else None
        if when is not None and formula is not None and self.drawn.scopes[self.option][when.name] is False:
            return self._failing(when, [formula[0]])
        return self._read(self.program.rules[criterion_name(criterion)])

    def _levels(self, criterion: str) -> tuple[Explanation, ...]:
        found = []
        for id, node in self.program.pack.nodes.items():
            described = node.described
            if described is not None and described.criterion == criterion and self._active_share(id):
                told = Explanation(key=id, kind="node", origin="computed", title=node.title, why=described.why)
                active = self._active_share(id)
                parts = (self._rule(self.program.rules[described.by]),)
                found.append(told.model_copy(update={"open_share": active, "parts": parts}))
        return tuple(found)

    def _active_share(self, node: str) -> float:
        return share_of(self.drawn.scopes[self.option][active_name(node)]) or 0.0

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
            open_share=self._active_share(id),
            variance=self.variance(added),
            why=node.why,
            source=node.source,
            parts=tuple(self._flow(criterion, each) for each in flows if scope.get(each.amount) is not CLOSED),
        )

    def _flow(self, criterion: str, flowing: Flowing) -> Explanation:
        """Explain a flow of a node: the amount, and what one unit of it does to the criterion."""
        judged, amount = self.program.pack.criteria[criterion], self.program.rules[flowing.amount]
        likely, drawn = self._counted(flowing)
        counted = {"value": spread(likely, drawn), "variance": self.variance(drawn)}
        if flowing.factor is None:
            impact = Explanation(
                key=amount.item, kind="impact", origin="computed", title=judged.title, unit=judged.unit
            )
            return self._with_formula(impact, amount).model_copy(update=counted)
        flow, factor = self.program.pack.flows[flowing.flow], self.program.rules[flowing.factor]
        used = Explanation(key=amount.item, kind="flow", origin="computed", title=flow.title, unit=flow.unit)
        told = Explanation(
            key=f"{flowing.node}.{flowing.flow}.{criterion}",
            kind="flow",
            origin="computed",
            title=flow.title,
            unit=judged.unit,
            parts=(self._with_formula(used, amount), self._characterisation(criterion, flowing.flow, factor)),
        )
        return told.model_copy(update=counted)

    def _characterisation(self, criterion: str, flow: str, factor: Rule) -> Explanation:
        """Explain what one unit of a flow does to a criterion; its key ends with the place where that is elsewhere."""
        judged, used = self.program.pack.criteria[criterion], self.program.pack.flows[flow]
        place = factor.name.rpartition(":")[2].removeprefix("_site_")
        key = factor.item if place in ("", self.program.pack.header.site) else f"{factor.item} at {place}"
        title = Text(fr=f"{judged.title.fr} / {used.title.fr}", en=f"{judged.title.en} / {used.title.en}")
        per = Explanation(key=key, kind="characterisation", origin="computed", title=title)
        return self._with_formula(per.model_copy(update={"unit": unit_per(judged.unit, used.unit)}), factor)

    def _with_formula(self, told: Explanation, rule: Rule) -> Explanation:
        return told.model_copy(update=self.told(rule.name) | {"formula": self._formula(rule)} | self._read(rule))

    def _counted(self, flowing: Flowing) -> Iterator[Value]:
        """Give what a flow adds to a criterion, at likely values and in the draws, as it was summed."""
        for scope in (self.likely.scopes[self.option], self.drawn.scopes[self.option]):
            added = product_of(flowing, scope)
            yield 0.0 if added is CLOSED else added

    def _explained(self, rule: Rule) -> Explanation:
        match rule.kind:
            case "question":
                return self.question(rule.item)
            case "reported":
                told = self.reported(rule)
                if told.origin != "closed":
                    return told
                study = self._rule(self.program.rules[rule.item])
                return told.model_copy(update={"closed": Closing(by="part"), "parts": (study,)})
            case "site":
                own = self._rule(self.program.rules[rule.item])
                default = self.program.pack.header.site or ""
                return own if own.origin != "closed" else self._rule(self.program.rules[default])
            case "reference":
                return self._in_reference(self.program.rules[rule.item])
            case "factor":
                return self.factor(rule.item, "")
            case "constant":
                return self.constant(rule)
            case "condition":
                told = Explanation(key=rule.item, kind="condition", origin="computed")
                truth = self.drawn.scopes[self.option][rule.name]
                held = {"value": None, "chosen": told_truth(truth), "holds": share_of(parts(truth)[0])}
                return self._with_formula(told, rule).model_copy(update=held)
        return self.quantity(rule.item)

    @cached_property
    def _reference(self) -> Explainer:
        option = self.drawn.reference or self.option
        return self if option == self.option else replace(self, option=option, _known={})

    def _in_reference(self, rule: Rule) -> Explanation:
        """Explain a number of the reference option; its key says so."""
        there = self._reference
        told = there._rule(rule)
        named = there is self or not rule.per_option or "@" in told.key
        return told if named else told.model_copy(update={"key": f"{told.key}@{there.option}"})


def unit_per(unit: str, flow_unit: str) -> str:
    """Write the unit of a characterisation factor: `kgCO2e/year` per `kWh/year` is `kgCO2e/kWh`."""
    above, _, rest = unit.rpartition("/")
    flow, _, flow_rest = flow_unit.rpartition("/")
    return f"{above}/{flow}" if above and rest == flow_rest else f"{unit}/{flow_unit}"
