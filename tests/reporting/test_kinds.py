"""The kinds of document beside the full report: what each holds, that it conforms, that it keeps to its pages."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compass.errors import UnavailableError
from compass.model.paper import KINDS, SENT
from compass.reporting.context import Context
from compass.reporting.html import render_html
from compass.reporting.kinds.build import build_document
from compass.reporting.kinds.questionnaire import build_questionnaire
from compass.service.evaluating import evaluate_file
from compass.service.reporting import questionnaire_files, report_documents
from compass.service.starting import start_pack
from compass.service.workspace import open_workspace
from compass.shipped import questionnaires
from tests.reporting.pages import misplaced
from tests.reporting.test_pdf import NO_FONTS, failures

CASES = sorted(questionnaires().glob("*/assessments/*.yaml"))
FULL = bool(os.environ.get("COMPASS_FULL"))
CHEAP = ("brief", "letter", "comparison")
MATRIX = [
    (case, kind, language)
    for number, case in enumerate(CASES)
    for kind in KINDS
    for place, language in enumerate(("fr", "en"))
    if FULL or (kind == CHEAP[number % 3] and place == number % 2)
]
"""Every worked case, kind and language where COMPASS_FULL is set; else one of each case, over all cheap kinds."""


@pytest.fixture(scope="module")
def evaluated():
    """Evaluate a worked case once."""
    results = {}

    def of(case):
        if case not in results:
            results[case] = evaluate_file(open_workspace(Path.cwd()), case, draws=256)
        return results[case]

    return of


@pytest.mark.pdf
@pytest.mark.poppler
@pytest.mark.parametrize(("case", "kind", "language"), MATRIX, ids=lambda value: getattr(value, "stem", value))
def test_documents_of_worked_cases_conform(evaluated, case, kind, language):
    import pikepdf  # noqa: PLC0415 — only the PDF tests need it

    made = report_documents(evaluated(case), {".pdf"}, language, kind)[".pdf"]
    assert failures(made) == []
    assert misplaced(made) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.docinfo["/Keywords"]) == kind
        assert (len(document.attachments) == 0) == (kind in SENT)
        assert kind != "brief" or len(document.pages) <= 2


@pytest.mark.pdf
@pytest.mark.parametrize("kind", KINDS if FULL else ("brief",))
def test_two_processes_of_other_surroundings_write_the_same_bytes(kind, tmp_path):
    start_pack("small", tmp_path, "en")
    (source,) = (tmp_path / "small" / "assessments").glob("*.yaml")
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(cache=tmp_path), encoding="utf-8")
    elsewhere = {"LANG": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    elsewhere["FONTCONFIG_FILE"] = str(tmp_path / "fonts.conf")
    made = []
    for name, changed in (("here", {}), ("elsewhere", elsewhere)):
        target = tmp_path / f"{name}.pdf"
        command = [sys.executable, "-m", "compass.cli", "--packs", tmp_path, "report", source, "--kind", kind]
        command += ["--draws", "64", "--lang", "fr", "-o", target]
        paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run(command, env={**os.environ, **paths, **changed}, check=True, capture_output=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_a_letter_names_no_other_offer(told):
    pack, assessment, evaluation = told
    letters = build_document("letter", pack, assessment, evaluation, "en").letters
    assert [letter.recipient for letter in letters] == ["To the vendor of BoneView", "To the vendor of RBfracture"]
    rows = [row for table in letters[0].questions for row in table.rows]
    told_to_first = " ".join(cell.text for row in rows for cell in (row.head, *row.cells))
    assert "RBfracture" not in told_to_first


def test_a_letter_asks_everything_that_its_vendor_owes(told):
    pack, assessment, evaluation = told
    (first, _) = build_document("letter", pack, assessment, evaluation, "fr").letters
    context = Context(pack, assessment, evaluation, "fr")
    asked = {row.head.text for table in first.questions for row in table.rows}
    option = next(each.id for each in assessment.options if each.product == "BoneView")
    owed = {each.question for each in evaluation.vendor_questions if each.option == option}
    assert owed
    assert {context.text(pack.questions[id].ask) for id in owed} <= asked


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_letter_sets_what_the_buyer_holds_a_part_of_apart(told, language):
    pack = told[0]
    (first, _) = build_document("letter", *told, language).letters
    context = Context(*told, language)
    asks = {context.text(each.ask): each.answered_by for each in pack.questions.values()}
    alone, together = first.questions
    assert {asks[ask] for row in alone.rows if (ask := row.head.text) in asks} == {"vendor"}
    assert {asks[row.head.text] for row in together.rows} == {"both"}


def test_one_option_can_not_be_set_side_by_side(evaluated):
    result = evaluated(CASES[0])
    evaluation = result.evaluated.evaluation.model_copy(update={"options": result.evaluated.evaluation.options[:1]})
    alone = type(result)(result.read, type(result.evaluated)(**{**vars(result.evaluated), "evaluation": evaluation}))
    with pytest.raises(UnavailableError) as caught:
        report_documents(alone, {".html"}, "en", "comparison")
    assert caught.value.problem.code == "S008"


def test_the_blank_questionnaire_asks_every_question_of_the_pack_once(told):
    pack = told[0]
    paper = build_questionnaire(pack, "en")
    asked = [question for section in paper.sections for question in section.questions]
    assert len(asked) == sum(question.ask is not None for question in pack.questions.values())
    assert all(question.choices[-1] == "we do not know" for question in asked)
    assert "□ we do not know" in render_html(paper)


def test_a_questionnaire_needs_a_pack_only(tmp_path):
    target = tmp_path / "blank.html"
    questionnaire_files(open_workspace(tmp_path), "compass", (target,), "fr")
    assert "nous ne savons pas" in target.read_text(encoding="utf-8")


def test_the_columns_of_a_comparison_hold_the_options_and_its_links_lead_somewhere(told):
    paper = build_document("comparison", *told, "en")
    standing, criteria, conformity = paper.sections
    assert len(standing.tables[0].columns) == len(criteria.tables[0].columns) == len(told[1].options) + 1
    assert conformity.tables[0].rows
    assert 'href="#' not in render_html(paper)
