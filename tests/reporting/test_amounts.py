"""Numbers without a unit: in per cent, however large or small, the same in every cell of a row."""

from __future__ import annotations

import pytest

from compass.model.spread import Spread
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.sections.answers import answer_words
from compass.texts.numbers import format_for


def spread(low, middle, high):
    return Spread(likely=middle, mean=middle, median=middle, p5=low, p95=high)


def test_a_criterion_without_a_unit_is_in_per_cent_above_the_whole_too(told):
    pack, assessment, evaluation = told
    totals = {"boneview_site": spread(0.01, 0.03, 0.16), "rbfracture_cloud": spread(1.0, 3.0, 12.0)}
    changed = tuple(
        each.model_copy(update={"total": totals[each.option]})
        if each.criterion == "clinical_evidence" and each.option in totals
        else each
        for each in evaluation.criteria
    )
    report = build_report(pack, assessment, evaluation.model_copy(update={"criteria": changed}), "en")
    row = next(row for row in report.comparison.overview[0].rows if row.head.text.startswith("Strength"))
    assert [(cell.text, cell.detail) for cell in row.cells[2:]] == [("3%", "1% to 16%"), ("300%", "100% to 1,200%")]


def test_a_tiny_share_is_never_written_as_nothing():
    assert format_for([spread(1e-8, 3e-7, 1e-6)], "en", percent=True).plain(3e-7) == "0.000030%"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"low": -0.1, "likely": 0, "high": 0.1}, "0% (−10% to 10%)"),
        ({"low": 0.7, "likely": 0.9, "high": 1.24}, "0.9 (0.7 to 1.24)"),
        (0.25, "25%"),
    ],
)
def test_the_ends_of_an_answer_are_all_in_per_cent_or_none(told, value, words):
    assert answer_words(Context(*told, "en"), "false_positive_change", value) == words
