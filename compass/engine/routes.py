"""Which rule leads to which result: the static graph of a pack, and what of it is live at the answers of a run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from compass.engine.cells import Cells
from compass.engine.code import reference_name
from compass.engine.program import Program, Rule, active_name, criterion_name, truth_name
from compass.engine.readings import Readings
from compass.engine.run import Run
from compass.engine.values import CLOSED
from compass.model.trace import Path, Stop

Vertex = tuple[str | None, str]
"""An option (None: of a pack alone) and the name of a rule or of a result."""


def adds_name(node: str, criterion: str) -> str:
    """Name what a node adds to a criterion."""
    return f"_adds_{node}:{criterion}"


def result_name(criterion: str) -> str:
    """Name the result of a criterion."""
    return f"_result_{criterion}"


@dataclass(frozen=True)
class Routes:
    """The links between the rules of a program and its results; `run` and `cells` say which are live."""

    program: Program
    run: Run | None = None
    cells: Cells | None = None

    @cached_property
    def options(self) -> tuple[str | None, ...]:
        return tuple(option.id for option in self.run.options) if self.run is not None else (None,)

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """What reads each name: rules, what nodes add, results of criteria."""
        found = {name: list(users) for name, users in self.program.users.items()}
        for needed, name in self._results():
            found.setdefault(name, [])
            found.setdefault(needed, []).append(name)
        return {name: tuple(dict.fromkeys(users)) for name, users in found.items()}

    @cached_property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """What each name reads."""
        found: dict[str, list[str]] = {name: [] for name in self.users}
        for name, users in self.users.items():
            for user in users:
                found[user].append(name)
        return {name: tuple(needs) for name, needs in found.items()}

    def _results(self) -> Iterator[tuple[str, str]]:
        pack, rules = self.program.pack, self.program.rules
        for criterion, flows in self.program.sums.items():
            for each in flows:
                added = adds_name(each.node, criterion)
                yield from ((name, added) for name in (each.amount, each.factor, active_name(each.node)) if name)
                yield added, result_name(criterion)
        for node, record in pack.nodes.items():
            if record.described is not None:
                added = adds_name(node, record.described.criterion)
                yield from ((name, added) for name in (record.described.by, active_name(node)))
                yield added, result_name(record.described.criterion)
        for criterion in pack.criteria:
            own = (criterion_name(criterion), truth_name("when", criterion))
            yield from ((name, result_name(criterion)) for name in own if name in rules)

    def onward(self, vertex: Vertex) -> Iterator[Vertex]:
        """Give what reads a vertex, and is live."""
        option, name = vertex
        for user in self.users[name]:
            is_reference = user == reference_name(name)
            for other in self.options if is_reference else (option,):
                if self._leads(vertex, (other, user)):
                    yield other, user

    def back(self, vertex: Vertex) -> Iterator[Vertex]:
        """Give what a vertex reads, and is live."""
        option, name = vertex
        for needed in self.needs[name]:
            is_reference = name == reference_name(needed)
            source = self.run.reference if is_reference and self.run is not None else option
            if self._leads((source, needed), vertex):
                yield source, needed

    def is_live(self, vertex: Vertex) -> bool:
        """Say whether a vertex is open, or active, at the answers given; always so without a run."""
        option, name = vertex
        if self.run is None or option is None:
            return True
        scope = self.run.scopes[option]
        if name in self.program.rules:
            return (
                name in scope and scope[name] is not CLOSED and (name not in self._activity or scope[name] is not False)
            )
        if name in self.criteria:
            return self.run.concerned[option][self.criteria[name]]
        node, criterion = self.added[name]
        described = self.program.pack.criteria[criterion].described is not None
        return scope[active_name(node)] is not False if described else node in self.run.added[option].get(criterion, {})

    def _leads(self, source: Vertex, target: Vertex) -> bool:
        if self.run is None:
            return True
        if not (self.is_live(source) and self.is_live(target)):
            return False
        option, name = target
        rule = self.program.rules.get(name)
        if rule is None or option is None:
            return True
        if rule.kind == "reference":
            return source[0] == self.run.reference
        return source[1] in self._read(option, rule)

    def _read(self, option: str, rule: Rule) -> frozenset[str]:
        if (option, rule.name) not in self._kept:
            assert self.run is not None
            read = set(rule.needs)
            if rule.kind == "question" and self.cells is not None:
                cell = self.cells.of(rule.item, option)
                stand_in = {self.program.stand_ins.get(rule.item, "")}
                read = set() if cell.state == "fixed" else read - (stand_in if cell.known is not None else set())
            elif rule.kind in ("quantity", "formula", "condition"):
                read = self._readings.read(rule, self.run.scopes[option])
            self._kept[option, rule.name] = frozenset(read)
        return self._kept[option, rule.name]

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.program)

    @cached_property
    def _kept(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    @cached_property
    def _activity(self) -> frozenset[str]:
        return frozenset(active_name(node) for node in self.program.pack.nodes)

    @cached_property
    def criteria(self) -> Mapping[str, str]:
        return {result_name(criterion): criterion for criterion in self.program.pack.criteria}

    @cached_property
    def added(self) -> Mapping[str, tuple[str, str]]:
        pairs = [(each.node, criterion) for criterion, flows in self.program.sums.items() for each in flows]
        pairs += [(n, node.described.criterion) for n, node in self.program.pack.nodes.items() if node.described]
        return {adds_name(*pair): pair for pair in pairs}

    def stop(self, name: str) -> Stop | None:
        """Tell a vertex as a stop; None for what only passes a value on."""
        if name in self.criteria:
            return Stop(kind="criterion", id=self.criteria[name])
        if name in self.added:
            return Stop(kind="node", id=self.added[name][0])
        rule = self.program.rules[name]
        match rule.kind:
            case "question" | "factor" | "quantity" | "condition" | "constant" | "active":
                return Stop(kind=rule.kind, id=rule.item)
            case "formula":
                return _formula_stop(rule)
            case "truth":
                return _truth_stop(rule)
        return None


def _formula_stop(rule: Rule) -> Stop | None:
    kind, owner, what, *rest = map(str, (*rule.path, "", ""))
    if kind == "nodes":
        return Stop(kind="flow" if what == "flows" else "impact", id=f"{owner}.{rest[0]}")
    if what == "characterise":
        return Stop(kind="characterisation", id=f"{owner}.{rest[0]}")
    return Stop(kind="anchor", id=owner) if what == "anchors" else None


def _truth_stop(rule: Rule) -> Stop | None:
    for kind in ("finding", "knock_out", "suits"):
        if rule.name == truth_name(kind, rule.item):
            return Stop(kind=kind, id=rule.item)
    return None


def walk(starts: Iterable[Vertex], step: Callable[[Vertex], Iterable[Vertex]]) -> dict[Vertex, Vertex | None]:
    """Give each vertex that is reached from the starts, nearest first, with the one before it."""
    before: dict[Vertex, Vertex | None] = dict.fromkeys(starts)
    waiting = deque(before)
    while waiting:
        vertex = waiting.popleft()
        for following in step(vertex):
            if following not in before:
                before[following] = vertex
                waiting.append(following)
    return before


def path_to(end: Vertex, before: Mapping[Vertex, Vertex | None]) -> list[str]:
    """Give the names from a start to an end."""
    names = [end[1]]
    vertex = before[end]
    while vertex is not None:
        names.append(vertex[1])
        vertex = before[vertex]
    return names[::-1]


def told(routes: Routes, names: Iterable[str], end: Stop | None, live: tuple[str, ...] | None) -> Path:
    """Tell the names of a path as stops, `end` last; that a node adds what its own flow gives is not told."""
    stops = list(dict.fromkeys(stop for stop in map(routes.stop, names) if stop is not None))
    last = end if end is not None and end.kind == "node" else stops[-1]
    kept = [stop for stop in stops if stop.kind != "node" or stop == last]
    if last.kind == "node" and kept[-1].kind in ("flow", "impact", "active"):
        kept = [stop for stop in kept if stop != last]
    return Path(stops=tuple(kept), live=live)
