"""The eight steps of QuantiGES as a document: of a pack, of an assessment with its numbers, and without."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import pytest

from compass.reporting.html import render_html
from compass.reporting.pdf import render_pdf
from compass.reporting.quantiges.build import steps_of_case, steps_of_pack
from compass.reporting.quantiges.document import EightSteps
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace
from compass.texts.typography import set_type
from tests.reporting.test_pdf import failures

CASE = Path("questionnaires/compass/assessments/augmented-search.yaml")
ANCHORS = ["action", "aim", "reference", "tree", "perimeter", "data", "quantify", "analyse"]
KINDS = ["pack", "told", "numbers"]


@cache
def evaluated():
    result = evaluate_file(open_workspace(Path.cwd()), CASE, draws=256)
    return result.pack, result.read.assessment, result.evaluated.evaluation


@cache
def document(kind: str, language: str = "en") -> EightSteps:
    if kind == "pack":
        return steps_of_pack(open_workspace(Path.cwd()).pack("compass").usable().pack, language, "compass")
    return steps_of_case(*evaluated(), language, numbers=kind == "numbers")


def step(kind: str, anchor: str, language: str = "en"):
    (found,) = (each for each in document(kind, language).steps if each.anchor == anchor)
    return found


def words(kind: str, anchor: str) -> str:
    found = step(kind, anchor)
    cells = [cell for table in found.tables for row in table.rows for cell in (row.head, *row.cells)]
    items = [item for group in found.groups for item in group.items]
    return "\n".join([*found.lead, *(f"{each.text} {each.mark}" for each in (*cells, *items))])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_document_has_the_eight_steps_in_order_and_none_is_empty(kind, language):
    steps = document(kind, language).steps
    assert [each.anchor for each in steps] == ANCHORS
    assert [each.title[:3] for each in steps] == [f"{n}. " for n in range(1, 9)]
    assert all(each.tree or any(g.items or g.none for g in each.groups) or each.tables for each in steps)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_leads_to_each_of_its_steps_and_nowhere_else(kind):
    page = render_html(document(kind))
    targets, links = set(re.findall(r' id="([^"]+)"', page)), re.findall(r'href="#([^"]+)"', page)
    assert [link for link in links if link not in targets] == []
    assert links == ANCHORS


def test_the_action_lists_what_is_compared_and_marks_the_reference():
    pack, assessment, _ = evaluated()
    told = words("told", "action")
    assert all(option.title.en in told for option in assessment.options)
    known = words("pack", "action")
    assert all(node.title.en in known for node in pack.alternatives().values())
    assert known.count(" reference") == 1


def test_the_need_is_told_by_its_answers_and_asked_where_there_are_none():
    assert "Proof of the need: " in words("told", "aim")
    assert "What happens if nothing is done, and what shows it?" in words("pack", "aim")


def test_the_tree_of_an_assessment_names_its_options_and_that_of_a_pack_names_none():
    def details(branches):
        return "".join(b.detail + details(b.branches) for b in branches)

    assert "in A B" in details(step("told", "tree").tree.branches)
    assert "in A" not in details(step("pack", "tree").tree.branches)


def test_without_numbers_options_have_levels_in_words_and_no_result_in_digits():
    pack, assessment, _ = evaluated()
    tables = step("told", "quantify").tables
    described = {each.title.en: set(each.described.values()) for each in pack.criteria.values() if each.described}
    assert {table.caption for table in tables} == set(described)
    for table in tables:
        assert len(table.rows) == len(assessment.options)
        assert {row.cells[0].text for row in table.rows} <= {level.en for level in described[table.caption]}
    told = words("told", "quantify") + words("told", "analyse")
    assert not re.search(r"\d ?%|of draws|points", told)


def test_with_numbers_the_results_and_the_answers_of_the_report_are_there():
    pack, _, _ = evaluated()
    assert all(criterion.title.en in words("numbers", "quantify") for criterion in pack.criteria.values())
    assert [group.title for group in step("numbers", "analyse").groups][:2] == ["What holds up best?", "Is AI needed?"]


def test_what_was_expected_to_weigh_most_stands_beside_what_does_and_a_difference_is_explained():
    pack, assessment, evaluation = evaluated()
    (table,) = step("numbers", "analyse").tables
    expected = [each for each in assessment.expect if each.largest]
    assert len(table.rows) == len(expected) == 4
    for row, each in zip(table.rows, expected, strict=True):
        wanted, found, told = row.cells
        (largest,) = evaluation.largest(each.option, each.criterion)[:1]
        titles = [set_type(pack.nodes[id].title.en, "en") for id in (each.largest[0], largest)]
        assert [wanted.text, found.text] == titles
        assert (told.text == "As expected.") == (wanted.text == found.text)
        assert len(told.text) > 10
    assert step("told", "analyse").tables == ()


def test_the_data_count_every_answer_once():
    _, assessment, evaluation = evaluated()
    rows = step("told", "data").tables[0].rows
    given = [int(row.cells[0].text) for row in rows]
    unknown = [sum(a.value == "unknown" for a in each.answers.values()) for each in assessment.options]
    assert given[1:] == [len(each.answers) - n for each, n in zip(assessment.options, unknown, strict=True)]
    assert sum(int(row.cells[2].text) for row in rows) == sum(a.state == "blank" for a in evaluation.assumptions)


def test_the_document_says_what_it_is_not():
    for language, said in (("en", "ADEME has neither seen nor validated"), ("fr", "L’ADEME n’a ni vu ni validé")):
        assert said in html.unescape(render_html(document("pack", language)))


@pytest.mark.pdf
@pytest.mark.parametrize(("kind", "language"), [("pack", "fr"), ("told", "en")])
def test_the_pdf_conforms_to_pdf_a_and_pdf_ua(kind, language):
    assert failures(render_pdf(render_html(document(kind, language)))) == []
