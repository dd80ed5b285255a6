"""One pass over all options: every rule that an active consequence needs, computed once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from compass.engine.binding import Binder, Reported, bind_factor
from compass.engine.cells import Cells
from compass.engine.draws import Columns
from compass.engine.faults import Fault, Path
from compass.engine.program import Program, Rule, active_name, criterion_name, truth_name
from compass.engine.values import (
    CLOSED,
    FUNCTIONS,
    Missing,
    Special,
    Value,
    all_hold,
    any_holds,
    choose,
    holds,
    is_open,
    partly,
    parts,
    strongest,
)  # fmt: skip
from compass.model.assessment import Assessment, Option

Scope = dict[str, Value]


class CannotRun(Exception):
    """Well-formed input that can't be computed; `faults` say why, by path."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(str(self.faults))


@dataclass(frozen=True)
class Run:
    """Every value computed for every option.

    `scopes[option][name]` is the value of a rule; `totals[option][criterion]` a number or a column, absent where the
    criterion does not concern the option; `added[option][criterion][node]` what each node adds.
    """

    program: Program
    options: tuple[Option, ...]
    reference: str | None
    draws: int
    scopes: dict[str, Scope]
    totals: dict[str, dict[str, Value]] = field(default_factory=dict)
    added: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)
    concerned: dict[str, dict[str, bool]] = field(default_factory=dict)


