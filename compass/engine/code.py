"""Pieces of the Python code that formulas become."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from math import prod
from types import CodeType
from typing import NamedTuple

from compass.engine.meanings import Meaning
from compass.engine.values import Value

computed: Callable[[CodeType, dict[str, Value]], Value] = eval
"""Computes a compiled formula from a scope. What is compiled holds only nodes of the whitelist."""


@dataclass(frozen=True)
class Typed:
    """A translated part of a formula with its meaning."""

    tree: ast.expr
    meaning: Meaning


class Reads(NamedTuple):
    """The names that a formula reads, and those that it reads in the reference option."""

    needs: frozenset[str]
    referred: frozenset[str]


@dataclass(frozen=True, eq=False)
class Code:
    """A formula and what it reads; it is compiled when it is first computed.

    `translate` gives its translation, which holds only nodes of the whitelist.
    """

    translate: Callable[[], Typed]
    reads: Reads

    @cached_property
    def compiled(self) -> CodeType:
        """What `computed` runs: it sees the functions and values of a scope, and no builtins."""
        return compile(ast.fix_missing_locations(ast.Expression(self.translate().tree)), "<formula>", "eval")

    def value(self, scope: dict[str, Value]) -> Value:
        """Compute from a scope."""
        return computed(self.compiled, scope)


def reference_name(name: str) -> str:
    """Name the variable that holds a quantity's value in the reference option."""
    return f"_reference_{name}"


def reported_name(study: str, metric: str) -> str:
    """Name the variable that holds a reported metric."""
    return f"_reported_{study}_{metric}"


def unknown_name(question: str) -> str:
    """Name the variable that says whether nobody knows the answer of a question."""
    return f"_unknown_{question}"


def thunk(tree: ast.expr) -> ast.expr:
    nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(nothing, tree)


def call(name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def product_of(trees: Iterable[ast.expr]) -> ast.expr:
    """Multiply; a product of more than two that are no constants is one call, which needs fewer passes over columns."""
    factors = [factor for tree in trees for factor in _factors(tree)]
    constants = [factor.value for factor in factors if isinstance(factor, ast.Constant)]
    others = [factor for factor in factors if not isinstance(factor, ast.Constant)]
    if len(others) > 2:
        return call("_times", *factors)
    if len(factors) > 2:
        factors = [ast.Constant(prod(constants)), *others]  # type: ignore[arg-type]
    return reduce(lambda left, right: ast.BinOp(left, ast.Mult(), right), factors)


def _factors(tree: ast.expr) -> list[ast.expr]:
    match tree:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return [*_factors(left), right]
        case ast.Call(func=ast.Name(id="_times"), args=factors):
            return factors
    return [tree]


def tuple_of(keys: tuple[str, ...]) -> ast.expr:
    return ast.Tuple([ast.Constant(key) for key in keys], ast.Load())


def dict_of(table: Mapping[int, float]) -> ast.expr:
    return ast.Dict([ast.Constant(key) for key in table], [ast.Constant(value) for value in table.values()])
