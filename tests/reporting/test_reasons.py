"""Why an option does not suit the need or misses a requirement: the answers that decide, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.model.assessment import Answer
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.sections.reasons import why_unfit
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace
from compass.shipped import questionnaires


@pytest.fixture(scope="module")
def triage():
    source = questionnaires() / "compass" / "assessments" / "triage-phone.yaml"
    result = evaluate_file(open_workspace(Path.cwd()), source, draws=64)
    return result.pack, result.read.assessment, result.evaluated.evaluation


def context_of(triage, suits=None, language="en", **need):
    """Let the alternative of the option `nothing` suit the need on one condition, and the need be answered."""
    pack, assessment, evaluation = triage
    alternative = assessment.options[0].alternative
    nodes = dict(pack.nodes)
    if suits is not None:
        nodes[alternative] = nodes[alternative].model_copy(update={"suits": suits})
    given = {**assessment.need, **{id: Answer(value=value) for id, value in need.items()}}
    pack, assessment = pack.model_copy(update={"nodes": nodes}), assessment.model_copy(update={"need": given})
    return Context(pack, assessment, evaluation, language)


PROVEN = "Proof of the need: Proven harm"
NO_HARM = f"{PROVEN} (it would take ‘A loss of comfort’"
UNITS = "Service units a year: 6,000\u00a0service units per year (4,000 to 9,000) (it would take ≤\u00a01,000)"
WAIT = "Accepted wait: Less than a second (it would take ‘Less than a day’)"
ASKED = {
    "en": "Does not suit the need: Kind of data: Table (it would take ‘Text’ or ‘Sound’).",
    "fr": "Ne convient pas au besoin\u00a0: Nature des données\u00a0: Tableau "
    "(il faudrait «\u202fTexte\u202f» ou «\u202fSon\u202f»).",
}


@pytest.mark.parametrize(
    ("suits", "told"),
    [
        ("need_proof in [comfort, undocumented]", f"{NO_HARM} or ‘Nothing is documented’)"),
        ("need_proof == harm and units_per_year <= 1000", UNITS),
        ("not (need_proof == harm)", PROVEN),
        ("need_proof == comfort or waiting == day", f"{NO_HARM}); {WAIT}"),
        ("need_proof == harm and alternative == people", ""),
    ],
)
def test_an_option_does_not_suit_the_need_by_the_answers_that_decide(triage, suits, told):
    assert why_unfit(context_of(triage, suits), "nothing") == told


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_cover_tells_why_an_option_does_not_suit_the_need(triage, language):
    report = build_report(*triage, language)
    assert report.cover.options[3].notes == (ASKED[language],)
    assert all(line.notes == () for line in report.synthesis.options)


def test_a_requirement_that_is_missed_is_told_with_the_answers_that_make_it_so(triage):
    pack, assessment, evaluation = triage
    grave = {"human_check": Answer(value="nobody"), "stakes": Answer(value="vital")}
    assessment = assessment.model_copy(update={"need": {**assessment.need, **grave}})
    missed = tuple(
        each.model_copy(update={"verdict": "failed"})
        if (each.knock_out, each.option) == ("unchecked_and_grave", "satellite")
        else each
        for each in evaluation.knock_outs
    )
    decision = evaluation.decision.model_copy(update={"out": ("satellite",)})
    report = build_report(
        pack, assessment, evaluation.model_copy(update={"knock_outs": missed, "decision": decision}), "en"
    )
    (row,) = report.conformity.tables[-1].rows
    title = pack.knock_outs["unchecked_and_grave"].title.en
    context = Context(*triage, "en")
    given = {"human_check": "nobody", "stakes": "vital"}
    answers = "; ".join(f"{context.question_title(id)}: {context.choice_title(id, each)}" for id, each in given.items())
    assert [row.head.text, *(cell.text for cell in row.cells)] == [title, "D", answers]
    said = " ".join(report.synthesis.replies[0].sentences)
    assert f"D\u2002{context.text(context.options['satellite'].title)} ({title})" in said


def test_a_note_on_an_option_stands_where_the_option_is_presented(told):
    pack, assessment, evaluation = told
    context = Context(pack, assessment, evaluation, "en")
    notes = [(context.text(option.note),) if option.note is not None else () for option in assessment.options]
    assert [each.notes for each in build_report(pack, assessment, evaluation, "en").cover.options] == notes != [()] * 4
