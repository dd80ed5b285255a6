"""Where a number comes from when it is not computed: an answer, a marked assumption, a study, a sourced factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from compass.engine.binding import Reported, Rows, drawn_studies
from compass.engine.cells import Cell, Cells
from compass.engine.program import Program, Rule
from compass.engine.records import Record
from compass.engine.run import Run
from compass.engine.sensitivity import Target
from compass.engine.spreads import columns_of, open_numbers, open_share, share_of, spread
from compass.engine.values import CLOSED, Special, Value, parts
from compass.model.explanation import Explanation, Origin
from compass.model.question import IfUnknown, Metric, Question
from compass.model.spread import Spread


@dataclass
class Origins:
    """Explains the leaves of one option's numbers from its two runs; `target` is the number asked about."""

    likely: Run
    drawn: Run
    cells: Cells
    option: str
    target: Target | None = None
    _explained_by: dict[int, tuple[Value, float | None]] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        return self.drawn.program

    def value(self, name: str) -> Spread | None:
        """Tell the value of a rule over both runs."""
        return spread(self.likely.scopes[self.option].get(name), self.drawn.scopes[self.option].get(name))

    def told(self, name: str) -> dict[str, Any]:
        """Tell the value of a rule, where it is open and what it explains of the number asked about."""
        drawn = self.drawn.scopes[self.option].get(name)
        return {"value": self.value(name), "open_share": open_share(drawn), "variance": self.variance(drawn)}

    def variance(self, value: Value) -> float | None:
        """Give the share of the target's variance that a value explains alone; independent columns add up."""
        if self.target is None:
            return None
        if id(value) not in self._explained_by:
            columns = columns_of(value)
            shares = [self.target.explained_by(column) for column in columns if isinstance(column, np.ndarray)]
            self._explained_by[id(value)] = value, (sum(shares, 0.0) if columns else None)
        return self._explained_by[id(value)][1]

    def factor(self, id: str, key: str) -> Explanation:
        """Explain a number of the library by its source."""
        factor = self.program.pack.factors[id]
        row = factor.rows.get(key, factor.otherwise)
        assert row is not None
        values = (run.scopes[self.option].get(id) for run in (self.likely, self.drawn))
        likely, drawn = (each[key] if isinstance(each, Rows) else each for each in values)
        told = Explanation(key=f"{id}[{key}]" if key else id, kind="factor", origin="factor", title=factor.title)
        sourced = {"unit": factor.unit, "value": spread(likely, drawn), "variance": self.variance(drawn)}
        return told.model_copy(
            update=sourced | {"why": row.why, "source": row.source, "quality": row.quality},
        )

    def constant(self, rule: Rule) -> Explanation:
        """Explain what the pack or the option itself sets."""
        told = Explanation(key=rule.name, kind="constant", origin="setting")
        if rule.name == "horizon":
            return told.model_copy(update={"unit": "year", "value": self.value("horizon")})
        index = self.drawn.scopes[self.option]["alternative"]
        return told.model_copy(update={"chosen": list(self.program.pack.alternatives())[index]})

    def answer(self, id: str) -> Explanation:
        """Explain what stands for an answer: the answer with its evidence, or the assumption with its reason."""
        question, cell = self.program.pack.questions[id], self.cells.of(id, self.option)
        value = self.drawn.scopes[self.option].get(id)
        origin = _answer_origin(cell, value)
        told = Explanation(key=cell.name, kind="question", origin=origin, title=question.label, unit=question.unit)
        if origin == "assumed":
            told = _with_assumption(told, question.if_unknown)
        if origin == "answered" and cell.answer is not None:
            told = told.model_copy(update={"evidence": cell.answer.evidence})
        known = self.told(id) if question.type == "number" else {"open_share": open_share(value)}
        known |= {"variance": self.variance(value)}
        return told.model_copy(update=known | self._choice(question, value))

    def _taken(self, question: Question, value: Value) -> dict[str, float]:
        """Give the share of the draws at each option of a choice that is taken in any."""
        options = self.program.pack.options_of(question)
        if isinstance(value, dict):
            held = {options[index]: share_of(parts(truth)[0]) for index, truth in value.items() if truth is not CLOSED}
            return {option: share for option, share in held.items() if share}
        numbers = open_numbers(value)
        if numbers is None:
            return {}
        found, counts = np.unique(numbers, return_counts=True)
        return {options[int(i)]: float(n / numbers.size) for i, n in zip(found, counts, strict=True)}

    def _choice(self, question: Question, value: Value) -> dict[str, Any]:
        if question.type == "yes_no" and not isinstance(value, Special) and value is not None:
            return {"chosen": told_truth(value), "holds": share_of(parts(value)[0])}
        taken = self._taken(question, value) if question.type in ("choice", "choices") else {}
        uncertain = any(share < 1 for share in taken.values())
        return {"chosen": ", ".join(taken) or None, "shares": taken if uncertain else None}

    def reported(self, rule: Rule) -> Explanation:
        """Explain a published figure by its studies, or by what stands in where none is complete."""
        cell, name = self.cells.of(rule.item, self.option), rule.name.removeprefix(f"_reported_{rule.item}_")
        question = self.program.pack.questions[rule.item]
        metric = (question.metrics or {})[name]
        value = self.drawn.scopes[self.option].get(rule.item)
        key = f"{cell.name}.{name}"
        origin: Origin = "closed" if value is CLOSED else "assumed"
        told = Explanation(key=key, kind="question", origin=origin, title=metric.title, unit=metric.unit)
        told = told.model_copy(update=self.told(rule.name))
        if not (isinstance(value, Reported) and value.from_studies and isinstance(cell.known, tuple)):
            return _with_assumption(told, question.if_unknown)
        records = tuple(record for record in cell.known if isinstance(record, Record))
        published = tuple(
            _published(key, metric, study.metrics[name]) for study in drawn_studies(self.program, rule.item, records)
        )
        return told.model_copy(update={"origin": "study", "evidence": published[0].evidence, "parts": published})


def _published(key: str, metric: Metric, record: Record) -> Explanation:
    return Explanation(
        key=f"{key}@{record.evidence}",
        kind="question",
        origin="study",
        title=metric.title,
        unit=metric.unit,
        value=spread(record.value, record.value),
        evidence=record.evidence,
    )


def _with_assumption(told: Explanation, assumed: IfUnknown | None) -> Explanation:
    if assumed is None:
        return told
    return told.model_copy(update={"why": assumed.why, "source": assumed.source, "quality": assumed.quality})


def _answer_origin(cell: Cell, value: Value) -> Origin:
    if value is CLOSED or cell.state in ("not_asked", "not_applicable"):
        return "closed"
    if cell.state == "fixed":
        return "fixed"
    return "answered" if cell.state == "answered" else "assumed"


def told_truth(truth: Value) -> str:
    """Write a truth: `yes`, `no`, `undecided`, or the share of draws in which it holds."""
    share = share_of(parts(truth)[0])
    if share is None:
        return "undecided"
    return {0.0: "no", 1.0: "yes"}.get(share, f"yes in {share:.0%}")
