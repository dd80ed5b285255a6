"""Which way a formula went for one option: the truth of each condition that it asks, and what it reads in the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from compass.engine.code import Code, reference_name, unknown_name
from compass.engine.expression import NAMES_ONLY, Expression, argument_names, function_name, parse
from compass.engine.filling import Scope
from compass.engine.logic import holds
from compass.engine.program import Program, Rule
from compass.engine.translate import Translator
from compass.engine.values import Value

Written = tuple[ast.expr, bool]
"""A formula and whether it is a condition."""


def formula_of(program: Program, rule: Rule) -> Written | None:
    """Give the formula of a rule, or None for what has none."""
    text = program.formulas.get(rule.path)
    return (parse(text).tree, rule.kind in ("condition", "truth")) if text is not None else None


def conditions_of(program: Program, rule: Rule) -> list[ast.expr]:
    """Give the conditions, all of which must hold, that open a question or activate a node."""
    paths = [(*rule.path, "when")]
    if rule.kind == "question":
        paths = [("sections", program.pack.questions[rule.item].section, "when"), *paths]
    return [parse(program.formulas[path]).tree for path in paths if path in program.formulas]


@dataclass
class Readings:
    """Reads parts of formulas again, on values already computed; what was compiled once is kept."""

    program: Program
    _codes: dict[tuple[str, str], Code] = field(default_factory=dict)

    def truth(self, node: ast.expr, rule: Rule, scope: Scope) -> Value:
        """Compute a condition in a formula of a rule."""
        return holds(self._code(node, rule, truth=True).value(scope))

    def number(self, node: ast.expr, rule: Rule, scope: Scope) -> Value:
        """Compute a number in a formula of a rule, in its own unit."""
        return self._code(node, rule, truth=False).value(scope)

    def needs(self, node: ast.expr, rule: Rule) -> frozenset[str]:
        """Name the rules that a name or a call of a formula reads."""
        if isinstance(node, ast.Name):
            return frozenset({_site_rule(rule) if node.id == "site" else node.id}) & rule.needs
        own = {"reference": reference_name, "unknown": unknown_name}
        if isinstance(node, ast.Call) and function_name(node) in own:
            return frozenset(map(own[function_name(node)], argument_names(node)))
        return self._code(node, rule, truth=False).reads.needs

    def read(self, rule: Rule, scope: Scope) -> set[str]:
        """Name the rules that a rule reads in some draw: sides that no draw takes are left out."""
        written = [formula_of(self.program, rule)]
        if rule.kind in ("question", "active"):
            written = [(node, True) for node in conditions_of(self.program, rule)]
        trees = [each[0] for each in written if each is not None]
        every = {name for tree in trees for atom in atoms(tree) for name in self.needs(atom, rule)}
        read = {name for tree in trees for atom in self.taken(tree, rule, scope) for name in self.needs(atom, rule)}
        return (set(rule.needs) - every) | read

    def taken(self, node: ast.expr, rule: Rule, scope: Scope) -> Iterator[ast.expr]:
        """Give the names and calls of the sides of a formula that are taken in some draw."""
        if isinstance(node, ast.IfExp):
            truth = self.truth(node.test, rule, scope)
            sides = [side for side, dead in ((node.body, False), (node.orelse, True)) if truth is not dead]
            inner = [node.test, *sides]
        elif isinstance(node, ast.BoolOp):
            decides = isinstance(node.op, ast.Or)
            stop = next((n for n, v in enumerate(node.values) if self.truth(v, rule, scope) is decides), None)
            inner = node.values if stop is None else node.values[: stop + 1]
        else:
            inner = inside(node)
            if is_atom(node):
                yield node
        for each in inner:
            yield from self.taken(each, rule, scope)

    def _code(self, node: ast.expr, rule: Rule, truth: bool) -> Code:
        text, site = ast.unparse(node), _site_rule(rule)
        if (text, site) not in self._codes:
            translator = Translator(self.program.pack, self.program.meanings, {"site": site} if site else None)
            expression = Expression(text, node)
            compiled = translator.condition(expression) if truth else translator.number(expression, None)
            self._codes[text, site] = compiled
        return self._codes[text, site]


def atoms(node: ast.expr) -> Iterator[ast.expr]:
    """Give the names of a formula and its calls that take names, in their order."""
    if is_atom(node):
        yield node
    for each in inside(node):
        yield from atoms(each)


def asked(node: ast.expr, is_truth: bool) -> Iterator[ast.expr]:
    """Give each condition of a formula and the conditions that it is made of."""
    if is_truth:
        yield node
    whole = isinstance(node, ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
    for each in inside(node):
        yield from asked(each, (is_truth and whole) or (isinstance(node, ast.IfExp) and each is node.test))


def is_atom(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Call) and function_name(node) in NAMES_ONLY)


def inside(node: ast.expr) -> list[ast.expr]:
    """Give the parts of a formula's part; the options that a choice is compared with are none."""
    match node:
        case ast.Call():
            return [] if is_atom(node) else node.args
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return [node.left]
    return [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]


def _site_rule(rule: Rule) -> str:
    return next((name for name in rule.needs if name.startswith("_site_")), "")
