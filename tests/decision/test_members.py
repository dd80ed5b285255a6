"""Each member's own answers and weights lead to an option; whether members differ on facts or on weights is told."""

from __future__ import annotations

import pytest

from compass.decision.members import members, voices
from compass.engine.filling import CannotRun
from compass.model.assessment import Answer
from tests.decision.polls import played, poll_of, with_votes
from tests.helpers import assessment_of, program_of

OPTIONS = ("old", "new")
WEIGHTS = {"choices": ("cheap", "fine")}


@pytest.fixture(scope="module")
def program():
    return program_of("""
        questions: {roomy: {type: yes_no, nature: decision}}
        sections: {offer: {asked_of: option, questions: {price: {}, good: {between: [0, 10]}}}}
        findings: {all: roomy}
        criteria:
          cheap: {formula: price, anchors: {worst: 10, best: 0}}
          fine: {formula: good, objective: maximise, anchors: {worst: 0, best: 10}}
    """)


@pytest.fixture(scope="module")
def assessment():
    """By hand, the old one is worth 0.8 and 0.2 on the two criteria, the new one 0.2 and 0.9."""
    return assessment_of("""
        settings: {weights: {swing: {cheap: 50, fine: 50}, why: {fr: "…", en: "…"}}}
        options:
          - {id: old, alternative: base, answers: {price: 2, good: 2}}
          - {id: new, alternative: other, answers: {price: 8, good: 9}}
    """)


def found(program, assessment, asked=None, weights=None, mode="named", options=OPTIONS):
    heard = voices(program, asked or {}, weights)
    return members(program, assessment, heard, options, mode, seed=1, draws=64)


def told(result):
    return {each.option: (each.share, each.persons) for each in result.backings}


def test_each_weighs_in_their_own_way(program, assessment):
    weights = played(poll_of("weights", **WEIGHTS), [(100, 0), (100, 20), (0, 100)])
    result = found(program, assessment, weights=weights)
    assert told(result) == {"old": (2 / 3, ("p0", "p1")), "new": (1 / 3, ("p2",))}
    assert (result.persons, result.difference.weights) == (3, pytest.approx(1))


def test_each_holds_their_own_facts_and_takes_the_weights_of_the_assessment(program, assessment):
    """With equal weights the old one has 0.5, the new one 0.1 more than half of what its goodness is worth."""
    asked = {"good@new": played(poll_of("estimate"), [9, 6, 10, None])}
    result = found(program, assessment, asked)
    assert told(result) == {"old": (1 / 4, ("p1",)), "new": (3 / 4, ("p0", "p2", "p3"))}
    assert result.difference.facts == pytest.approx(1)


def test_a_range_counts_in_its_share_of_draws(program, assessment):
    poll = with_votes(played(poll_of("estimate"), [8]), {})
    wide = poll.told[0].votes[0].ballot.model_copy(update={"low": 6, "likely": 8, "high": 10})
    votes = (poll.told[0].votes[0].model_copy(update={"ballot": wide}),)
    wide_poll = poll.model_copy(update={"rounds": (poll.told[0].model_copy(update={"votes": votes}),)})
    shares = [each.share for each in found(program, assessment, {"good@new": wide_poll}).backings]
    assert shares == pytest.approx([0.5, 0.5], abs=0.02)


def test_who_differs_on_both_is_told_apart(program, assessment):
    """Leads of the old one by facts (rows) and weights (columns): 0.6 and -0.7, or 0.6 and 0.1."""
    asked = {"good@new": played(poll_of("estimate"), [9, 1])}
    weights = played(poll_of("weights", **WEIGHTS), [(1, 0), (0, 1)])
    result = found(program, assessment, asked, weights)
    leads = [[0.6, -0.7], [0.6, 0.1]]
    mean = sum(map(sum, leads)) / 4
    total = sum((lead - mean) ** 2 for row in leads for lead in row) / 4
    facts = sum((sum(row) / 2 - mean) ** 2 for row in leads) / 2
    columns = [sum(column) / 2 for column in zip(*leads, strict=True)]
    assert result.difference.facts == pytest.approx(facts / total)
    assert result.difference.weights == pytest.approx(sum((each - mean) ** 2 for each in columns) / 2 / total)


def test_nobody_who_says_nothing_else_differs(program, assessment):
    result = found(program, assessment, {"roomy": played(poll_of(choices=("yes", "no")), ["yes", "no"])})
    assert (told(result)["new"], result.difference) == ((1, ("p0", "p1")), None)


def test_votes_become_the_answers_that_their_authors_would_have_written(program):
    asked = {
        "good@new": played(poll_of("estimate"), {"ann": 4, "ben": None}),
        "roomy": played(poll_of(choices=("yes", "no")), {"ben": "no"}),
        "price@old": poll_of("estimate"),
    }
    ann, ben = voices(program, asked, played(poll_of("weights", **WEIGHTS), {"ben": (0, 0)}))
    assert ann.answers == {"good@new": Answer(value={"low": 4, "likely": 4, "high": 4})}
    assert (ben.answers, ben.points) == ({"roomy": Answer(value=False)}, None)


def test_an_anonymous_group_is_told_without_names_and_of_five_and_more(program, assessment):
    large = played(poll_of("weights", **WEIGHTS), [(1, 0)] * 6 + [(0, 1)] * 5)
    assert told(found(program, assessment, weights=large, mode="anonymous")) == {
        "old": (6 / 11, ()),
        "new": (5 / 11, ()),
    }
    small = played(poll_of("weights", **WEIGHTS), [(1, 0)] * 6 + [(0, 1)] * 4)
    result = found(program, assessment, weights=small, mode="anonymous")
    assert (result.backings, result.persons) == ((), 10)
    assert result.difference is not None
    few = found(
        program, assessment, weights=played(poll_of("weights", **WEIGHTS), [(1, 0), (0, 1)] * 2), mode="anonymous"
    )
    assert (few.backings, few.difference) == ((), None)


def test_nobody_one_option_and_no_weights_give_nothing(program, assessment):
    asked = {"good@new": played(poll_of("estimate"), [9])}
    assert found(program, assessment) is None
    assert found(program, assessment, asked, options=("old",)) is None
    assert found(program, assessment.model_copy(update={"settings": type(assessment.settings)()}), asked) is None


def test_an_answer_that_its_question_does_not_admit_is_told(program, assessment):
    with pytest.raises(CannotRun) as error:
        found(program, assessment, {"good@new": played(poll_of("estimate"), [11])})
    assert [fault.code for fault in error.value.faults] == ["A003"]
