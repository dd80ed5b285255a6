"""The answers of an assessment that a pack admits."""

from __future__ import annotations

from collections.abc import Iterable

from compass.engine.cells import read_cells
from compass.engine.faults import Fault, Path
from compass.engine.program import Program
from compass.model.assessment import Answer, Assessment


def fit(program: Program, assessment: Assessment) -> tuple[Assessment, tuple[Fault, ...]]:
    """Give an assessment as a pack of another version admits it, and a fault for each thing left out.

    An answer that does not fit is left out and so blank; an option whose alternative is gone is left out whole.
    """
    assessment = assessment.model_copy(update={"version": program.pack.header.version})
    _, faults = read_cells(program.pack, program.units, assessment)
    return _without(assessment, [fault.path for fault in faults]), faults


def _without(assessment: Assessment, paths: Iterable[Path]) -> Assessment:
    heads = {path[:4] if path[0] == "options" else path[:2] for path in paths}
    options = [
        option.model_copy(update={"answers": _left(option.answers, ("options", index, "answers"), heads)})
        for index, option in enumerate(assessment.options)
        if not heads & {("options", index, "alternative"), ("options", index, "id")}
    ]
    settings = {str(path[1]): None for path in heads if path[0] == "settings"}
    parts = {
        "need": _left(assessment.need, ("need",), heads),
        "all_options": _left(assessment.all_options, ("all_options",), heads),
        "options": tuple(options),
        "settings": assessment.settings.model_copy(update=settings),
    }
    return assessment.model_copy(update=parts)


def _left(answers: dict[str, Answer], place: Path, heads: set[Path]) -> dict[str, Answer]:
    return {id: answer for id, answer in answers.items() if (*place, id) not in heads}
