"""A module of the core, the changes tried on it, and what each of them changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from inspect import CO_OPTIMIZED
from pathlib import Path
from random import Random
from types import CodeType

from tests.mutation.changes import changes, mutant

ROOT = Path(__file__).parents[2]
PARTS = ("engine", "decision")
_VALUES = "engine/test_values engine/test_translate engine/test_unknown_choices"
TESTS = {
    "decision.acceptability": "decision/test_acceptability decision/test_antidepressants",
    "decision.criteria": "decision/test_criteria engine/test_run",
    "decision.decide": "decision/test_decide decision/test_standings",
    "decision.drivers": "decision/test_drivers decision/test_decide decision/test_inputs",
    "decision.evaluate": "decision/test_decide decision/test_inputs decision/test_criteria engine/test_blocks",
    "decision.inputs": "decision/test_inputs engine/test_binding",
    "decision.proposals": "decision/test_audit",
    "decision.standings": "decision/test_standings decision/test_decide",
    "decision.weighing": "decision/test_weights decision/test_standings decision/test_decide",
    "engine.anchors": "decision/test_criteria decision/test_decide",
    "engine.arithmetic": "engine/test_values engine/test_translate",
    "engine.code": "engine/test_translate engine/test_trace",
    "engine.compiler": "engine/test_program engine/test_graph engine/test_translate",
    "engine.designs": "engine/test_designs engine/test_draws",
    "engine.examples": "engine/test_program",
    "engine.explain": "engine/test_explain engine/test_trace",
    "engine.expression": "engine/test_expression engine/test_translate",
    "engine.faults": "engine/test_run",
    "engine.filling": "engine/test_run engine/test_binding",
    "engine.formula_reader": "engine/test_explain",
    "engine.formulas": "engine/test_program engine/test_translate",
    "engine.functions": "engine/test_values engine/test_translate",
    "engine.logic": _VALUES,
    "engine.meanings": "engine/test_translate engine/test_answers",
    "engine.names": "engine/test_translate",
    "engine.narrowing": "engine/test_reach",
    "engine.origins": "engine/test_explain engine/test_trace",
    "engine.pert": "engine/test_pert engine/test_fitting",
    "engine.plan": "engine/test_run engine/test_unknown_choices",
    "engine.points": "engine/test_translate",
    "engine.readings": "engine/test_trace engine/test_explain",
    "engine.routes": "engine/test_trace",
    "engine.records": "engine/test_answers",
    "engine.sensitivity": "engine/test_sensitivity decision/test_drivers",
    "engine.settings": "engine/test_cells engine/test_run",
    "engine.spreads": "engine/test_spreads engine/test_unknown_choices",
    "engine.studies": "engine/test_binding decision/test_inputs",
    "engine.totals": "engine/test_totals engine/test_run engine/test_unknown_choices",
    "engine.units": "engine/test_units engine/test_answers",
    "engine.values": _VALUES,
}
"""The tests of modules that have no test file of their name, or more than that one."""


@dataclass(frozen=True)
class Module:
    """A module of the core, such as `engine.units`."""

    name: str

    @property
    def path(self) -> Path:
        return ROOT / "compass" / (self.name.replace(".", "/") + ".py")

    @cached_property
    def source(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tests(self) -> list[str]:
        part, _, name = self.name.partition(".")
        return [f"tests/{each}.py" for each in TESTS.get(self.name, f"{part}/test_{name}").split()]

    @cached_property
    def possible(self) -> int:
        return len(list(changes(ast.parse(self.source))))

    def chosen(self, after: int, sample: int) -> list[int]:
        """Give some of the changes in an order by chance: those of a longer sample begin with those of a shorter."""
        every = list(range(self.possible))
        Random(self.name).shuffle(every)
        return every[after : after + sample]

    def said(self, number: int) -> str:
        """Give a change in words."""
        return mutant(self.source, number)[1]

    def code(self, number: int) -> CodeType:
        """Compile the module with a change."""
        return compile(mutant(self.source, number)[0], str(self.path), "exec")

    def changed(self, number: int) -> list[tuple[CodeType, CodeType]]:
        """Give the outermost functions that a change changes, before and after; none where it is outside of them."""
        before, after = (
            {(each.co_qualname, each.co_firstlineno): each for each in _functions(code)}
            for code in (compile(self.source, str(self.path), "exec"), self.code(number))
        )
        return [(code, after[key]) for key, code in before.items() if key in after and after[key] != code]

    def lines(self, number: int) -> Iterator[int]:
        """Give the line of a change, then the first line of each function around it, the innermost first."""
        tree = ast.parse(self.source)
        at = list(changes(tree))[number][0].lineno
        yield at
        functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        for each in reversed([each for each in functions if each.lineno <= at <= (each.end_lineno or 0)]):
            yield min([each.lineno, *(known.lineno for known in each.decorator_list)])


def all_modules() -> list[Module]:
    """Give every module of the engine and of decisions that holds something to change."""
    paths = [path for part in PARTS for path in sorted((ROOT / "compass" / part).glob("*.py"))]
    return [each for path in paths if (each := Module(f"{path.parent.name}.{path.stem}")).possible]


def _functions(code: CodeType) -> Iterator[CodeType]:
    """Give functions and methods, not what stands inside them: the code of a class has its locals in a dictionary."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from [each] if each.co_flags & CO_OPTIMIZED else _functions(each)
