"""What a step puts to the vote follows from what it names."""

from __future__ import annotations

import pytest

from compass.decision.asking import poll_of
from compass.model.agenda import Step
from tests.helpers import program_of

NOTES = {"fr": "…", "en": "…"}
WORDS = {"fr": "Cela aide.", "en": "It helps."}


@pytest.fixture(scope="module")
def pack():
    return program_of("""
        questions:
          number: {between: [0, 1000]}
          months: {nature: decision}
          hosted: {type: choice, options: [here, cloud]}
          place: {type: choice, nature: decision, options: [here, cloud]}
          allowed: {type: yes_no, nature: decision}
        findings: {all: number > 1 and months > 1 and hosted == here and place == here and allowed}
        criteria:
          climate: {formula: number, anchors: {worst: 10, best: 0}}
          months_shown: {formula: months, intermediate: true}
    """).pack


@pytest.mark.parametrize(
    ("step", "kind", "choices"),
    [
        ({"step": "estimate", "question": "number"}, "estimate", ()),
        ({"step": "vote", "question": "months"}, "wish", ()),
        ({"step": "vote", "question": "hosted"}, "fact", ("here", "cloud")),
        ({"step": "vote", "question": "place"}, "preference", ("here", "cloud")),
        ({"step": "vote", "question": "allowed"}, "preference", ("yes", "no")),
        ({"step": "statements", "statements": [WORDS, WORDS]}, "ratings", ("1", "2")),
        ({"step": "weights"}, "weights", ("climate",)),
    ],
)
def test_a_step_asks_what_is_held_true_of_facts_and_what_is_preferred_of_decisions(pack, step, kind, choices):
    poll = poll_of(pack, Step(minutes=5, notes=NOTES, **step), "asked", "named")
    assert (poll.kind, poll.choices) == (kind, choices)
    assert poll.between == ((0, 1000) if kind == "estimate" else None)


@pytest.mark.parametrize("step", ["pause", "comparison", "tree", "question"])
def test_a_step_without_a_vote_has_no_poll(pack, step):
    assert poll_of(pack, Step(step=step, minutes=5, notes=NOTES), "asked", "named") is None


def test_a_question_typed_on_the_spot_takes_words_or_one_of_its_choices(pack):
    step = Step(step="question", ask=WORDS, minutes=5, notes=NOTES)
    assert poll_of(pack, step, "asked", "named").kind == "words"
    offered = poll_of(pack, step, "asked", "named", choices=["c1", "c2"])
    assert (offered.kind, offered.choices) == ("preference", ("c1", "c2"))


def test_the_rule_and_the_levels_of_a_step_are_those_of_its_poll(pack):
    rule = {"rounds": 2, "share": 0.9}
    step = Step(step="statements", statements=[WORDS], levels=9, rule=rule, minutes=5, notes=NOTES)
    poll = poll_of(pack, step, "asked", "anonymous")
    assert (poll.levels, poll.rule.rounds, poll.rule.share, poll.mode) == (9, 2, 0.9, "anonymous")
    plain = Step(step="statements", statements=[WORDS], minutes=5, notes=NOTES)
    assert (poll_of(pack, plain, "asked", "named").levels, poll_of(pack, plain, "asked", "named").rule.rounds) == (5, 3)


def test_weights_are_asked_of_the_criteria_that_the_step_names(pack):
    step = Step(step="weights", criteria=["climate"], minutes=5, notes=NOTES)
    assert poll_of(pack, step, "asked", "named").choices == ("climate",)
