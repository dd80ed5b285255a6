"""Compiles a pack: every formula checked, every rule put into its order.

Checking is compiling: a pack whose program has no faults can be run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compass.engine.code import Code, reference_name, reported_name, unknown_name
from compass.engine.faults import Fault, Path
from compass.engine.formulas import Formulas
from compass.engine.graph import Graph
from compass.engine.meanings import StudyType
from compass.engine.program import (
    Flowing,
    Kind,
    Known,
    Program,
    Rule,
    active_name,
    anchor_name,
    criterion_name,
    factor_name,
    flow_name,
    impact_name,
    truth_name,
)
from compass.engine.units import UnitFault, UnitTable
from compass.model.node import Node
from compass.model.pack import Pack


def compile_pack(pack: Pack, units: UnitTable, known: Known | None = None) -> tuple[Program, tuple[Fault, ...]]:
    """Compile a pack; give the program and every fault of its formulas, names, units and cycles.

    `known` is what the formulas of the same pack read when it was compiled before without a fault: they are
    translated when they are first computed.
    """
    compiler = _Compiler(pack, units, known or {})
    program = compiler.compile()
    return program, tuple(compiler.faults)


class _Compiler(Formulas):
    def __init__(self, pack: Pack, units: UnitTable, known: Known) -> None:
        super().__init__(pack, units, known)
        self.rules: dict[str, Rule] = {}
        self.sums: dict[str, list[Flowing]] = {id: [] for id, c in pack.criteria.items() if c.kind == "additive"}

    def compile(self) -> Program:
        self._constants()
        for id in self.pack.questions:
            self._question(id)
        for id in self.pack.factors:
            self._rule(id, "factor", id)
        for id, quantity in self.pack.quantities.items():
            path: Path = ("quantities", id, "formula")
            code = self.number(quantity.formula, quantity.unit, path)
            self._rule(id, "quantity", id, code, path=path)
            if quantity.bands is not None:
                self.rules[id] = replace(self.rules[id], bands=quantity.bands)
        for id, formula in self.pack.conditions.items():
            path = ("conditions", id)
            self._rule(id, "condition", id, self.truth(formula, path), path=path)
        for id, node in self.pack.nodes.items():
            self._node(id, node)
        for id in self.pack.criteria:
            self._criterion(id)
        for id, finding in self.pack.findings.items():
            self._told("finding", id, finding.when, ("findings", id, "when"))
        for id, knock_out in self.pack.knock_outs.items():
            self._told("knock_out", id, knock_out.when, ("knock_outs", id, "when"))
        self._references()
        self._unknowns()
        return self._ordered()

    def _constants(self) -> None:
        self._rule("alternative", "constant", "alternative", per_option=True)
        self._rule("horizon", "constant", "horizon")

    def _rule(self, name: str, kind: Kind, item: str, code: Code | None = None, *, whens: Iterable[Code] = (),
              needs: Iterable[str] = (), per_option: bool = False, path: Path = ()) -> None:  # fmt: skip
        listed = tuple(whens)
        read = set[str]()
        for needs_of, referred in (each.reads for each in (code, *listed) if each is not None):
            read.update(needs_of, map(reference_name, referred))
        self.rules[name] = Rule(name, kind, item, frozenset(read | set(needs)), code, listed, per_option, path)

    def _question(self, id: str) -> None:
        question = self.pack.questions[id]
        section = self.pack.sections[question.section]
        whens = []
        if section.when is not None:
            whens.append(self.truth(section.when, ("sections", question.section, "when")))
        if question.when is not None:
            whens.append(self.truth(question.when, ("questions", id, "when")))
        assumed = question.if_unknown
        needs = [assumed.quantity] if assumed is not None and assumed.quantity else []
        asked_of_options = not self.pack.is_asked_of_need(question)
        codes = [when for when in whens if when is not None]
        self._rule(id, "question", id, whens=codes, needs=needs, per_option=asked_of_options, path=("questions", id))
        if isinstance(meaning := self.meanings[id], StudyType):
            for metric, _ in meaning.metrics:
                name = reported_name(id, metric)
                self._rule(name, "reported", id, needs=[id], per_option=asked_of_options, path=("questions", id))

    def _node(self, id: str, node: Node) -> None:
        path: Path = ("nodes", id)
        whens = [self.truth(node.when, (*path, "when"))] if node.when is not None else []
        needs = [active_name(cause) for cause in node.caused_by if cause in self.pack.nodes]
        if node.question in self.pack.questions:
            needs.append(str(node.question))
        if node.described is not None and node.described.by in self.pack.questions:
            needs.append(node.described.by)
        codes = [when for when in whens if when is not None]
        self._rule(active_name(id), "active", id, whens=codes, needs=needs, per_option=True, path=path)
        site = self._site_of(node)
        for flow, formula in node.flows.items():
            unit = self.pack.flows[flow].unit if flow in self.pack.flows else None
            flow_path = (*path, "flows", flow)
            code = self.number(formula, unit, flow_path, site)
            self._rule(flow_name(id, flow), "formula", f"{id}.{flow}", code, per_option=True, path=flow_path)
        for criterion, formula in node.impacts.items():
            self._impact(id, criterion, formula, site)
        if node.suits is not None:
            self._told("suits", id, node.suits, (*path, "suits"))

    def _impact(self, id: str, criterion: str, formula: str, site: str | None) -> None:
        path: Path = ("nodes", id, "impacts", criterion)
        unit = self.pack.criteria[criterion].unit if criterion in self.pack.criteria else None
        code = self.number(formula, unit, path, site)
        self._rule(impact_name(id, criterion), "formula", f"{id}.{criterion}", code, per_option=True, path=path)
        if criterion in self.sums:
            self.sums[criterion].append(Flowing(id, "", impact_name(id, criterion), None))

    def _site_of(self, node: Node) -> str | None:
        return self._site(node.site)

    def _site(self, own: str | None) -> str | None:
        """Name the rule that holds a place, a node's `own` or the pack's default; a closed place takes the default."""
        default = self.pack.header.site
        asked = own or default
        if asked not in self.pack.questions or default not in self.pack.questions:
            return None
        name = f"_site_{asked}"
        if name not in self.rules:
            self._rule(name, "site", asked, needs=[asked, default])
        return name

    def _criterion(self, id: str) -> None:
        criterion = self.pack.criteria[id]
        path: Path = ("criteria", id)
        if criterion.when is not None:
            self._told("when", id, criterion.when, (*path, "when"))
        if criterion.formula is not None:
            code = self.number(criterion.formula, criterion.unit, (*path, "formula"))
            self._rule(criterion_name(id), "formula", id, code, per_option=True, path=(*path, "formula"))
        for end in ("worst", "best"):
            if criterion.anchors is not None:
                self._anchor(id, end, getattr(criterion.anchors, end), criterion.unit)
        for flow, formula in (criterion.characterise or {}).items():
            self._characterise(id, flow, formula, criterion.unit)

    def _anchor(self, id: str, end: str, formula: str, unit: str) -> None:
        path: Path = ("criteria", id, "anchors", end)
        code = self.number(formula, unit, path)
        if code is not None:
            self._rule(anchor_name(id, end), "formula", f"{id}.{end}", code, path=path)

    def _characterise(self, id: str, flow: str, formula: str, unit: str) -> None:
        path: Path = ("criteria", id, "characterise", flow)
        nodes = [(n, node) for n, node in self.pack.nodes.items() if flow in node.flows]
        sites = dict.fromkeys(self._site_of(node) for _, node in nodes) or {self._site(None): None}
        if flow not in self.pack.flows:
            return
        try:
            wanted = self.units.parse(unit).per(self.units.parse(self.pack.flows[flow].unit))
        except UnitFault:
            return
        for site in sites:
            name = factor_name(id, flow, site or "")
            code = self.compiled(formula, wanted, path, site)
            self._rule(name, "formula", f"{id} per {flow}", code, path=path)
            for node_id, node in nodes:
                if self._site_of(node) == site:
                    self.sums[id].append(Flowing(node_id, flow, flow_name(node_id, flow), name))

    def _told(self, kind: str, id: str, formula: str, path: Path) -> None:
        code = self.truth(formula, path, is_finding=kind == "finding")
        self._rule(truth_name(kind, id), "truth", id, code, path=path)

    def _references(self) -> None:
        for rule in list(self.rules.values()):
            for code in (rule.code, *rule.whens):
                for referred in code.reads.referred if code is not None else ():
                    self._rule(reference_name(referred), "reference", referred, needs=[referred], per_option=True)

    def _unknowns(self) -> None:
        wanted = frozenset[str]().union(*(rule.needs for rule in self.rules.values()))
        for asked in [self.rules[id] for id in self.pack.questions if unknown_name(id) in wanted]:
            self._rule(
                unknown_name(asked.item), "unknown", asked.item, whens=asked.whens, needs=[asked.name],
                per_option=asked.per_option, path=asked.path,
            )  # fmt: skip

    def _ordered(self) -> Program:
        graph = Graph({name: rule.needs for name, rule in self.rules.items()})
        cycles = graph.cycles()
        for cycle in cycles:
            shown = [self.rules[name].item for name in cycle]
            self.fault("G001", self.rules[cycle[0]].path, None, cycle=" → ".join(shown))
        if not cycles:
            self._scopes(graph.order())
        sums = {id: tuple(flowing) for id, flowing in self.sums.items()}
        return Program(self.pack, self.units, self.meanings, self.rules, graph, sums, self.formulas, self.reads)

    def _scopes(self, order: list[str]) -> None:
        """Mark what differs from option to option, and put the rules into their order."""
        for name in order:
            rule = self.rules[name]
            differs = rule.per_option or any(self.rules[need].per_option for need in rule.needs if need in self.rules)
            if differs and rule.kind == "question" and not rule.per_option:
                named = next(n for n in sorted(rule.needs) if n in self.rules and self.rules[n].per_option)
                self.fault("N008", rule.path, None, name=rule.item, other=named)
            if differs and name.startswith("_anchor_"):
                self.fault("N007", rule.path, None, name=", ".join(sorted(rule.needs)))
            self.rules[name] = rule if rule.per_option is differs else replace(rule, per_option=differs)
        self.rules = {name: self.rules[name] for name in order}
