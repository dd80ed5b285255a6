"""Change one thing in a module and see whether its tests notice: `.venv/bin/python -m tests.mutate [MODULE …]`.

A sample of the changes, by seed, each in a process of its own that never writes to the source.
"""

from __future__ import annotations

import argparse
import ast
import importlib.machinery
import io
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

import numpy as np  # noqa: F401 — loaded once, before the processes part
import pydantic  # noqa: F401
import pytest
import scipy.stats  # noqa: F401
import yaml  # noqa: F401

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 60
TESTS = {
    "engine.units": "engine/test_units.py engine/test_answers.py",
    "engine.expression": "engine/test_expression.py engine/test_translate.py",
    "engine.logic": "engine/test_values.py engine/test_translate.py engine/test_unknown_choices.py",
    "engine.values": "engine/test_values.py engine/test_translate.py engine/test_unknown_choices.py",
    "engine.functions": "engine/test_values.py engine/test_translate.py",
    "engine.pert": "engine/test_pert.py engine/test_fitting.py",
    "engine.pedigree": "engine/test_pedigree.py",
    "engine.sureness": "engine/test_sureness.py",
    "engine.spreads": "engine/test_spreads.py engine/test_unknown_choices.py",
    "engine.sensitivity": "engine/test_sensitivity.py engine/test_explain.py",
    "engine.designs": "engine/test_designs.py engine/test_draws.py",
    "engine.totals": "engine/test_run.py engine/test_unknown_choices.py engine/test_properties.py",
    "decision.worth": "decision/test_worth.py",
    "decision.weights": "decision/test_weights.py",
    "decision.acceptability": "decision/test_acceptability.py",
    "decision.dominance": "decision/test_dominance.py",
    "decision.outranking": "decision/test_outranking.py",
    "decision.information": "decision/test_information.py",
    "decision.rebound": "decision/test_rebound.py",
    "decision.standings": "decision/test_decide.py",
    "decision.decide": "decision/test_decide.py",
    "decision.drivers": "decision/test_decide.py decision/test_inputs.py",
    "decision.inputs": "decision/test_inputs.py",
    "decision.moves": "decision/test_moves.py",
    "decision.choices": "decision/test_choices.py",
    "decision.weighing": "decision/test_weights.py decision/test_decide.py",
    "decision.criteria": "decision/test_criteria.py",
    "decision.questions": "decision/test_questions.py",
    "decision.changes": "decision/test_changes.py",
    "decision.attribution": "decision/test_attribution.py",
    "decision.told": "decision/test_told.py",
}
"""The tests of each module, as fast as they are."""

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_STATEMENTS = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)
Change = tuple[ast.AST, Callable[[], object]]


def changes(tree: ast.AST) -> Iterator[Change]:
    """Give every change of a module in one order: the node changed, and what changes it in place."""
    for node in _code(tree):
        match node:
            case ast.Compare(ops=[op]):
                yield node, lambda n=node, op=op: setattr(n, "ops", [_COMPARED[type(op)]()])
            case ast.BinOp(op=op) if type(op) in _COMPUTED:
                yield node, lambda n=node, op=op: setattr(n, "op", _COMPUTED[type(op)]())
            case ast.BoolOp(op=op):
                to = ast.Or if isinstance(op, ast.And) else ast.And
                yield node, lambda n=node, to=to: setattr(n, "op", to())
            case ast.UnaryOp(op=ast.Not()):
                yield node, lambda n=node: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
            case ast.UnaryOp(op=ast.USub()):
                yield node, lambda n=node: setattr(n, "op", ast.UAdd())
            case ast.Constant(value=bool() as was):
                yield node, lambda n=node, was=was: setattr(n, "value", not was)
            case ast.Constant(value=int() | float() as was):
                yield node, lambda n=node, was=was: setattr(n, "value", was + 1)
            case ast.IfExp():
                yield node, lambda n=node: n.__dict__.update(body=n.orelse, orelse=n.body)
            case ast.If():
                yield node, lambda n=node: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
            case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
                yield node, lambda n=node: setattr(n, "value", ast.Constant(None))
            case ast.FunctionDef(body=body):
                yield from _removals(body)


