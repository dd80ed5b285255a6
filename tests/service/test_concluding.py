"""What the workshop decides is an answer of the assessment, in its history, and who differs stays with the workshop."""

from __future__ import annotations

import pytest

from compass.errors import AnswerError
from compass.service import casework, concluding
from compass.service.concluding import Chosen
from compass.service.responding import undo
from tests.service.desks import member, refused, say
from tests.service.meetings import ESTIMATE, QUESTION, VOTE, WEIGHTS, meeting


def adopt(found, poll, chosen=None, actor=None):
    return concluding.adopt(found.desk, actor or found.actor, found.id, found.workshop, poll, chosen)


def choose(reason="The contract says so.", **fields):
    return Chosen({**say(), **{key: [value] for key, value in fields.items()}}, reason, "en")


def test_the_groups_answer_is_written_with_its_author_and_can_be_undone(desk):
    found = meeting(desk, people=3)
    found.play(ESTIMATE, {"likely": "100"}, {"likely": "200"}, {"likely": "300", "why": "It is dark."})
    revision = adopt(found, "p1")
    answer = desk.open(found.actor, found.id).read.assessment.need["evenings"]
    assert answer.value["likely"] == 200
    assert casework.history(desk, found.actor, found.id)[0].number == revision
    [adoption] = found.kept.workshop.adoptions
    assert (adoption.cell, adoption.proposer, adoption.round) == ("evenings", "medians", 1)
    assert sorted((each.ballot.likely, each.why) for each in adoption.dissent) == [(100, None), (300, "It is dark.")]
    undo(desk, found.actor, found.id, revision)
    assert "evenings" not in desk.open(found.actor, found.id).read.assessment.need


def test_the_facilitator_may_choose_otherwise_with_a_reason(desk):
    found = meeting(desk, people=1)
    found.play(VOTE, {"value": "warm"})
    assert refused(adopt, found, "p1", choose(" ", value="cold")) == "W023"
    assert refused(adopt, found, "p1", choose()) == "W005"
    adopt(found, "p1", choose(value="cold"))
    answer = desk.open(found.actor, found.id).read.assessment.options[0].answers["colour"]
    assert (answer.value, answer.comment.en) == ("cold", "The contract says so.")
    [adoption] = found.kept.workshop.adoptions
    assert (adoption.proposer, len(adoption.dissent)) == ("facilitator", 1)


def test_weights_of_the_group_become_those_of_the_assessment(desk):
    found = meeting(desk, people=2)
    found.play(WEIGHTS, {"points-look": "100"}, {"points-look": "80"})
    adopt(found, "p1")
    weights = desk.open(found.actor, found.id).read.assessment.settings.weights
    assert (weights.swing, weights.why.fr) == ({"look": 100}, "Médianes des points du groupe")
    assert found.kept.workshop.adoptions[0].cell == concluding.WEIGHTS


def test_what_is_not_revealed_not_asked_of_a_cell_or_not_admitted_writes_nothing(desk):
    found = meeting(desk, people=1)
    found.helm.go(ESTIMATE)
    assert refused(adopt, found, "p1") == "W003"
    found.helm.go(WEIGHTS)
    assert refused(adopt, found, "p2") == "W003"
    found.play(QUESTION, {"text": "who pays"})
    assert refused(adopt, found, "p3") == "W008"
    assert refused(adopt, found, "p9") == "W008"
    found.play(ESTIMATE, {"state": "unsure"})
    assert refused(adopt, found, "p1") == "W005"
    version = found.kept.version
    with pytest.raises(AnswerError):
        adopt(found, "p1", choose(likely="999"))
    assert (found.kept.version, found.kept.workshop.adoptions) == (version, ())


def test_only_who_runs_the_workshop_decides(desk):
    found = meeting(desk, people=1)
    found.play(ESTIMATE, {"likely": "100"})
    assert refused(adopt, found, "p1", None, member(desk, found.id, "editor")) == "W015"
    assert refused(adopt, found, "p1", None, member(desk, found.id, "reviewer")) == "P002"
