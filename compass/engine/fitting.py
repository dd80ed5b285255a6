"""The answers of an assessment that a pack admits."""

from __future__ import annotations

from collections.abc import Iterable

from compass.engine.cells import read_cells
from compass.engine.faults import Fault, Path
from compass.engine.program import Program
from compass.errors import WARNINGS
from compass.model.assessment import Answer, Assessment, Settings


def fit(program: Program, assessment: Assessment) -> tuple[Assessment, tuple[Fault, ...]]:
    """Give an assessment as a pack of another version admits it, and a fault for each thing left out.

    An answer that does not fit is left out and so blank; an option whose alternative is gone is left out whole; a
    setting that does not fit is as if it had not been set.
    """
    assessment = assessment.model_copy(update={"version": program.pack.header.version})
    told: list[Fault] = []
    while faults := _faults(program, assessment):
        told += faults
        left = _without(assessment, [fault.path for fault in faults])
        if left == assessment or not left.options:
            return left, tuple(told)
        assessment = left
    return assessment, tuple(told)


def _faults(program: Program, assessment: Assessment) -> list[Fault]:
    _, found = read_cells(program.pack, program.units, assessment)
    return [fault for fault in found if fault.code not in WARNINGS]


def _without(assessment: Assessment, paths: Iterable[Path]) -> Assessment:
    heads = {path[:4] if path[0] == "options" else path[:2] for path in paths}
    options = [
        option.model_copy(update={"answers": _left(option.answers, ("options", index, "answers"), heads)})
        for index, option in enumerate(assessment.options)
        if not heads & {("options", index, "alternative"), ("options", index, "id")}
    ]
    usual = Settings()
    settings = {str(path[1]): getattr(usual, str(path[1])) for path in heads if path[0] == "settings"}
    parts = {
        "need": _left(assessment.need, ("need",), heads),
        "all_options": _left(assessment.all_options, ("all_options",), heads),
        "options": tuple(options),
        "settings": assessment.settings.model_copy(update=settings),
    }
    return assessment.model_copy(update=parts)


def _left(answers: dict[str, Answer], place: Path, heads: set[Path]) -> dict[str, Answer]:
    return {id: answer for id, answer in answers.items() if (*place, id) not in heads}
