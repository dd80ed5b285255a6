"""What each role sees of a running workshop; while a round is not revealed, nothing of a vote but to the voter."""

from __future__ import annotations

from datetime import timedelta

from compass.service import attending, preparing, rooms
from tests.service.desks import NOW, member, refused
from tests.service.meetings import ESTIMATE, PAUSE, VOTE, meeting


def room_of(found, actor=None, act="answer"):
    return rooms.room(found.desk, actor or found.actor, found.id, found.workshop, act)


def stamp_of(found):
    return rooms.room_stamp(found.desk, found.actor, found.id, found.workshop)


def test_the_facilitator_sees_how_many_are_missing_and_what_can_be_done(desk):
    found = meeting(desk, people=3)
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    found.vote(found.tokens[0], likely="3")
    attending.leave(desk, found.code, found.tokens[1])
    room = room_of(found)
    console = room.console(room.workshop.poll)
    assert (console.voted, console.missing, console.may) == (1, 1, ("extend", "seal"))
    assert room.is_run
    assert console.outcomes == ()
    [voter] = room.has_voted()
    assert voter in {each.id for each in room.people}


def test_of_an_anonymous_vote_nobody_is_named_as_having_voted(desk):
    found = meeting(desk, "anonymous", people=3)
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    found.vote(found.tokens[0], likely="3")
    assert room_of(found).has_voted() == frozenset()


def test_another_editor_sees_the_console_and_a_reader_the_projector_alone(desk):
    found = meeting(desk)
    assert not room_of(found, member(desk, found.id, "editor")).is_run
    reader = member(desk, found.id, "reader")
    assert room_of(found, reader, "read").kept.id == found.workshop
    assert refused(rooms.room, desk, reader, found.id, found.workshop) == "P002"
    assert refused(rooms.room_stamp, desk, reader, found.id, found.workshop) == "P002"
    assert refused(rooms.room, desk, found.actor, found.id, "none") == "W008"
    assert refused(rooms.room_stamp, desk, found.actor, found.id, "none") == "W008"


def test_a_seat_sees_its_own_vote_and_the_others_after_the_reveal(desk):
    found = meeting(desk, people=2)
    found.helm.go(ESTIMATE)
    found.helm.act("open")
    for token, likely in zip(found.tokens, ("3", "5"), strict=True):
        found.vote(token, likely=likely)
    seat = rooms.seat(desk, found.code, found.tokens[0])
    assert seat.place.own[0].ballot.likely == 3
    assert seat.place.outcomes == ()
    assert all(not round.votes for round in seat.kept.workshop.poll.rounds)
    found.helm.act("seal")
    assert not rooms.seat(desk, found.code, found.tokens[0]).place.takes_votes
    found.helm.act("reveal")
    [outcome] = rooms.seat(desk, found.code, found.tokens[0]).place.outcomes
    assert outcome.summary.likely == 4
    found.helm.act("open")
    again = rooms.seat(desk, found.code, found.tokens[0]).place
    assert (again.round, again.own[0].ballot.likely, again.own[1]) == (2, 3, None)


def test_where_nothing_is_asked_a_seat_has_no_poll(desk):
    found = meeting(desk, people=1)
    assert rooms.seat(desk, found.code, found.tokens[0]).place is None
    found.helm.go(PAUSE)
    assert rooms.seat(desk, found.code, found.tokens[0]).place is None
    assert refused(rooms.seat, desk, found.code, "forged") == "W017"
    assert refused(rooms.seat_stamp, desk, "XXXXXXXX", found.tokens[0]) == "W016"


def test_a_vote_of_others_leaves_a_participants_stamp_as_it_was_and_moves_that_of_the_console(desk):
    found = meeting(desk, people=2)
    found.helm.go(VOTE)
    found.helm.act("open", 5)
    before = rooms.seat_stamp(desk, found.code, found.tokens[0]), stamp_of(found)
    found.vote(found.tokens[1], value="warm")
    assert rooms.seat_stamp(desk, found.code, found.tokens[0]) == before[0]
    assert stamp_of(found) != before[1]
    once = stamp_of(found)
    found.vote(found.tokens[1], value="cold")
    assert stamp_of(found) == once, "that somebody thought again is nobody's business"
    found.vote(found.tokens[0], value="cold")
    assert rooms.seat_stamp(desk, found.code, found.tokens[0]) != before[0]


def test_the_end_of_the_time_and_each_act_and_each_person_move_the_stamps(desk):
    found = meeting(desk, people=1)
    found.helm.go(VOTE)
    found.helm.act("open", 5)
    seen = [(rooms.seat_stamp(desk, found.code, found.tokens[0]), stamp_of(found))]
    desk.now = lambda: NOW + timedelta(minutes=6)
    seen.append((rooms.seat_stamp(desk, found.code, found.tokens[0]), stamp_of(found)))
    found.helm.act("seal")
    seen.append((rooms.seat_stamp(desk, found.code, found.tokens[0]), stamp_of(found)))
    assert len({seat for seat, _ in seen}) == len({room for _, room in seen}) == 3
    found.join("Late")
    assert stamp_of(found) not in {room for _, room in seen}
    assert rooms.seat_stamp(desk, found.code, found.tokens[0]) == seen[-1][0]


def test_the_name_of_who_runs_it_is_told(desk):
    found = meeting(desk)
    editor = member(desk, found.id, "editor")
    preparing.hand_over(desk, editor, found.id, found.workshop, editor.account)
    assert (room_of(found).by, room_of(found).is_run) == ("editor", False)
