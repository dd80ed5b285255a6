"""A seat or a table answers for itself, in an anonymous vote only where its answers can be told."""

from __future__ import annotations

import pytest

from compass.decision.grouping import as_group_says, group_answers, group_outcome, group_points, groups, weights_poll
from compass.model.adoption import Adoption
from compass.model.agenda import Step
from compass.model.assessment import Answer
from compass.model.base import Text
from compass.model.running import Stage, Workshop
from tests.decision.polls import played, poll_of, room
from tests.helpers import assessment_of, program_of

WORDS = Text(fr="…", en="…")
PEOPLE = room(12)
"""By turns clinical and technical."""


@pytest.fixture(scope="module")
def program():
    return program_of("""
        questions:
          number: {between: [0, 1000]}
          place: {type: choice, nature: decision, options: [here, cloud]}
        criteria: {cost: {formula: number, anchors: {worst: 1, best: 0}}}
        findings: {all: number > 1 and place == here}
    """)


def workshop_of(*polls, adoptions=()):
    stage = Stage(id="s1", step=Step(step="pause", minutes=5, notes=WORDS), polls=polls)
    return Workshop(title=WORDS, mode="named", stages=(stage,), adoptions=adoptions)


def by_turns(one, other):
    return [one, other] * 6


def test_each_seat_answers_for_itself(program):
    workshop = workshop_of(played(poll_of("estimate", cell="number"), by_turns(10, 30)))
    said = {
        of: group_answers(program, workshop, PEOPLE, "seat", of)["number"].value["likely"]
        for of in groups(PEOPLE, "seat")
    }
    assert said == {"clinical": 10, "technical": 30}
    assert group_answers(program, workshop, PEOPLE)["number"].value["likely"] == 20
    assert groups(PEOPLE, "table") == ()
    assert groups(PEOPLE, "all") == (None,)


@pytest.mark.parametrize(
    ("votes", "clinical"), [(by_turns("here", "cloud"), "here"), (["here"] * 6 + ["cloud"] * 6, None)]
)
def test_an_anonymous_seat_answers_only_where_no_answer_of_it_is_of_fewer_than_five(program, votes, clinical):
    poll = played(poll_of("preference", "anonymous", cell="place"), votes)
    outcome = group_outcome(poll, PEOPLE, "seat", "clinical")
    answers = group_answers(program, workshop_of(poll), PEOPLE, "seat", "clinical")
    assert (outcome is not None) == (clinical is not None)
    assert [answer.value for answer in answers.values()] == ([clinical] if clinical else [])


def test_what_was_taken_into_the_assessment_is_left_as_it_stands_there(program):
    poll = played(poll_of("estimate", cell="number"), [1, 2, 3])
    taken = Adoption(cell="number", poll="asked", round=1, answer=Answer(value=9), proposer="facilitator")
    assert group_answers(program, workshop_of(poll, adoptions=(taken,)), PEOPLE) == {}
    assert "number" in group_answers(program, workshop_of(poll, adoptions=(taken,)), PEOPLE, "seat", "clinical")


def test_what_was_not_revealed_counts_for_nothing(program):
    workshop = workshop_of(poll_of("estimate", cell="number"), poll_of("weights"))
    assert group_answers(program, workshop, PEOPLE) == {}
    assert group_points(workshop, PEOPLE) is None
    assert weights_poll(workshop) is None


def test_an_assessment_takes_the_answers_and_the_weights_of_a_group():
    assessment = assessment_of("options: [{id: old, alternative: base}]")
    points = group_points(workshop_of(played(poll_of("weights"), [(100, 0), (50, 100), (100, 50)])), PEOPLE)
    assert points == {"climate": 100, "cost": 50}
    said = {"number": Answer(value=3), "price@old": Answer(value=4)}
    after = as_group_says(assessment, said, points, WORDS)
    assert (after.need["number"].value, after.options[0].answers["price"].value) == (3, 4)
    assert after.settings.weights.swing == points
    assert as_group_says(assessment, {}, None, WORDS) == assessment
