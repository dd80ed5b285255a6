"""A rehearsal is a copy with simulated participants who vote, and decides nothing."""

from compass.service import concluding, rehearsing, rooms
from tests.service.desks import refused
from tests.service.meetings import ESTIMATE, PAUSE, Meeting, meeting


def rehearsal(found, language="en"):
    copy = rehearsing.rehearse(found.desk, found.actor, found.id, found.workshop, language)
    return Meeting(found.desk, found.actor, found.id, copy, [])


def test_a_rehearsal_is_a_copy_that_has_not_begun(desk):
    found = meeting(desk)
    found.helm.remove(PAUSE)
    found.helm.go(ESTIMATE)
    copy = rehearsal(found, "fr")
    workshop = copy.kept.workshop
    assert (workshop.title.en, workshop.title.fr) == ("Rehearsal: An evening", "Répétition : An evening")
    assert [stage.status for stage in workshop.stages] == ["waiting"] * 7
    people = rooms.room(desk, copy.actor, copy.id, copy.workshop).people
    assert sorted(person.name for person in people)[:2] == ["Simulé 1", "Simulé 10"]
    assert {person.table for person in people} == {"1", "2"}


def test_everybody_simulated_votes_once_and_nothing_is_decided(desk):
    copy = rehearsal(meeting(desk))
    act = (desk, copy.actor, copy.id, copy.workshop, "en")
    assert refused(rehearsing.let_vote, *act) == "W009"
    copy.helm.go(ESTIMATE)
    copy.helm.act("open")
    rehearsing.let_vote(*act)
    rehearsing.let_vote(*act)
    room = rooms.room(desk, copy.actor, copy.id, copy.workshop)
    assert room.board(room.workshop.poll).missing == 0
    copy.helm.act("seal")
    copy.join("Ada")
    assert refused(rehearsing.let_vote, *act) == "W001"
    copy.helm.act("reveal")
    assert refused(concluding.adopt, desk, copy.actor, copy.id, copy.workshop, "p1") == "W025"


def test_nobody_is_simulated_in_the_workshop_itself(desk):
    found = meeting(desk)
    assert refused(rehearsing.let_vote, desk, found.actor, found.id, found.workshop, "en") == "W008"
