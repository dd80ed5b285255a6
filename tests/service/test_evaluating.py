"""An evaluation, and what of it is compared alone."""

from dataclasses import asdict
from pathlib import Path

import pytest

from compass.service.evaluating import evaluate_read, figures_of
from tests.service.desks import WORKSPACE

CASES = sorted(Path("tests/packs").glob("*/assessments/*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("draws", [64, 8192])
def test_the_figures_that_are_compared_are_those_of_the_evaluation(path, draws):
    read = WORKSPACE.assessment(path)
    found = figures_of(read, draws)
    assert asdict(found) == {key: getattr(evaluate_read(read, draws).evaluated.evaluation, key) for key in vars(found)}
