"""Computes the rules of a program for the options of an assessment, each after what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import numpy as np

from compass.engine.binding import Binder, Reported, bind_factor
from compass.engine.cells import Cells, is_owed
from compass.engine.draws import Columns
from compass.engine.faults import Fault, Path
from compass.engine.functions import FUNCTIONS
from compass.engine.logic import all_hold, any_holds, choose, holds, is_open
from compass.engine.program import Program, Rule, active_name
from compass.engine.settings import marked_reference
from compass.engine.values import CLOSED, Missing, Special, Value, faulty_where, partly, parts
from compass.model.assessment import Assessment

Scope = dict[str, Value]


class CannotRun(Exception):
    """Well-formed input that can't be computed; `faults` say why, by path."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(str(self.faults))


def reference_option(program: Program, assessment: Assessment) -> str | None:
    """Give the option against which change is counted: the one named in the settings, else the only one of the
    alternative marked `reference`."""
    if assessment.settings.reference is not None:
        return assessment.settings.reference.option
    return marked_reference(program.pack, assessment)


class Filler:
    """Fills the scope of each option, rule by rule."""

    def __init__(
        self,
        program: Program,
        assessment: Assessment,
        cells: Cells,
        columns: Columns,
        known_only: bool = False,
        functions: Mapping[str, Any] = FUNCTIONS,
    ) -> None:
        self.program, self.cells, self.columns = program, cells, columns
        self.options = {option.id: option for option in assessment.options}
        self.reference = reference_option(program, assessment)
        self.binder = Binder(program, columns, known_only)
        self.scopes: dict[str, Scope] = {id: dict(functions) for id in self.options}
        self._alternatives = tuple(program.pack.alternatives())

    def in_order(self) -> list[str]:
        """Give the options, the reference first: what it has the others may refer to."""
        return sorted(self.scopes, key=lambda option: option != self.reference)

    def take(self, assessment: Assessment, cells: Cells) -> None:
        """Go on with other answers about the same options; what was computed stays."""
        self.options = {option.id: option for option in assessment.options}
        self.cells = cells

    def fill(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Compute the wanted names of each option, and all that they need."""
        with np.errstate(all="ignore"):
            for option, names in self.reach(wanted).items():
                self._fill(option, names - self.scopes[option].keys())

    def reach(self, wanted: Mapping[str, Iterable[str]]) -> dict[str, AbstractSet[str]]:
        """Give what the wanted names of each option need, the reference option first.

        Raises CannotRun A013 where a difference is wanted and there is no reference option.
        """
        reach = {id: self._reach(id, names) for id, names in wanted.items()}
        rules = self.program.rules
        referred = {name for names in reach.values() for name in names if rules[name].kind == "reference"}
        if self.reference is not None:
            reach[self.reference] |= self._reach(self.reference, referred)
        elif referred:
            raise CannotRun([Fault("A013", ("options",))])
        return {option: reach[option] for option in self.in_order() if option in reach}

    def _reach(self, option: str, names: Iterable[str]) -> AbstractSet[str]:
        """Give what names need; what is computed to stand in for an answer is not needed where there is one."""
        reach = self.program.graph.reach(names)
        idle = {
            id: quantity
            for id, quantity in self.program.stand_ins.items()
            if id in reach and self.cells.of(id, option).state not in ("blank", "unknown")
        }
        return self.program.graph.reach_without(names, idle) if idle else reach

    def _fill(self, option: str, names: AbstractSet[str]) -> None:
        scope = self.scopes[option]
        for name, rule in self.program.rules.items():
            if name in names:
                scope[name] = self.value(rule, option)

    def value(self, rule: Rule, option: str) -> Value:
        """Compute one rule for one option; what it needs stands in the option's scope."""
        scope = self.scopes[option]
        if rule.code is not None:
            return evaluate(rule, scope)
        match rule.kind:
            case "active":
                return self._active(rule, option)
            case "question":
                return self._question(rule, option)
            case "factor":
                return bind_factor(self.program, rule.item, self.columns)
            case "reported":
                return self._reported(rule, option)
            case "unknown":
                return self._unknown(rule, option)
            case "reference":
                assert self.reference is not None
                return self.scopes[self.reference][rule.item]
            case "site":
                asked, default = scope[rule.item], scope[self.program.pack.header.site or ""]
                return choose(is_open(asked), lambda: asked, lambda: default)
        return self._constant(rule, option)

    def _constant(self, rule: Rule, option: str) -> Value:
        if rule.name == "horizon":
            return self.program.pack.header.horizon
        alternative = self.options[option].alternative
        return CLOSED if alternative is None else self._alternatives.index(alternative)

    def _question(self, rule: Rule, option: str) -> Value:
        scope, cell = self.scopes[option], self.cells.of(rule.item, option)
        if cell.state == "fixed" or not rule.whens:
            return self.binder.value(cell, scope)
        opened = all_hold([when.value(scope) for when in rule.whens])
        value = CLOSED if opened is False else self.binder.value(cell, scope)
        if value is CLOSED or opened is True:
            return value
        if isinstance(opened, Special):
            return opened
        if isinstance(value, Special):
            return value
        if isinstance(value, Reported):
            return replace(value, metrics={m: _closed_where(v, opened) for m, v in value.metrics.items()})
        if isinstance(value, dict):
            return {i: _closed_where(v, opened) for i, v in value.items()}
        return _closed_where(value, opened)

    def _reported(self, rule: Rule, option: str) -> Value:
        value = self.scopes[option][rule.item]
        if isinstance(value, Special):
            return value
        metric = rule.name.removeprefix(f"_reported_{rule.item}_")
        missing = Missing(frozenset({self.cells.of(rule.item, option).name}))
        return value.metrics.get(metric, missing)

    def _unknown(self, rule: Rule, option: str) -> Value:
        """Say whether an open question is unknown, or left blank though the vendor owes its answer."""
        question, cell = self.program.pack.questions[rule.item], self.cells.of(rule.item, option)
        owed = cell.state == "blank" and is_owed(self.program.pack, question, self.options[option])
        if cell.state != "unknown" and not owed:
            return False
        return all_hold([when.value(self.scopes[option]) for when in rule.whens])

    def _active(self, rule: Rule, option: str) -> Value:
        node, scope = self.program.pack.nodes[rule.item], self.scopes[option]
        if node.level == "alternative" and self.options[option].alternative != rule.item:
            return False
        truths = [when.value(scope) for when in rule.whens]
        if node.caused_by:
            truths.append(any_holds([scope[active_name(cause)] for cause in node.caused_by]))
        if node.question is not None:
            truths.append(is_open(scope[node.question]))
        return all_hold(truths)


def evaluate(rule: Rule, scope: Scope) -> Value:
    """Run the compiled formula of a rule; a quantity with bands gives its band."""
    assert rule.code is not None
    value = rule.code.value(scope)
    if rule.kind in ("condition", "truth"):
        return holds(value)
    return value if rule.bands is None or isinstance(value, Special) else _banded(rule.bands, value)


def _banded(bands: Mapping[int, float], value: Value) -> Value:
    """Give the first band whose upper edge, included, reaches a value; a value beyond the last is a fault."""
    number, closed = parts(value)
    names = sorted(bands, key=lambda band: bands[band])
    index = np.searchsorted([bands[name] for name in names[:-1]], number, side="left")
    found = faulty_where(number > bands[names[-1]], np.array(names, dtype=float)[index])
    found = np.where(np.isnan(number), np.nan, found)
    return partly(found, closed) if found.ndim else float(found)


def _closed_where(value: Value, opened: Value) -> Value:
    number, closed = parts(value)
    shut = ~(opened != 0)
    return partly(np.broadcast_to(np.asarray(number), shut.shape), shut if closed is None else shut | closed)


def placed(faults: Iterable[Fault], assessment: Assessment) -> Iterable[Fault]:
    """Turn a missing cell into its path in the assessment; tell each fault once."""
    index = {option.id: position for position, option in enumerate(assessment.options)}
    told: set[tuple[str, Path]] = set()
    for fault in faults:
        path = fault.path
        if fault.code == "V001":
            question, _, option = str(path[1]).partition("@")
            path = ("options", index[option], "answers", question) if option else ("need", question)
        if (fault.code, path) not in told:
            told.add((fault.code, path))
            yield Fault(fault.code, path, None, fault.details)
