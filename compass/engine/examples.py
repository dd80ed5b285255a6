"""The worked values that stand beside formulas, run as tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from compass.engine.faults import Fault, Path
from compass.engine.filling import evaluate
from compass.engine.functions import FUNCTIONS
from compass.engine.meanings import ChoiceType, NumberType, TableType, TruthType
from compass.engine.program import Program, Rule
from compass.engine.units import ONE, Unit, UnitFault, read_measure
from compass.engine.values import Special
from compass.model.quantity import Example

TOLERANCE = 1e-6


class _Wrong(Exception):
    def __init__(self, code: str, *path: str, **details: str | float) -> None:
        self.code, self.path, self.details = code, path, details
        super().__init__(code)


def check_examples(program: Program) -> Iterator[Fault]:
    """E001 what comes out differs, E002 a name is not given, E003 a given value can't be read, E004 nothing uses it."""
    for id, quantity in program.pack.quantities.items():
        rule = program.rules[id]
        for index, example in enumerate(quantity.examples):
            path: Path = ("quantities", id, "examples", index)
            if rule.code is None:
                continue
            try:
                _run(program, rule, example, quantity.unit)
            except _Wrong as wrong:
                yield Fault(wrong.code, (*path, *wrong.path), None, wrong.details, at_key=wrong.code == "E004")


def _run(program: Program, rule: Rule, example: Example, unit: str) -> None:
    scope: dict[str, Any] = dict(FUNCTIONS)
    for name, given in example.given.items():
        if name not in rule.needs:
            raise _Wrong("E004", "given", name, name=name)
        scope[name] = _given(program, name, given)
    if "horizon" in rule.needs:
        scope.setdefault("horizon", program.pack.header.horizon)
    lacking = sorted(rule.needs - set(scope))
    if lacking:
        raise _Wrong("E002", "given", names=", ".join(lacking))
    with np.errstate(all="ignore"):
        found = evaluate(rule, scope)
    expected = _number(program, example.expect, program.units.parse(unit), "expect")
    if (
        isinstance(found, Special)
        or not np.isfinite(found)
        or abs(found - expected) > TOLERANCE * max(abs(expected), 1e-300)
    ):
        shown = repr(found) if isinstance(found, Special) else float(found)
        raise _Wrong("E001", "expect", found=shown, expected=expected, unit=unit)


def _given(program: Program, name: str, given: str | float) -> Any:
    meaning = program.meanings.get(name)
    if isinstance(meaning, NumberType):
        return _number(program, given, meaning.unit or ONE, "given", name)
    if isinstance(meaning, TableType):
        value = _number(program, given, meaning.unit, "given", name)
        return dict.fromkeys((*meaning.rows, *_all_keys(meaning)), value)
    if isinstance(meaning, ChoiceType) and given in meaning.options:
        return meaning.options.index(str(given))
    if isinstance(meaning, TruthType) and given in ("yes", "no"):
        return given == "yes"
    raise _Wrong("E003", "given", name, name=name, found=str(given))


def _all_keys(table: TableType) -> list[str]:
    keys = [""]
    for options in table.by:
        keys = [f"{key}/{option}" if key else option for key in keys for option in options]
    return keys


def _number(program: Program, written: str | float, unit: Unit, *path: str) -> float:
    if isinstance(written, int | float):
        return float(written)
    wrong = _Wrong("E003", *path, name=path[-1], found=written)
    number, given = read_measure(written) or (None, None)
    try:
        scale = program.units.parse(given) if given is not None else unit
    except UnitFault:
        raise wrong from None
    if number is None or not scale.fits(unit):
        raise wrong
    return number * scale.factor_to(unit)
