from __future__ import annotations

import pytest
from pydantic import ValidationError

from compass.model.language_model import LanguageModel


def test_a_size_is_one_number_or_its_two_ends():
    model = LanguageModel(active=44.0, total=[440.0, 500.0])
    assert (model.active, model.total) == ((44.0,), (440.0, 500.0))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"active": 8.0, "total": 7.0}, "K006"),
        ({"active": [2.0, 9.0], "total": 7.0}, "K006"),
        ({"active": [9.0, 2.0], "total": 20.0}, "K008"),
        ({"active": 0.0}, "greater_than"),
        ({"active": []}, "too_short"),
        ({"active": [1.0, 2.0, 3.0]}, "too_long"),
        ({"batch": 0}, "greater_than_equal"),
    ],
)
def test_a_size_that_cannot_be_is_refused(told, code):
    with pytest.raises(ValidationError) as refused:
        LanguageModel(**told)
    assert [error["type"] for error in refused.value.errors()] == [code]


def test_a_part_may_be_told_by_another_option():
    assert LanguageModel(batch=1).model_fields_set == {"batch"}
