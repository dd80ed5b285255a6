"""The pack for buying an AI product asks what it must, of whom it must, and says what to expect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compass.catalogue.reader import read_file
from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

HERE = Path(__file__).parent
ITEMS = read_file(HERE / "eclair_items.yaml", "eclair_items.yaml").data
GUIDE = (Path.cwd() / "docs" / "radiology-pack.md").read_text(encoding="utf-8")
KNOCK_OUT_ITEMS = {"ECL-01", "ECL-02", "ECL-19", "ECL-24", "ECL-33", "ECL-37", "ECL-38", "ECL-40", "ECL-42"} | {
    "CMP-05", "CMP-06", "CMP-07", "CMP-20",
}  # fmt: skip
"""Items for which the study of the frameworks proposes a knock-out."""


@pytest.fixture(scope="module")
def pack():
    return open_workspace(Path.cwd()).pack("radiology-ai").usable().pack


def test_all_items_are_listed():
    ecl, cmp = ({f"{kind}-{n:02}" for n in range(1, last + 1)} for kind, last in (("ECL", 49), ("CMP", 24)))
    assert set(ITEMS) == ecl | cmp
    assert len(ITEMS) == 73


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_asked_with_everything_that_helps_to_answer_it(pack, item):
    for id in ITEMS[item]["questions"]:
        question = pack.questions[id]
        for text in ("ask", "title", "help", "good_answer", "red_flag"):
            assert getattr(question, text) is not None, (id, text)
        assert question.evidence, id
        assert question.stakeholders, id
        assert question.effort, id
        assert question.seat or pack.sections[question.section].seat, id
        assert {"topic", "axis"} <= set(question.tags), id


def test_items_that_call_for_a_knock_out_have_one_or_a_reason(pack):
    told = {item for item, told in ITEMS.items() if "knock_out" in told or "reason" in told}
    assert told == KNOCK_OUT_ITEMS
    named = {told["knock_out"] for told in ITEMS.values() if "knock_out" in told}
    assert named == set(pack.knock_outs)


@pytest.mark.parametrize("item", ITEMS)
def test_the_guide_tells_where_each_item_is_met(item):
    (line,) = re.findall(rf"^\| {item} \|.*$", GUIDE, flags=re.MULTILINE)
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert re.findall(r"`(\w+)`", cells[1]) == ITEMS[item]["questions"]
    assert re.findall(r"`(\w+)`", cells[2]) == ([ITEMS[item]["knock_out"]] if "knock_out" in ITEMS[item] else [])
    if "reason" in ITEMS[item]:
        assert ITEMS[item]["reason"] in cells[2]


def test_every_knock_out_has_a_source_or_is_marked_a_proposal(pack):
    for id, knock_out in pack.knock_outs.items():
        assert knock_out.source in pack.sources, id
        assert knock_out.why is not None, id
        is_proposal = pack.sources[knock_out.source].seen == "proposal"
        assert is_proposal == knock_out.why.en.startswith("Proposal: "), id
        assert is_proposal == knock_out.why.fr.startswith("Proposition : "), id


def test_the_quick_screen_has_ten_questions_and_takes_a_quarter_of_an_hour(pack):
    screen = [question for question in pack.questions.values() if question.tags.get("screen") is True]
    assert len(screen) == 10
    assert all(question.effort for question in screen)
    assert sum(question.effort for question in screen) <= 15


SCREEN_ONLY = """
pack: radiology-ai
version: 1
title: Quick screen
date: 2026-11-22
need: {studies_per_year: 20000, hospital_country: fra}
options:
  - {id: as_we_are, alternative: do_nothing, title: As we are}
  - id: offer
    alternative: vendor_ai_cloud
    title: Offer
    answers:
      patient_benefit: claimed
      intended_use_match: full_match
      external_validation: one_independent
      result_display: viewer_editable
      ce_mark: valid
      data_leaving: pseudonymised_deleted
      price_per_study: 1.5
      incident_handling: mailbox
"""


def test_the_ten_answers_of_the_quick_screen_give_a_result(pack, tmp_path):
    screen = {id for id, question in pack.questions.items() if question.tags.get("screen") is True}
    assert all(f"{id}:" in SCREEN_ONLY for id in screen)
    file = tmp_path / "screen.yaml"
    file.write_text(SCREEN_ONLY, encoding="utf-8")
    evaluation = evaluate_file(open_workspace(Path.cwd()), file, draws=64).evaluated.evaluation
    verdicts = {(r.option, r.knock_out): r.verdict for r in evaluation.knock_outs}
    assert verdicts["offer", "no_valid_ce_mark"] == "passed"
    assert verdicts["offer", "security_not_proven"] == "not_proven"
    told = {r.finding for r in evaluation.findings if r.option == "offer"}
    assert {"benefit_only_claimed", "clause_incidents", "mark_is_valid", "result_in_the_viewer"} <= told


def test_no_number_of_the_reconstructed_list_is_shown_to_anyone(pack):
    for question in pack.questions.values():
        for text in (question.ask, question.title, question.help, question.good_answer, question.red_flag):
            shown = f"{text.fr} {text.en}" if text is not None else ""
            assert not re.search(r"\bQ\d|\bT\d\b|ECL-|CMP-", shown), question.id


def test_each_topic_and_each_axis_has_questions_that_earn_points(pack):
    for tag, declared in (("topic", pack.topics), ("axis", pack.axes)):
        earning = {
            question.tags.get(tag)
            for question in pack.questions.values()
            if question.points or any(o.points is not None for o in pack.choice_options(question).values())
        }
        assert set(declared) <= earning


def test_every_option_of_a_choice_for_the_result_can_be_told_apart_by_points_or_by_rules(pack):
    rules = " ".join(
        [f.when for f in pack.findings.values()]
        + [k.when for k in pack.knock_outs.values()]
        + [q.formula for q in pack.quantities.values()]
        + [text for n in pack.nodes.values() for text in (n.when, n.suits) if text is not None]
        + [str(condition) for condition in pack.conditions.values()]
    )
    for id, question in pack.questions.items():
        if question.type != "choice" or question.purpose != "result" or question.options is None:
            continue
        points = [option.points for option in question.options.values()]
        if None in points or len(set(points)) < len(points):
            described = {n.described.by for n in pack.nodes.values() if n.described is not None}
            tables = {by for factor in pack.factors.values() for by in factor.by}
            for option in question.options:
                assert re.search(rf"\b{option}\b", rules) or id in described | tables, (id, option)
