"""What the formulas of one option read: their names, their tables by the rows read, the truth of their conditions."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from compass.engine.expression import argument_names, function_name
from compass.engine.meanings import ChoiceType
from compass.engine.origins import Origins
from compass.engine.program import Rule
from compass.engine.readings import Readings, asked, atoms, formula_of
from compass.engine.spreads import open_numbers, share_of
from compass.engine.values import CLOSED, Special, parts
from compass.model.explanation import Closing, Explanation, Term, Truth

Parts = dict[str, tuple[Explanation, ...]]
"""What each name that a formula reads is explained by."""


@dataclass
class FormulaReader(Origins):
    """Tells what formulas read; what was explained once is not explained again."""

    _known: dict[str, Explanation] = field(default_factory=dict)

    @abstractmethod
    def _explained(self, rule: Rule) -> Explanation:
        """Explain the value of a rule."""

    def _rule(self, rule: Rule) -> Explanation:
        if rule.name not in self._known:
            self._known[rule.name] = self._explained(rule)
        return self._known[rule.name]

    def _read(self, rule: Rule) -> dict[str, Any]:
        """Tell what a formula read: its parts, its conditions; of a closed one, the part that closes it."""
        scope, written = self.drawn.scopes[self.option], formula_of(self.program, rule)
        if scope.get(rule.name) is CLOSED:
            read = self.readings.read(rule, scope)
            shut = next((n for n in self.program.rules if n in read and scope.get(n) is CLOSED), None)
            return {"closed": Closing(by="part"), "parts": (self._rule(self.program.rules[shut]),) if shut else ()}
        found = self._parts(rule, rule.needs, written[0] if written is not None else None)
        told: dict[str, Any] = {"parts": tuple(part for each in found.values() for part in each)}
        if written is not None:
            told |= {"terms": self._terms(written[0], rule, found), "truths": self._truths(*written, rule)}
        return told

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.program)

    def _terms(self, formula: ast.expr, rule: Rule, found: Parts) -> tuple[Term, ...]:
        """Tell the names and calls of a formula and the parts that explain them."""
        terms = {}
        for atom in atoms(formula):
            needs = self.readings.needs(atom, rule)
            keys = [part.key for name, each in found.items() if name in needs for part in each]
            counted = isinstance(atom, ast.Call) and function_name(atom) in ("points", "max_points")
            value = self.readings.number(atom, rule, self.likely.scopes[self.option]) if counted else None
            if isinstance(atom, ast.Call) and function_name(atom) == "lookup":
                table = argument_names(atom)[0]
                rows = [f"{table}[{key}]" for key in self._rows_read(atom, rule)]
                keys = [key for key in keys if not key.startswith(f"{table}[") or key in rows]
            text = ast.unparse(atom)
            numbers = open_numbers(value)
            terms[text] = Term(text=text, parts=tuple(keys), value=None if numbers is None else float(numbers[0]))
        return tuple(terms.values())

    def _truths(self, formula: ast.expr, is_truth: bool, rule: Rule) -> tuple[Truth, ...]:
        """Tell the truth of each condition in a formula."""
        found = {}
        for node in asked(formula, is_truth):
            text = ast.unparse(node)
            now, ever = (self.readings.truth(node, rule, run.scopes[self.option]) for run in (self.likely, self.drawn))
            likely = None if isinstance(now, Special) else bool(now)
            found[text] = Truth(text=text, likely=likely, share=share_of(parts(ever)[0]))
        return tuple(found.values())

    def _failing(self, rule: Rule, conditions: list[ast.expr]) -> dict[str, Any]:
        """Tell the first condition that does not hold, and what it reads."""
        scope = self.drawn.scopes[self.option]
        jointly = ast.BoolOp(ast.And(), conditions)
        node = next((node for node in conditions if self.readings.truth(node, rule, scope) is False), jointly)
        needs = {name for atom in atoms(node) for name in self.readings.needs(atom, rule)}
        found = self._parts(rule, needs, node)
        return {
            "closed": Closing(by="condition", condition=ast.unparse(node)),
            "terms": self._terms(node, rule, found),
            "truths": self._truths(node, True, rule),
            "parts": tuple(part for each in found.values() for part in each),
        }

    def _parts(self, rule: Rule, needs: Iterable[str], formula: ast.expr | None) -> Parts:
        """Explain each name that a formula reads, in the order of the rules, tables by the rows that were read."""
        scope, wanted, found = self.drawn.scopes[self.option], set(needs), dict[str, tuple[Explanation, ...]]()
        tables = self._tables_read(rule, formula) if formula is not None else {}
        for name in sorted(wanted & self.ranks.keys(), key=self.ranks.__getitem__):
            if name in tables:
                found[name] = tuple(self._row(name, key) for key in tables[name])
            elif name in scope:
                found[name] = (self._rule(self.program.rules[name]),)
        return found

    @cached_property
    def ranks(self) -> dict[str, int]:
        return {name: rank for rank, name in enumerate(self.program.rules)}

    def _row(self, table: str, key: str) -> Explanation:
        name = f"{table}[{key}]"
        if name not in self._known:
            self._known[name] = self.factor(table, key)
        return self._known[name]

    def _tables_read(self, rule: Rule, formula: ast.expr) -> dict[str, list[str]]:
        """Give the rows of each table that the sides taken of a formula read where its choices stand."""
        read: dict[str, list[str]] = {argument_names(call)[0]: [] for call in _lookups(atoms(formula))}
        for call in _lookups(self.readings.taken(formula, rule, self.drawn.scopes[self.option])):
            table = argument_names(call)[0]
            read[table] = list(dict.fromkeys([*read[table], *self._rows_read(call, rule)]))
        return read

    def _rows_read(self, lookup: ast.Call, rule: Rule) -> list[str]:
        """Give the rows that a lookup reads, the one of the likely values first."""
        choices = argument_names(lookup)[1:]
        return ["/".join(keys) for keys in product(*(self._keys(choice, rule) for choice in choices))]

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
        return self.program.formulas.get(rule.path)


def _lookups(found: Iterable[ast.expr]) -> Iterator[ast.Call]:
    return (each for each in found if isinstance(each, ast.Call) and function_name(each) == "lookup")
