"""What the radiology cases say that unknown answers cost their software, computed again with the best answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.decision.evaluate import Stamp, evaluate
from compass.engine.cells import read_cells
from compass.model.assessment import Answer
from compass.model.pack import Pack
from compass.service.workspace import open_workspace

CASES = Path("questionnaires/radiology-ai/assessments")
DECIDED = {"tool_role", "freed_time"}  # decisions that the case is about
SAID = {
    "fracture-detection": ("boneview_site", "status_quo", 58, 40, 63),
    "ct-lung-nodule": ("concurrent", "status_quo", 60, 42, 68),
    "chest-radiograph-triage": ("reading_aid", "status_quo", 54, 35, 64),
    "mammography-screening": ("replaced_site", "double_reading", 54, 37, 66),
    "mri-acceleration": ("reconstruction", "status_quo", 51, 33, 67),
}
"""The software and the reference; points with the best answers, as things stand, and of the reference."""


def best_answers(pack: Pack) -> dict[str, Answer]:
    """Give, for each question that levels are read off, the answer with the lowest levels."""
    levels: dict[str, dict[str, int]] = {}
    for node in pack.nodes.values():
        if node.described and node.described.by not in DECIDED:
            found = levels.setdefault(node.described.by, {})
            for option, level in node.described.levels.items():
                found[option] = found.get(option, 0) + level
    best = {id: min(found, key=found.__getitem__) for id, found in levels.items()}
    yes_no = {id for id in best if pack.questions[id].type == "yes_no"}
    return {id: Answer(value=option == "yes" if id in yes_no else option) for id, option in best.items()}


@pytest.mark.parametrize("case", SAID)
def test_points_lost_to_what_is_not_known(case):
    workspace = open_workspace(Path.cwd())
    read = workspace.assessment(CASES / f"{case}.yaml")
    program, assessment = read.checked.usable(), read.assessment
    best = best_answers(program.pack)

    def known(answers: dict[str, Answer]) -> dict[str, Answer]:
        return {id: best.get(id, answer) if answer.value == "unknown" else answer for id, answer in answers.items()}

    options = tuple(each.model_copy(update={"answers": known(each.answers)}) for each in assessment.options)
    shared = {"need": known(assessment.need), "all_options": known(assessment.all_options), "options": options}
    software, reference, *said = SAID[case]
    points = []
    for each in (assessment.model_copy(update=shared), assessment):
        cells, faults = read_cells(program.pack, program.units, each)
        assert not faults
        found = evaluate(program, each, cells, seed=1, draws=512, stamp=Stamp("test", "pack", "assessment")).evaluation
        scores = {standing.option: 100 * standing.score.median for standing in found.decision.standings}
        points.append(scores[software])
    assert [*points, scores[reference]] == pytest.approx(said, abs=1.5)
    assert any(all(str(number) in note.en for number in said) for note in assessment.notes)
