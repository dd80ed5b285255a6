from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from compass.model.evaluation import Assumption
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
    assert {row.cells[0].text for row in report.comparison.best.rows} == {"No clear difference"}


def test_options_with_the_same_total_tie(reports):
    expense = next(row for row in reports["en"].comparison.best.rows if row.head.text == "Cost")
    assert [cell.text for cell in expense.cells[:3]] == ["A and B tie", "100%", "–"]
    assert expense.cells[3].text.startswith("B\xa00, C\xa0+")


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
    assert report.comparison.cards[0].table.columns == ("Option", "Median", "P5 to P95", "Best in")
    assert report.comparison.best.columns == ("Criterion", "Best", "Share of draws", "The others")


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


def test_a_question_to_several_vendors_is_written_once(reports):
    groups = reports["en"].questions.groups
    both, second = "C\u2002BoneView on site · D\u2002RBfracture in the cloud", "D\u2002RBfracture in the cloud"
    shared = "To settle with the vendor, since a part of the answer is yours: "
    assert [group.title for group in groups] == [both, second, shared + both, shared + second]
    asked = [item.text for group in groups for item in group.items]
    assert len(asked) == len(set(asked))


def test_each_contribution_figure_shows_every_option_that_has_one(reports):
    cards = {card.title: card for card in reports["en"].contributions.cards}
    assert [len(card.figures) for card in cards.values()] == [1] * len(cards)
    assert [len(cards[name].figures[0].panels) for name in ("Climate", "Cost")] == [4, 2]
    assert all(len(row.boxes) == len(row.values) for card in cards.values() for row in card.figures[0].rows)


def test_a_consequence_too_small_for_the_rounding_is_named(reports):
    metals = next(card for card in reports["en"].contributions.cards if card.title == "Metals and minerals used up")
    assert metals.tables[0].note.startswith("Also counted, but too small to show at this rounding: ")
    assert not any(all(cell.text in ("–", "≈\xa00") for cell in row.cells) for row in metals.tables[0].rows)


def test_cells_that_a_phone_stacks_are_named(reports):
    rows = [row for table in reports["fr"].factors.tables for row in table.rows]
    assert {tuple(cell.label for cell in row.cells) for row in rows} == {reports["fr"].factors.tables[0].columns[1:]}


def test_the_setting_of_a_study_is_told_in_the_language_of_the_report(reports):
    for language, words in (("fr", "Finlande"), ("en", "Finland")):
        setting = reports[language].performance.cards[0].tables[0].rows[0]
        assert words in setting.cells[0].text


def test_an_evaluation_with_nothing_to_tell_still_makes_a_report(told):
    pack, assessment, evaluation = told
    names = "contributions activity quantities assumptions factors knock_outs findings studies unfit blanks"
    empty = dict.fromkeys(names.split(), ())
    report = build_report(pack, assessment, evaluation.model_copy(update=empty), "fr")
    assert report.contributions.cards == ()
    assert report.performance.cards == ()


def test_without_a_study_nothing_announces_one(told):
    pack, assessment, evaluation = told
    found = build_report(pack, assessment, evaluation.model_copy(update={"studies": ()}), "en").performance
    assert (found.lead, found.cards) == ((), ())


def test_what_no_result_depends_on_is_named_and_has_no_row(told):
    pack, assessment, evaluation = told
    asked = next(id for id, question in pack.questions.items() if question.purpose == "report")
    unread = Assumption(question=asked, option=None, state="unknown", is_decision=False)
    section = build_report(pack, assessment, evaluation.model_copy(update={"assumptions": (unread,)}), "en").assumptions
    assert section.tables == ()
    title = pack.questions[asked].label.en
    assert section.lead[-1].endswith(f"nothing is assumed in their place: {title}.")
