"""Units that can be read and do not cancel by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compass.engine.faults import Fault, Path
from compass.engine.meanings import similar
from compass.engine.program import Program
from compass.engine.units import MAX_UNIT_LENGTH, UnitFault
from compass.model.pack import Pack


def check_units(program: Program) -> Iterator[Fault]:
    """U002 unknown unit, U003 not a unit, U004 a unit defined by itself, U005 (warning) it reduces to a number."""
    for path, text in _written_units(program.pack):
        try:
            unit = program.units.parse(text)
        except UnitFault as fault:
            details = dict(fault.details)
            if path[0] != "units" and not _names(text, details["unit"]):
                continue
            yield Fault(fault.code, path, None, {**details, "near": similar(details["unit"], program.units.names())})
            continue
        if path[0] != "units" and unit.is_number and any(character.isalpha() for character in text):
            yield Fault("U005", path, None, {"unit": text, "number": float(unit.scale)})


def _names(text: str, unit: str) -> bool:
    """Say whether a unit is at fault as it is written here, and not where one of its parts is defined."""
    return unit in (text, text[:MAX_UNIT_LENGTH] + "…") or unit in re.findall(r"\w+", text)


def _written_units(pack: Pack) -> Iterator[tuple[Path, str]]:
    for id, unit in pack.units.items():
        if unit.of is not None:
            yield ("units", id, "of"), unit.of
    for kind in ("factors", "quantities", "flows", "criteria"):
        for id, item in getattr(pack, kind).items():
            yield (kind, id, "unit"), item.unit
    for id, question in pack.questions.items():
        if question.unit is not None:
            yield ("questions", id, "unit"), question.unit
        for metric, record in (question.metrics or {}).items():
            yield ("questions", id, "metrics", metric, "unit"), record.unit
