"""What a pack must satisfy beyond its shape and its formulas.

Each check is a function from a program to faults; `check_pack` runs them all, so that an author sees every mistake at
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from compass.catalogue.checks.criteria import check_criteria, check_described, check_levels
from compass.catalogue.checks.keys import (
    check_bands,
    check_factor_keys,
    check_node_keys,
    check_question_keys,
    expired,
)
from compass.catalogue.checks.questions import check_factors, check_questions, check_reach
from compass.catalogue.checks.references import check_references
from compass.catalogue.checks.tree import check_flows, check_tree
from compass.catalogue.checks.units import check_units
from compass.engine.examples import check_examples
from compass.engine.faults import Fault
from compass.engine.program import Program

CHECKS: tuple[Callable[[Program], Iterable[Fault]], ...] = (
    check_units, check_references, check_factors, check_questions, check_reach, check_tree, check_flows,
    check_described, check_levels, check_criteria, check_examples, check_question_keys, check_factor_keys,
    check_node_keys, check_bands,
)  # fmt: skip


def check_pack(program: Program, today: str | None = None) -> list[Fault]:
    """Give every fault of a pack that compiles or not, warnings included; numbers expire against `today`."""
    found = [fault for check in CHECKS for fault in check(program)]
    return found if today is None else [*found, *expired(program, today)]