def _removals(body: list[ast.stmt]) -> Iterator[Change]:
    for index, statement in enumerate(body):
        if isinstance(statement, _STATEMENTS) and not _is_text(statement):
            yield statement, lambda i=index: body.__setitem__(i, ast.Pass())
        for inner in (getattr(statement, "body", []), getattr(statement, "orelse", [])):
            if isinstance(inner, list) and not isinstance(statement, ast.FunctionDef):
                yield from _removals(inner)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what is computed: no annotation, decorator, text or assertion."""
    for name, field in ast.iter_fields(node):
        for child in field if isinstance(field, list) else [field]:
            written = isinstance(child, ast.AST) and not isinstance(child, ast.Assert)
            if written and name not in ("annotation", "returns", "decorator_list"):
                yield child
                yield from _code(child)


def mutant(source: str, number: int) -> tuple[ast.Module, str]:
    """Give a module with one change, and the change in words."""
    tree = ast.parse(source)
    node, change = list(changes(tree))[number]
    before = ast.unparse(node).split("\n")[0]
    change()
    tree = ast.fix_missing_locations(tree)
    after = "" if isinstance(node, _STATEMENTS) else ast.unparse(node).split("\n")[0]
    return tree, f"line {node.lineno}: `{before[:90]}` → `{after[:90] or 'pass'}`"


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads one module from a changed tree."""

    tree: ast.Module

    def get_code(self, fullname):
        return compile(self.tree, self.path, "exec")


def _install(name: str, tree: ast.Module) -> None:
    loader = _Loader(f"compass.{name}", str(_path(name)))
    loader.tree = tree

    class Finder:
        @staticmethod
        def find_spec(fullname, *_):
            spec = importlib.machinery.ModuleSpec(fullname, loader, origin=loader.path)
            return spec if fullname == loader.name else None

    sys.meta_path.insert(0, Finder)


def passes(name: str, tree: ast.Module) -> bool:
    """Say whether the tests of a module pass on a tree of it, in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            _test(name, tree)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _test(name: str, tree: ast.Module) -> None:
    """Run the tests of a changed module and end this process; one that goes round for ever is ended too."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    _install(name, tree)
    tests = [str(ROOT / "tests" / test) for test in TESTS[name].split()]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", *tests])
    os._exit(0 if status == pytest.ExitCode.OK else 1)


def _path(name: str) -> Path:
    return ROOT / "compass" / (name.replace(".", "/") + ".py")


def _run(name: str, sample: int, seed: int) -> tuple[int, int]:
    """Try a sample of the changes of one module; give how many were tried and how many were noticed."""
    source = _path(name).read_text(encoding="utf-8")
    assert passes(name, ast.parse(source)), f"the tests of {name} fail without a change"
    every = range(len(list(changes(ast.parse(source)))))
    chosen = sorted(Random(f"{seed} {name}").sample(every, min(sample, len(every))))
    noticed = 0
    for number in chosen:
        tree, said = mutant(source, number)
        if passes(name, tree):
            print(f"    {said}", flush=True)
        else:
            noticed += 1
    print(f"{name}: {noticed} of {len(chosen)} noticed (of {len(every)})", flush=True)
    return len(chosen), noticed


def main() -> None:
    """Print the score of each module and the changes that no test noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutate")
    asked.add_argument("modules", nargs="*", help="such as engine.units; all without one")
    asked.add_argument("--sample", type=int, default=15)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    counts = [_run(name, given.sample, given.seed) for name in given.modules or TESTS]
    tried, noticed = (sum(each) for each in zip(*counts, strict=True))
    print(f"all: {noticed} of {tried} noticed")


if __name__ == "__main__":
    main()
