"""The workshops of an assessment stand side by side, with the result of all who voted."""

from compass.service import preparing
from compass.service.grouped import grouped, members_of
from compass.service.preparing import Prepared
from compass.service.rehearsing import rehearse
from compass.service.together import all_workshops
from tests.service.desks import ON_SQLITE, member, refused
from tests.service.meetings import ESTIMATE, Meeting, answered, meeting

pytestmark = ON_SQLITE


def second(found):
    """Prepare another workshop on the same assessment."""
    workshop = preparing.prepare(found.desk, found.actor, found.id, Prepared("evening", "Again", "named"))
    again = Meeting(found.desk, found.actor, found.id, workshop, [])
    again.join("Cy")
    return again


def test_two_workshops_are_set_side_by_side_and_taken_together(desk):
    first = meeting(desk, people=2)
    answered(first)
    again = second(first)
    assert all_workshops(desk, first.actor, first.id) is None
    first.play(ESTIMATE, {"likely": "100"}, {"likely": "200"})
    again.play(ESTIMATE, {"likely": "300"})
    found = all_workshops(desk, first.actor, first.id)
    assert found.cells == ("evenings",)
    assert sorted(column.answers["evenings"].value["likely"] for column in found.columns[:-1]) == [150, 300]
    assert (found.columns[-1].answers["evenings"].value["likely"], found.columns[-1].persons) == (200, 3)
    assert grouped(desk, found.room).read.assessment.need["evenings"].value["likely"] == 200
    assert members_of(desk, found.room) is None, "without weights nobody can be scored"


def test_a_rehearsal_is_no_workshop_and_a_stranger_sees_none(desk):
    first = meeting(desk, people=1)
    first.play(ESTIMATE, {"likely": "100"})
    copy = Meeting(desk, first.actor, first.id, rehearse(desk, first.actor, first.id, first.workshop, "en"), [])
    copy.play(ESTIMATE)
    assert all_workshops(desk, first.actor, first.id) is None
    assert refused(all_workshops, desk, member(desk, first.id, "other", granted=False), first.id) == "P001"
