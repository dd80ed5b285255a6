"""What the answers of an offer earn, axis by axis."""

from __future__ import annotations

from pathlib import Path

import pytest

from compass.service.evaluating import evaluate_file
from compass.service.workspace import open_workspace

MARKS = {
    "pertinence": "answers_on_relevance",
    "validation": "answers_on_validation",
    "usability": "answers_on_usability",
    "eco_design": "answers_on_eco_design",
}
HEAD = """
pack: radiology-ai
version: 1
title: Marks
date: 2026-11-22
"""


@pytest.fixture(scope="module")
def pack():
    return open_workspace(Path.cwd()).pack("radiology-ai").usable().pack


def earning(pack):
    for id, question in pack.questions.items():
        options = pack.choice_options(question)
        if question.points is not None:
            yield id, {option == "yes": points for option, points in question.points.items()}
        elif any(option.points is not None for option in options.values()):
            yield id, {option: each.points or 0 for option, each in options.items()}


@pytest.fixture(scope="module")
def marks(pack, tmp_path_factory):
    """Evaluate an offer in the cloud whose every answer with points is the one that `choose` picks."""

    def evaluate(choose):
        need, offer = {"studies_per_year": 20000, "hospital_country": "fra"}, {"data_leaving": "pseudonymised_deleted"}
        for id, points in earning(pack):
            many = pack.questions[id].type == "choices"
            picked = [o for o in points if choose is max] if many else choose(points, key=lambda o: points[o])
            (need if pack.is_asked_of_need(pack.questions[id]) else offer)[id] = picked
        need["public_buyer"] = True
        options = [{"id": "offer", "alternative": "vendor_ai_cloud", "title": "Offer", "answers": offer}]
        options.insert(0, {"id": "as_we_are", "alternative": "do_nothing", "title": "As we are"})
        file = tmp_path_factory.mktemp("marks") / "offer.yaml"
        file.write_text(HEAD + f"need: {written(need)}\noptions: {written(options)}\n", encoding="utf-8")
        return evaluate_file(open_workspace(Path.cwd()), file, draws=64).evaluated.evaluation

    return evaluate


def written(value):
    """Write a value as YAML in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_best_answers_earn_all_and_the_worst_earn_nothing(marks):
    best, worst = (results(marks(choose)) for choose in (max, min))
    for criterion in MARKS.values():
        assert best[criterion, "offer"].total.median == 1
        assert worst[criterion, "offer"].total.median == 0


def results(evaluation):
    return {(r.criterion, r.option): r for r in evaluation.criteria}


def test_a_solution_without_software_has_no_marks(marks):
    found = results(marks(max))
    assert not any(found[criterion, "as_we_are"].concerned for criterion in MARKS.values())


def test_a_weak_topic_is_told_of_the_offer_and_of_nothing_else(pack, marks):
    weak = {f"weak_{topic}" for topic in pack.topics}
    told = {
        choose: {(r.finding, r.option) for r in marks(choose).findings if r.finding in weak} for choose in (max, min)
    }
    assert told == {max: set(), min: {(finding, "offer") for finding in weak}}


def test_the_marks_are_shown_and_weigh_nothing(pack):
    assert all(pack.criteria[criterion].intermediate for criterion in MARKS.values())
    assert not any(set(MARKS.values()) & set(profile.swing) for profile in pack.weight_profiles.values())
    assert list(MARKS) == list(pack.axes)
