"""The file of an assessment, read again, is the same assessment."""

import re
from pathlib import Path

import pytest
from hypothesis import given

from compass.catalogue.assessments import read_written
from compass.catalogue.packs import Shelf
from compass.catalogue.writing import assessment_text
from compass.model.assessment import Answer
from compass.model.digest import digest
from tests.store.test_assessments import CASES, SMALL, whole
from tests.strategies import BOUNDED

LONG = re.compile(r"\d{19}")
"""A whole number that the reader takes for a real one."""
SHELF = Shelf((Path("questionnaires"), Path("tests/packs")), Path("questionnaires/library"), Path())


def again(assessment):
    return read_written(Path("again.yaml"), SHELF, assessment_text(assessment))[0]


@BOUNDED
@given(whole.filter(lambda assessment: not LONG.search(assessment.model_dump_json())))
def test_whatever_was_typed_comes_back(assessment):
    assert digest(again(assessment)) == digest(assessment)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_worked_case_comes_back(path):
    assessment, _ = read_written(path, SHELF)
    assert digest(again(assessment)) == digest(assessment)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Answer(value=0.06), "  a: 0.06"),
        (Answer(value="no"), "  a: 'no'"),
        (Answer(value="1e5"), '  a: "1e5"'),
        (Answer(value="warm"), "  a: warm"),
        (Answer(value={"low": 1, "likely": 2, "high": 4}), "  a:\n    low: 1\n    likely: 2\n    high: 4"),
        (Answer(value=2, sure="guess"), "  a:\n    value: 2\n    sure: guess"),
    ],
)
def test_answers_are_written_as_a_person_would(answer, line):
    text = assessment_text(SMALL.model_copy(update={"need": {"a": answer}}))
    assert line in text
