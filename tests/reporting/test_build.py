from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from compass.reporting.build import build_report
from compass.reporting.context import letters_of


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_string_is_final(reports, language):
    for text in strings(reports[language]):
        assert "None" not in text.removeprefix("None:").removeprefix("None.")
        assert "{" not in text
        assert "  " not in text


def test_french_and_english_have_the_same_shape(reports):
    sections = ("synthesis", "comparison", "performance", "assumptions", "questions", "findings", "factors", "method")
    for name in sections:
        french, english = (len(list(strings(getattr(report, name)))) for report in reports.values())
        assert french == english, name


def test_letters():
    letters = letters_of(str(n) for n in range(28))
    assert [letters[k] for k in ("0", "25", "26", "27")] == ["A", "Z", "A2", "B2"]


def test_an_option_that_is_rarely_best_is_not_called_the_best(told):
    pack, assessment, evaluation = told
    criteria = tuple(
        r.model_copy(
            update={
                "best_share": 0.25 if r.concerned else None,
                "total": r.total and r.total.model_copy(update={"mean": float(n)}),
            }
        )
        for n, r in enumerate(evaluation.criteria)
    )
    report = build_report(pack, assessment, evaluation.model_copy(update={"criteria": criteria}), "en")
    assert {row.cells[0].text for row in report.synthesis.best.rows} == {"No clear difference"}


def test_options_with_the_same_total_tie(reports):
    expense = next(row for row in reports["en"].synthesis.best.rows if row.head.text == "Expense")
    assert [cell.text for cell in expense.cells] == ["A and B tie", "100%", "–"]


def test_the_cover_says_draft_while_something_is_not_proven(told, reports):
    pack, assessment, evaluation = told
    assert reports["en"].cover.status == "Draft: answers are missing"
    proven = evaluation.model_copy(update={"knock_outs": (), "blanks": ()})
    assert build_report(pack, assessment, proven, "en").cover.status == "Complete: no answer is blank"


def test_without_a_reference_there_are_no_differences(told):
    pack, assessment, evaluation = told
    criteria = tuple(r.model_copy(update={"difference": None, "lower_share": None}) for r in evaluation.criteria)
    without = evaluation.model_copy(update={"reference": None, "criteria": criteria})
    report = build_report(pack, assessment, without, "en")
    assert report.comparison.cards[0].table.columns == ("Option", "Median", "P5 to P95", "Best")


def test_a_study_that_is_not_used_says_why(reports):
    marks = [
        (cell.mark, cell.detail)
        for card in reports["en"].performance.cards
        for table in card.tables
        for row in table.rows
        for cell in row.cells
        if cell.mark
    ]
    assert marks
    assert set(marks) == {("not used in the calculation", "because a figure that the calculation needs is missing")}


def test_an_evaluation_with_nothing_to_tell_still_makes_a_report(told):
    pack, assessment, evaluation = told
    names = "contributions activity quantities assumptions factors knock_outs findings studies unfit blanks"
    empty = dict.fromkeys(names.split(), ())
    report = build_report(pack, assessment, evaluation.model_copy(update=empty), "fr")
    assert report.contributions.cards == ()
    assert report.performance.cards == ()
