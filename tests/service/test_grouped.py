"""The result moves with the group's answers, of all, of a seat, of a table, as far as each may be told."""

from __future__ import annotations

import pytest

from compass.service import concluding, rooms
from compass.service.grouped import grouped, members_of, parts
from compass.service.results import evaluation_of
from tests.service.desks import ON_SQLITE
from tests.service.meetings import ESTIMATE, VOTE, WEIGHTS, answered, meeting

pytestmark = ON_SQLITE
EVENINGS = [{"likely": value} for value in ("100", "200", "300")]


def room_of(found):
    return rooms.room(found.desk, found.actor, found.id, found.workshop)


def test_the_result_is_that_of_the_assessment_with_the_groups_answers(desk):
    found = meeting(desk, people=3)
    answered(found)
    assert room_of(found).opened.interview.missing == ("evenings",)
    assert grouped(desk, room_of(found)).interview.missing == ("evenings",)
    found.play(ESTIMATE, *EVENINGS)
    opened = grouped(desk, room_of(found))
    assert opened.read.assessment.need["evenings"].value == {"low": 200, "likely": 200, "high": 200}
    assert opened.interview.missing == ()
    concluding.adopt(desk, found.actor, found.id, found.workshop, "p1")
    kept, said = evaluation_of(desk, desk.open(found.actor, found.id)), evaluation_of(desk, opened)
    assert kept == said.model_copy(update={"assessment_digest": kept.assessment_digest}), "the same, and signed"


def test_a_seat_has_a_result_of_its_own(desk):
    found = meeting(desk, people=4, seats=("clinical", "technical"))
    answered(found)
    found.play(ESTIMATE, *({"likely": value} for value in ("100", "300", "100", "300")))
    told = {part.of: part for part in parts(desk, room_of(found), "seat")}
    likely = {of: part.opened.read.assessment.need["evenings"].value["likely"] for of, part in told.items()}
    assert likely == {"clinical": 100, "technical": 300}
    assert {part.persons for part in told.values()} == {2}
    assert all(part.evaluation is not None for part in told.values())
    assert list(parts(desk, room_of(found), "table")) == []


@pytest.mark.parametrize(("people", "told"), [(8, 0), (10, 2)])
def test_in_an_anonymous_vote_a_seat_of_fewer_than_five_has_none(desk, people, told):
    found = meeting(desk, "anonymous", people=people, seats=("clinical", "technical"))
    answered(found)
    found.play(ESTIMATE, *({"likely": str(100 + number)} for number in range(people)))
    shown = list(parts(desk, room_of(found), "seat"))
    assert len(shown) == 2
    assert sum(part.evaluation is not None for part in shown) == told


def test_what_a_seat_cannot_compute_is_left_out(desk):
    found = meeting(desk, people=2, seats=("clinical",))
    found.play(VOTE, {"value": "warm"}, {"value": "warm"})
    [part] = parts(desk, room_of(found), "seat")
    assert part.evaluation is None


def test_weights_of_the_group_weigh_and_members_are_told_apart(desk):
    found = meeting(desk, people=2)
    answered(found)
    assert members_of(desk, room_of(found)) is None
    found.play(ESTIMATE, {"likely": "100"}, {"likely": "300"})
    found.play(WEIGHTS, {"points-look": "100"}, {"points-look": "50"})
    opened = grouped(desk, room_of(found))
    assert opened.read.assessment.settings.weights.swing == {"look": 100}
    stand = members_of(desk, room_of(found))
    assert stand.persons == 2
    assert {backing.option for backing in stand.backings} == {"keep", "led"}
