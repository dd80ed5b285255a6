"""Who joins by the code votes from the own seat alone, in the round that is open, and comes back to the seat."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from compass.service import attending
from compass.service.attending import Joining
from compass.service.tokens import code_in
from compass.store import seats
from tests.service.desks import NOW, refused
from tests.service.meetings import ESTIMATE, QUESTION, meeting


def votes(found):
    with found.desk.database.reading() as connection:
        return seats.votes_of(connection, found.workshop)


def open_round(found, minutes=None):
    found.helm.go(ESTIMATE)
    found.helm.act("open", minutes)


def test_one_joins_by_the_code_however_it_is_typed(desk):
    found = meeting(desk)
    typed = f" {found.code[:4].lower()}-{found.code[4:]} "
    token = attending.join(desk, code_in(typed), Joining(" Ada ", "clinical", "North"), "fr")
    own = attending.seat_by(desk, found.code, token)
    assert (own.participant.name, own.participant.seat, own.participant.table, own.language) == (
        "Ada",
        "clinical",
        "North",
        "fr",
    )


def test_who_is_not_there_is_refused(desk):
    found = meeting(desk, people=1)
    assert refused(attending.join, desk, "XXXXXXXX", Joining("Ada"), "en") == "W016"
    for wrong in (Joining(""), Joining("a" * 61), Joining("Ada", "king")):
        assert refused(attending.join, desk, found.code, wrong, "en") == "W018"
    assert refused(attending.seat_by, desk, found.code, "forged") == "W017"
    assert refused(attending.seat_by, desk, "XXXXXXXX", found.tokens[0]) == "W016"
    assert refused(attending.seat_by, desk, meeting(desk, actor=found.actor).code, found.tokens[0]) == "W017"
    found.helm.end()
    assert refused(found.join, "Late") == "W006"


def test_a_full_workshop_takes_nobody_more(desk, monkeypatch):
    monkeypatch.setattr(attending, "MOST", 2)
    found = meeting(desk, people=2)
    assert refused(found.join, "Third") == "W020"


def test_a_vote_is_taken_in_the_round_that_the_page_showed_and_no_other(desk):
    found = meeting(desk, people=1)
    [token] = found.tokens
    assert refused(attending.vote, desk, found.code, token, ("p1", 1), {"likely": "3"}, "en") == "W001"
    open_round(found)
    for asked in (("p1", 2), ("p1", 0), ("p2", 1)):
        assert refused(attending.vote, desk, found.code, token, asked, {"likely": "3"}, "en") == "W001"
    found.vote(token, likely="3")
    found.vote(token, likely="4")
    assert [vote.ballot.likely for vote in votes(found)["p1", 1]] == [4]
    found.helm.act("seal")
    assert refused(attending.vote, desk, found.code, token, ("p1", 1), {"likely": "5"}, "en") == "W001"


def test_the_clock_of_the_server_closes_a_round(desk):
    found = meeting(desk, people=1)
    open_round(found, 2)
    desk.now = lambda: NOW + timedelta(minutes=2)
    assert refused(attending.vote, desk, found.code, found.tokens[0], ("p1", 1), {"likely": "3"}, "en") == "W001"
    found.helm.act("extend", 1)
    found.vote(found.tokens[0], likely="3")
    assert len(votes(found)["p1", 1]) == 1


def test_words_that_seem_to_tell_of_a_patient_are_questioned(desk):
    found = meeting(desk, people=1)
    found.helm.go(QUESTION)
    found.helm.act("open")
    form = {"text": "Marie Dupont, née le 3 mai 1951"}
    assert refused(attending.vote, desk, found.code, found.tokens[0], ("p1", 1), form, "en") == "P040"
    found.vote(found.tokens[0], **form, confirmed="yes")
    assert len(votes(found)["p1", 1]) == 1


def test_a_paper_card_is_typed_in_until_the_reveal(desk):
    found = meeting(desk)
    person = attending.add_person(desk, found.actor, found.id, found.workshop, Joining("On paper"), "en")
    open_round(found)
    found.helm.act("seal")
    paper = (desk, found.actor, found.id, found.workshop)
    attending.vote_on_paper(*paper, person, {"likely": "3"}, "en")
    assert [vote.on_paper for vote in votes(found)["p1", 1]] == [True]
    assert refused(attending.vote_on_paper, *paper, "nobody", {"likely": "3"}, "en") == "W008"
    found.helm.act("reveal")
    assert refused(attending.vote_on_paper, *paper, person, {"likely": "3"}, "en") == "W001"


def test_a_lost_phone_comes_back_to_its_seat_and_who_gave_it_back_sees_no_vote(desk):
    found = meeting(desk, people=1)
    open_round(found)
    [old] = found.tokens
    found.vote(old, likely="3")
    person = attending.seat_by(desk, found.code, old).participant
    new = attending.give_seat_back(desk, found.actor, found.id, found.workshop, person.id)
    assert refused(attending.seat_by, desk, found.code, old) == "W017"
    assert attending.seat_by(desk, found.code, new).participant == person
    assert json.loads(attending.own_data(desk, found.code, new))["votes"] == []
    found.vote(new, likely="4")
    assert [vote.ballot.likely for vote in votes(found)["p1", 1]] == [4]
    assert json.loads(attending.own_data(desk, found.code, new))["votes"][0]["ballot"]["likely"] == 4
    assert refused(attending.give_seat_back, desk, found.actor, found.id, found.workshop, "nobody") == "W008"


@pytest.mark.parametrize("forget", [False, True])
def test_who_leaves_leaves_votes_and_may_take_the_name_along(desk, forget):
    found = meeting(desk, people=1)
    open_round(found)
    found.vote(found.tokens[0], likely="3")
    attending.leave(desk, found.code, found.tokens[0], forget=forget)
    assert refused(attending.seat_by, desk, found.code, found.tokens[0]) == "W017"
    assert len(votes(found)["p1", 1]) == 1
    with desk.database.reading() as connection:
        [left] = seats.participants_of(connection, found.workshop)
    assert left.participant.has_left
    assert (left.participant.name == "Person 0") is not forget
