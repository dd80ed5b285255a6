"""One pass over all options: every rule that an active consequence needs, computed once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add

import numpy as np

from compass.engine.binding import Binder, Reported, bind_factor
from compass.engine.cells import Cells
from compass.engine.draws import Columns
from compass.engine.faults import Fault, Path
from compass.engine.program import Flowing, Program, Rule, active_name, criterion_name, truth_name
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
    by zero, a logarithm of nothing or an overflow that a result uses; A013 for differences without a reference.
    """
    runner = Runner(program, assessment, cells, columns)
    runner.fill({option.id: [active_name(node) for node in program.pack.nodes] for option in assessment.options})
    runner.fill({option.id: _wanted(program, runner.scopes[option.id]) for option in assessment.options})
    result = Run(program, assessment.options, reference_option(program, assessment), columns.draws, runner.scopes)
    faults: list[Fault] = []
    products: dict[tuple[int, ...], Value] = {}
    with np.errstate(all="ignore"):
        for option in assessment.options:
            _Summing(result, option, faults, products).sum()
    if faults:
        raise CannotRun(_placed(faults, assessment))
    return result


def run_known(program: Program, assessment: Assessment, cells: Cells, columns: Columns) -> dict[str, Scope]:
    """Compute the questions, and the conditions of findings, knock-outs and fitness, on what is known; the rest stays
    undecided."""
    runner = Runner(program, assessment, cells, columns, known_only=True)
    told = [name for name, rule in program.rules.items() if rule.kind in ("truth", "question")]
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
        self._places = {name: place for place, name in enumerate(program.rules)}
        self._references = frozenset(name for name, rule in program.rules.items() if rule.kind == "reference")
        self._shared: Scope = {}
        self._evaluated: dict[tuple[object, ...], Value] = {}

    def fill(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Compute the wanted names of each option, and all that they need."""
        reach = {id: self.program.graph.reach(names) for id, names in wanted.items()}
        referred = self._references & frozenset().union(*reach.values())
        if self.reference is not None:
            reach[self.reference] |= self.program.graph.reach(referred)
        elif referred:
            raise CannotRun([Fault("A013", ("options",))])
        with np.errstate(all="ignore"):
            for option in sorted(wanted, key=lambda id: id != self.reference):
                self._fill(option, reach[option] - self.scopes[option].keys())

    def _fill(self, option: str, names: AbstractSet[str]) -> None:
        """Compute the names for one option, in order; what is the same for all options is computed for the first."""
        scope, rules, shared = self.scopes[option], self.program.rules, self._shared
        for name in sorted(names, key=self._places.__getitem__):
            rule = rules[name]
            if rule.code is not None:
                scope[name] = self._evaluate(rule, scope)
            elif rule.per_option:
                scope[name] = self._value(rule, option)
            else:
                if name not in shared:
                    shared[name] = self._value(rule, option)
                scope[name] = shared[name]

    def _value(self, rule: Rule, option: str) -> Value:
        """Give the value of a rule that is no formula."""
        scope = self.scopes[option]
        match rule.kind:
            case "active":
                return self._active(rule, option)
            case "question":
                return self._question(rule, option)
            case "factor":
                return bind_factor(rule.item, self.program.pack.factors[rule.item], self.columns)
            case "reported":
                return self._reported(rule, option)
            case "reference":
                assert self.reference is not None
                return self.scopes[self.reference][rule.item]
            case "site":
                asked, default = scope[rule.item], scope[self.program.pack.header.site or ""]
                return choose(is_open(asked), lambda: asked, lambda: default)
            case _:
                return self._constant(rule, option)

    def _evaluate(self, rule: Rule, scope: Scope) -> Value:
        """Run a formula, once for all options in which it reads the very same values."""
        key = (rule.name, *map(id, map(scope.get, rule.needs)))
        if key not in self._evaluated:
            self._evaluated[key] = evaluate(rule, scope)
        return self._evaluated[key]

    def _constant(self, rule: Rule, option: str) -> Value:
        if rule.name == "horizon":
            return self.program.pack.header.horizon
        return self._alternatives.index(self.options[option].alternative)

    def _question(self, rule: Rule, option: str) -> Value:
        scope, cell = self.scopes[option], self.cells.of(rule.item, option)
        if cell.state == "fixed":
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
    """Give the first band whose upper edge, included, reaches a value; the last one beyond."""
    number, closed = parts(value)
    names = sorted(bands, key=lambda band: bands[band])
    index = np.searchsorted([bands[name] for name in names[:-1]], number, side="left")
    found = np.where(np.isnan(number), np.nan, np.array(names, dtype=float)[index])
    return partly(found, closed) if found.ndim else float(found)


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
    active = {node for node in pack.nodes if scope[active_name(node)] is not False}
    for flowing in (each for sums in program.sums.values() for each in sums if each.node in active):
        wanted += [flowing.amount, flowing.factor] if flowing.factor else [flowing.amount]
    return wanted + [node.described.by for node in pack.nodes.values() if node.described is not None]


class _Summing:
    """Sums the criteria of one option and collects what makes that impossible; options share `products`."""

    def __init__(
        self, result: Run, option: Option, faults: list[Fault], products: dict[tuple[int, ...], Value]
    ) -> None:
        self.run, self.option, self.faults, self.products = result, option, faults, products
        self.scope = result.scopes[option.id]
        self.pack = result.program.pack
        self.active = {node: self.scope[active_name(node)] for node in self.pack.nodes}

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
        self.run.added[self.option.id][id] = added
        for flowing in self.run.program.sums[id]:
            amount = self._amount(flowing)
            if amount is not CLOSED:
                added[flowing.node] = added[flowing.node] + amount if flowing.node in added else amount
        total: Value = reduce(add, added.values()) if added else 0.0
        if not _finite(total):
            self._find_faults(id)
        return total

    def _amount(self, flowing: Flowing) -> Value:
        """Give what one flow adds: a number, or CLOSED where it adds nothing or is missing."""
        active = self.active[flowing.node]
        if active is False or self.scope[flowing.amount] is CLOSED:
            return CLOSED
        value = self._product(flowing, active)
        if isinstance(value, Special) and value is not CLOSED:
            self._missing(value)
            return CLOSED
        return value

    def _product(self, flowing: Flowing, active: Value) -> Value:
        """Multiply a flow by its factor, once for all options in which the very same values meet."""
        amount = self.scope[flowing.amount]
        factor = 1.0 if flowing.factor is None else self.scope[flowing.factor]
        key = (id(amount), id(factor), id(active))
        if key not in self.products:
            self.products[key] = active_product(amount, factor, active)
        return self.products[key]

    def _find_faults(self, id: str) -> None:
        """Name what is not finite among the flows of a criterion whose total is not."""
        for flowing in self.run.program.sums[id]:
            if not _finite(self._amount(flowing)):
                names = (active_name(flowing.node), flowing.amount, flowing.factor or flowing.amount)
                self._fault(next((name for name in names if not _finite(self.scope[name])), flowing.amount))

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
        worst = np.fmax if self.pack.criteria[id].objective == "minimise" else np.fmin
        levels = [self._level(node) for node, each in self.pack.nodes.items() if each.described is not None
                  and each.described.criterion == id]  # fmt: skip
        found = np.nan_to_num(worst.reduce(np.broadcast_arrays(np.nan, *levels), axis=0), nan=0.0)
        return found if found.ndim else float(found)

    def _level(self, node: str) -> Value:
        """Give the level of a described node; NaN where the node is not active or its question closed."""
        described, active = self.pack.nodes[node].described, self.scope[active_name(node)]
        assert described is not None
        chosen = self.scope[described.by]
        if active is False or chosen is CLOSED:
            return np.nan
        for state in (active, chosen):
            if isinstance(state, Special):
                self._missing(state)
                return np.nan
        if not _finite(active):
            self._fault(active_name(node))
            return np.nan
        question = self.pack.questions[described.by]
        options = ("no", "yes") if question.type == "yes_no" else self.pack.options_of(question)
        index, closed = parts(chosen)
        level = np.array([float(described.levels[option]) for option in options])[np.asarray(index, dtype=int)]
        return np.where(all_hold([active, True if closed is None else ~closed]), level, np.nan)

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


def active_product(amount: Value, factor: Value, active: Value) -> Value:
    """Give what a flow adds: its amount times its factor in the draws in which its node is active."""
    value = amount if isinstance(factor, float) and factor == 1 else amount * factor
    if isinstance(active, Special):
        return strongest(active, value) if isinstance(value, Special) else active
    if isinstance(value, Special):
        return value
    number, closed = parts(value)
    where = active if closed is None else all_hold([active, ~closed])
    if where is True:
        return number
    kept = np.where(where, number, 0.0)
    return kept if _finite(active) else np.where(np.isnan(active), np.nan, kept)


def _finite(value: Value) -> bool:
    if isinstance(value, Special | dict | Reported | str) or value is None:
        return True
    number, closed = parts(value)
    finite = np.isfinite(number) if closed is None else np.isfinite(number) | closed
    return bool(np.all(finite))


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
