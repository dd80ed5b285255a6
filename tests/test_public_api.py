"""What the package offers to Python is what its list says, sorted, and it works."""

from __future__ import annotations

from pathlib import Path

import compass

CASE = Path("questionnaires/radiology-ai/assessments/fracture-detection.yaml")


def test_the_list_is_sorted_and_everything_in_it_exists() -> None:
    assert compass.__all__ == sorted(compass.__all__)
    assert all(hasattr(compass, name) for name in compass.__all__)


def test_an_assessment_is_evaluated_and_explained_in_three_lines() -> None:
    workspace = compass.open_workspace(Path.cwd())
    result, explanation = compass.explain_file(workspace, CASE, "boneview_site", "climate", draws=64)
    total = next(
        c.total for c in result.evaluated.evaluation.criteria if (c.option, c.criterion) == ("boneview_site", "climate")
    )
    assert isinstance(explanation, compass.Explanation)
    assert explanation.value == total