def run(program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> Run:
    """Compute every criterion of every option.

    Raises CannotRun: V001 for each cell that is needed, unanswered and without an assumption; V002 for a division
    by zero, a logarithm of nothing or an overflow that a result uses.
    """
    runner = Runner(program, assessment, cells, columns)
    runner.fill({option.id: [active_name(node) for node in program.pack.nodes] for option in assessment.options})
    runner.fill({option.id: _wanted(program, runner.scopes[option.id]) for option in assessment.options})
    result = Run(program, assessment.options, reference_option(program, assessment), columns.draws, runner.scopes)
    faults: list[Fault] = []
    for option in assessment.options:
        _Summing(result, option, faults).sum()
    if faults:
        raise CannotRun(_placed(faults, assessment))
    return result


def run_known(program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> dict[str, Scope]:
    """Compute the conditions of findings, knock-outs and fitness on what is known; the rest stays undecided."""
    runner = Runner(program, assessment, cells, columns, known_only=True)
    told = [name for name, rule in program.rules.items() if rule.kind == "truth"]
    runner.fill({option.id: told for option in assessment.options})
    return runner.scopes


def reference_option(program: Program, assessment: Assessment) -> str | None:
    """Give the option against which change is counted: the one named in the settings, else the only one of the
    alternative marked `reference`."""
    if assessment.settings.reference is not None:
        return assessment.settings.reference
    marked = {id for id, node in program.pack.alternatives().items() if node.reference}
    found = [option.id for option in assessment.options if option.alternative in marked]
    return found[0] if len(found) == 1 else None


class Runner:
    """Fills the scope of each option, rule by rule."""

    def __init__(
        self, program: Program, assessment: Assessment, cells: Cells, columns: Columns, known_only: bool = False
    ) -> None:
        self.program, self.cells, self.columns = program, cells, columns
        self.options = {option.id: option for option in assessment.options}
        self.reference = reference_option(program, assessment)
        self.binder = Binder(program, columns, known_only)
        self.scopes: dict[str, Scope] = {id: dict(FUNCTIONS) for id in self.options}
        self._alternatives = tuple(program.pack.alternatives())

    def fill(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Compute the wanted names of each option, and all that they need."""
        reach = {id: self.program.graph.reach(names) for id, names in wanted.items()}
        if self.reference is not None:
            referred = {
                name for names in reach.values() for name in names if self.program.rules[name].kind == "reference"
            }
            reach[self.reference] |= self.program.graph.reach(referred)
        with np.errstate(all="ignore"):
            for name, rule in self.program.rules.items():
                self._rule(name, rule, [id for id in self.options if name in reach[id] and name not in self.scopes[id]])

    def _rule(self, name: str, rule: Rule, options: list[str]) -> None:
        if not options:
            return
        if rule.per_option:
            for option in options:
                self.scopes[option][name] = self._value(rule, option)
            return
        known = next((scope[name] for scope in self.scopes.values() if name in scope), None)
        value = self._value(rule, options[0]) if known is None else known
        for option in options:
            self.scopes[option][name] = value

    def _value(self, rule: Rule, option: str) -> Value:
        scope = self.scopes[option]
        match rule.kind:
            case "question":
                return self._question(rule, option)
            case "reported":
                return self._reported(rule, scope)
            case "factor":
                return bind_factor(rule.item, self.program.pack.factors[rule.item], self.columns)
            case "constant":
                return self._constant(rule, option)
            case "reference":
                return self.scopes[self.reference][rule.item] if self.reference is not None else CLOSED
            case "site":
                asked, default = scope[rule.item], scope[self.program.pack.header.site or ""]
                return choose(is_open(asked), lambda: asked, lambda: default)
            case "active":
                return self._active(rule, option)
            case "quantity":
                return self._banded(rule, evaluate(rule, scope))
            case _:
                return evaluate(rule, scope)

    def _constant(self, rule: Rule, option: str) -> Value:
        if rule.name == "horizon":
            return self.program.pack.header.horizon
        return self._alternatives.index(self.options[option].alternative)

    def _question(self, rule: Rule, option: str) -> Value:
        scope, cell = self.scopes[option], self.cells.of(rule.item, option)
        if cell.state == "fixed":
            return self.binder.value(cell, scope)
        opened = all_hold([when.value(scope) for when in rule.whens])
        if opened is False:
            return CLOSED
        value = self.binder.value(cell, scope)
        if opened is True or isinstance(value, Special):
            return value
        if isinstance(opened, Special):
            return opened
        if isinstance(value, Reported):
            return replace(value, metrics={m: _closed_where(v, opened) for m, v in value.metrics.items()})
        if isinstance(value, dict):
            return {i: holds(_closed_where(v, opened)) for i, v in value.items()}
        return _closed_where(value, opened)

    def _reported(self, rule: Rule, scope: Scope) -> Value:
        value = scope[rule.item]
        if isinstance(value, Special):
            return value
        metric = rule.name.removeprefix(f"_reported_{rule.item}_")
        return value.metrics[metric] if metric in value.metrics else Missing(frozenset({rule.item}))

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

    def _banded(self, rule: Rule, value: Value) -> Value:
        bands = self.program.pack.quantities[rule.item].bands
        if bands is None or isinstance(value, Special):
            return value
        number, closed = parts(value)
        edges = np.array(sorted(bands.values()))
        names = np.array(sorted(bands, key=lambda band: bands[band]), dtype=float)
        index = np.minimum(np.searchsorted(edges, number, side="left"), len(edges) - 1)
        found = np.where(np.isnan(number), np.nan, names[index])
        return partly(found, closed) if found.ndim else float(found)


def evaluate(rule: Rule, scope: Scope) -> Value:
    """Run the compiled formula of a rule."""
    assert rule.code is not None
    value = rule.code.value(scope)
    return holds(value) if rule.kind in ("condition", "truth") else value


def _closed_where(value: Value, opened: Value) -> Value:
    number, closed = parts(value)
    shut = ~(opened != 0)
    return partly(np.broadcast_to(np.asarray(number), shut.shape), shut if closed is None else shut | closed)


def _wanted(program: Program, scope: Scope) -> list[str]:
    """Name what an option's result needs: the flows of its active nodes, the formulas, the told conditions."""
    pack = program.pack
    wanted = [name for name, rule in program.rules.items() if rule.kind == "truth"]
    wanted += [criterion_name(id) for id, criterion in pack.criteria.items() if criterion.kind == "formula"]
    wanted += [shown for question in pack.questions.values() for shown in question.shows]
    for flowing in (each for sums in program.sums.values() for each in sums):
        if scope[active_name(flowing.node)] is not False:
            wanted += [flowing.amount, *([flowing.factor] if flowing.factor else [])]
    return wanted + [node.described.by for node in pack.nodes.values() if node.described is not None]


class _Summing:
    """Sums the criteria of one option and collects what makes that impossible."""

    def __init__(self, result: Run, option: Option, faults: list[Fault]) -> None:
        self.run, self.option, self.faults = result, option, faults
        self.scope = result.scopes[option.id]
        self.pack = result.program.pack

    def sum(self) -> None:
        totals: dict[str, Value] = {}
        self.run.totals[self.option.id] = totals
        self.run.added[self.option.id] = {}
        self.run.concerned[self.option.id] = {}
        for id, criterion in self.pack.criteria.items():
            concerns = self.scope[truth_name("when", id)] is True if criterion.when is not None else True
            value = getattr(self, f"_{criterion.kind}")(id) if concerns else CLOSED
            self.run.concerned[self.option.id][id] = concerns and value is not CLOSED
            if value is CLOSED and criterion.otherwise is not None:
                value = criterion.otherwise
            number, closed = parts(value)
            if closed is not None:
                number = np.where(closed, np.nan if criterion.otherwise is None else criterion.otherwise, number)
            if value is not CLOSED:
                totals[id] = number

    def _additive(self, id: str) -> Value:
        added: dict[str, Value] = {}
        for flowing in self.run.program.sums[id]:
            active = self.scope[active_name(flowing.node)]
            if active is False:
                continue
            amount = self._product(flowing.amount, flowing.factor, active)
            if amount is not CLOSED:
                before = added.get(flowing.node, 0.0)
                added[flowing.node] = before + amount
        self.run.added[self.option.id][id] = added
        total: Value = 0.0
        for amount in added.values():
            total = total + amount
        return total

    def _product(self, amount: str, factor: str | None, active: Value) -> Value:
        value = self.scope[amount]
        if value is CLOSED:
            return CLOSED
        if factor is not None:
            value = value * self.scope[factor]
        if isinstance(active, Special):
            value = strongest(active, value) if isinstance(value, Special) else active
        if isinstance(value, Special):
            self._missing(value)
            return CLOSED
        number, closed = parts(value)
        where = active if closed is None else all_hold([active, ~closed])
        number = number if where is True else np.where(where, number, 0.0)
        if np.any(~np.isfinite(number)):
            self._fault(amount if factor is None or not _finite(self.scope[amount]) else factor)
            return CLOSED
        return number

    def _formula(self, id: str) -> Value:
        value = self.scope[criterion_name(id)]
        if isinstance(value, Special):
            if value is not CLOSED:
                self._missing(value)
            return CLOSED
        if not _finite(value):
            self._fault(criterion_name(id))
            return CLOSED
        return value

    def _described(self, id: str) -> Value:
        worst: Value = 0.0
        pick = np.maximum if self.pack.criteria[id].objective == "minimise" else np.minimum
        first = True
        for node_id, node in self.pack.nodes.items():
            active = self.scope[active_name(node_id)]
            if node.described is None or node.described.criterion != id or active is False:
                continue
            level = self._level(node_id, active)
            worst = level if first else pick(worst, level)
            first = False
        return worst

    def _level(self, node_id: str, active: Value) -> Value:
        described = self.pack.nodes[node_id].described
        assert described is not None
        chosen = self.scope[described.by]
        if chosen is CLOSED:
            return 0.0
        if isinstance(chosen, Special) or isinstance(active, Special):
            self._missing(chosen if isinstance(chosen, Special) else active)
            return 0.0
        question = self.pack.questions[described.by]
        options = ("no", "yes") if question.type == "yes_no" else self.pack.options_of(question)
        table = np.array([float(described.levels[option]) for option in options])
        index, closed = parts(chosen)
        level = table[np.asarray(index, dtype=int)]
        level = level if closed is None else np.where(closed, 0.0, level)
        level = level if active is True else np.where(active, level, 0.0)
        return level if level.ndim else float(level)

    def _missing(self, value: Value) -> None:
        cells = value.cells if isinstance(value, Missing) else frozenset({"?"})
        self.faults.extend(
            Fault("V001", ("cell", cell, self.option.id), None, {"cell": cell}) for cell in sorted(cells)
        )

    def _fault(self, name: str) -> None:
        program = self.run.program
        reach = program.graph.reach([name])
        source = next((n for n in program.rules if n in reach and not _finite(self.scope.get(n, 0.0))), name)
        rule = program.rules[source]
        self.faults.append(Fault("V002", rule.path, None, {"name": rule.item, "option": self.option.id}))


def _finite(value: Value) -> bool:
    if isinstance(value, Special | dict | Reported | str) or value is None:
        return True
    number, closed = parts(value)
    bad = ~np.isfinite(number) if closed is None else ~np.isfinite(number) & ~closed
    return not np.any(bad)


def _placed(faults: Iterable[Fault], assessment: Assessment) -> Iterable[Fault]:
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
