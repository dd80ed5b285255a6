"""The parts of the report for those who buy: proof by topic, cost, what one option alone meets, signatures, changes."""

from __future__ import annotations

from compass.model.assessment import Answer
from compass.model.digest import digest
from compass.reporting.build import build_report
from compass.reporting.context import Context
from compass.reporting.sections.depth import is_screen
from compass.reporting.sections.lone import points_of
from compass.reporting.sections.topics import Proof, proofs


def test_an_answer_is_proven_only_by_a_document_and_a_rejected_one_is_neither():
    rejected = {"verdict": "rejected"}
    answers = (
        Answer(value="yes", evidence="leaflet"),
        Answer(value="yes"),
        Answer(value="unknown", evidence="leaflet"),
        Answer(value="yes", evidence="leaflet", review=rejected),
        Answer(value=[{"metric": "sensitivity", "value": 0.9, "evidence": "paper"}]),
        None,
    )
    proof = Proof()
    for answer in answers:
        proof = proof.with_answer(answer)
    assert proof == Proof(asked=6, declared=3, proven=2)


def test_the_topics_of_the_pack_are_told_for_each_option_with_a_vendor(told, reports):
    (table,) = reports["en"].topics.tables
    assert [row.head.text for row in table.rows] != []
    assert table.columns == ("Topic", "A", "B", "C", "D")
    for row in proofs(Context(*told, "en")).values():
        assert all(proof.proven <= proof.declared <= proof.asked for proof in row.values())


def test_the_cost_of_the_contract_is_the_yearly_one_times_its_years(told, reports):
    pack, _, evaluation = told
    (table,) = reports["en"].cost.tables
    assert f"{pack.header.horizon:g} years" in table.columns[2]
    free = next(row for row in table.rows if row.head.text.startswith("B"))
    assert [cell.text for cell in free.cells] == ["0", "0"]
    median = next(
        r.total.median for r in evaluation.criteria if (r.criterion, r.option) == ("cost", evaluation.options[2])
    )
    whole = float(table.rows[2].cells[1].text.replace(",", ""))
    assert abs(whole / (median * pack.header.horizon) - 1) < 0.06


def test_a_best_answer_that_one_option_alone_gives_is_told(told):
    pack, assessment, evaluation = told
    question = next(
        each for each in pack.questions.values()
        if each.type == "choice" and "option" not in pack.asked_of(each)
        and sum(o.points is not None for o in pack.choice_options(each).values()) > 1
        and all(each.id in option.answers for option in assessment.options[2:])
    )  # fmt: skip
    points = {id: option.points or 0.0 for id, option in pack.choice_options(question).items()}
    best, worst = max(points, key=points.__getitem__), min(points, key=points.__getitem__)
    given = {assessment.options[2].id: best, assessment.options[3].id: worst}
    options = tuple(
        o.model_copy(update={"answers": {**o.answers, question.id: Answer(value=given[o.id])}}) if o.id in given else o
        for o in assessment.options
    )
    changed = assessment.model_copy(update={"options": options})
    context = Context(pack, changed, evaluation, "en")
    assert points_of(context, question) == {id: points[choice] for id, choice in given.items()}
    rows = {
        row.head.text: row.cells
        for table in build_report(pack, changed, evaluation, "en").lone.tables
        for row in table.rows
    }
    assert rows[context.question_title(question.id)][0].text.startswith("C")
    assert rows[context.question_title(question.id)][1].text == "answered, less well"


def test_those_who_sign_see_the_whole_digest(told, reports):
    for language in ("fr", "en"):
        signature = reports[language].signature
        assert digest(told[2]).removeprefix("sha256:") in signature.lead[0]
        assert all(row.cells[0].text.strip() == "" for row in signature.tables[0].rows)


def test_a_quick_screen_says_on_the_cover_that_it_is_not_for_public_claims(told, reports):
    pack, assessment, evaluation = told
    assert "Screening: not for public claims" not in reports["en"].cover.status_detail
    screened = {id for id, question in pack.questions.items() if question.tags.get("screen") is True}
    kept = [{id: a for id, a in o.answers.items() if id in screened} for o in assessment.options]
    options = tuple(o.model_copy(update={"answers": a}) for o, a in zip(assessment.options, kept, strict=True))
    need = {id: answer for id, answer in assessment.need.items() if id in screened}
    screen = assessment.model_copy(update={"options": options, "need": need, "all_options": {}})
    assert is_screen(Context(pack, screen, evaluation, "en"))
    cover = build_report(pack, screen, evaluation, "en").cover
    assert cover.status_detail.startswith("Screening: not for public claims")


def test_dated_answers_and_reviews_are_logged_the_latest_first(told):
    pack, assessment, evaluation = told
    name = next(iter(assessment.need))
    review = {"verdict": "accepted", "by": "B. Reader", "at": "2026-11-21"}
    answer = assessment.need[name].model_copy(update={"at": "2026-11-20", "by": "A. Writer"})
    answer = Answer.model_validate({**answer.model_dump(), "review": review})
    changed = assessment.model_copy(update={"need": {**assessment.need, name: answer}})
    (table,) = build_report(pack, changed, evaluation, "en").changes.tables
    told_rows = [(row.cells[0].text, row.cells[1].text) for row in table.rows]
    assert told_rows[:2] == [("B. Reader", "1 answer accepted on review"), ("A. Writer", "1 answer given")]


def test_the_glossary_explains_the_criteria_of_the_pack(told, reports):
    own, theirs = reports["fr"].glossary.tables
    assert len(own.rows) == 19
    helped = [criterion for criterion in told[0].criteria.values() if criterion.help is not None]
    assert len(theirs.rows) == len(helped)
