"""Workshops, seats and votes are kept as they were given, in either database, and go with their assessment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from compass.decision.planning import parked, planned
from compass.decision.running import acted, filled, started
from compass.model.adoption import Adoption, Dissent
from compass.model.agenda import Agenda
from compass.model.assessment import Answer
from compass.model.base import Text
from compass.model.group import Estimated, Held, Preferred, Rated, Said, Unsure, Vote, Wanted, Weighted
from compass.model.workshop import Participant
from compass.store import assessments, seats, tables, workshops
from compass.store.people import remove_account
from compass.store.seats import Seated
from compass.store.workshops import KeptWorkshop
from tests.service.desks import NOW, WORKSPACE, begun, member

WORDS = Text(fr="…", en="…")
STEPS = [{"step": step, "minutes": 5, "notes": WORDS} for step in ("pause", "weights")]
STEPS += [{"step": "vote", "question": "sight", "minutes": 5, "notes": WORDS, "rule": {"rounds": 2}}]
BALLOTS = (
    Estimated(low=1, likely=2, high=3),
    Held(option="led"),
    Preferred(option="led"),
    Wanted(value=3),
    Rated(levels=(1, None)),
    Weighted(points={"climate": 100.0}),
    Said(text="who pays"),
    Unsure(),
)


@pytest.fixture
def kept(desk):
    """A workshop in its first step, on an assessment of its own."""
    actor, id = begun(desk)
    agenda = Agenda(agenda="short", title=WORDS, minutes=15, mode="anonymous", steps=STEPS)
    pack = WORKSPACE.pack("tiny").usable().pack
    workshop = started(parked(planned(agenda, WORDS), "Who pays?"), pack, "s2", (), NOW)
    kept = KeptWorkshop("w", id, "ABCDEFGH", 1, actor.account, desk.at(), acted(workshop, "open", NOW))
    with desk.database.writing() as connection:
        workshops.add(connection, kept)
    return kept


def join(connection, id, token="t", **own):
    seats.add_participant(connection, "w", Seated(Participant(id=id, name="Ada", **own), "fr", "now"), token)


def test_a_workshop_comes_back_as_it_was_and_each_change_raises_its_version(desk, kept):
    adoption = Adoption(
        cell="sight",
        poll="p1",
        round=1,
        answer=Answer(value="led"),
        proposer="most_prefer",
        dissent=(Dissent(ballot=Preferred(option="keep"), participant="p"),),
    )
    after = kept.workshop.model_copy(update={"adoptions": (adoption,), "ended_at": NOW})
    with desk.database.writing() as connection:
        found = workshops.load(connection, kept.assessment, "w", to_change=True)
        assert found == kept
        assert workshops.save(connection, found, after) == 2
    with desk.database.reading() as connection:
        assert workshops.by_code(connection, "ABCDEFGH") == replace(kept, version=2, workshop=after)
        assert workshops.hold(connection, "ABCDEFGH").version == 2
        assert workshops.head_by_code(connection, "ABCDEFGH").version == 2
        assert [each.id for each in workshops.of_assessment(connection, kept.assessment)] == ["w"]
        assert workshops.load(connection, "other", "w") is None
        assert workshops.head_by_code(connection, "ABCDEFGX") is None


@pytest.mark.parametrize("ballot", BALLOTS, ids=lambda ballot: ballot.kind)
def test_every_kind_of_vote_comes_back_and_a_later_one_of_the_round_takes_its_place(desk, kept, ballot):
    vote = Vote(participant="p", ballot=ballot, sure="fairly", why="so", on_paper=True)
    with desk.database.writing() as connection:
        join(connection, "p", seat="clinical", table="one")
        seats.put_vote(connection, "w", "p1", 1, Vote(participant="p", ballot=Unsure()), desk.at())
        seats.put_vote(connection, "w", "p1", 1, vote, desk.at())
    with desk.database.reading() as connection:
        votes = seats.votes_of(connection, "w")
        assert filled(kept.workshop, votes).poll.rounds[0].votes == (vote,)
        assert seats.count_of(connection, "w") == (1, 0, 1)


def test_a_seat_opens_by_its_token_and_passes_on_without_what_was_voted(desk, kept):
    with desk.database.writing() as connection:
        join(connection, "p", "one")
        seats.put_vote(connection, "w", "p1", 1, Vote(participant="p", ballot=Unsure()), desk.at())
        assert [own.veiled for own in seats.own_votes(connection, "w", "p")] == [False]
        seats.leave(connection, "w", "p", desk.at(), "Participant")
        assert seats.seated_of(connection, "w", "one").participant.has_left
        assert seats.count_of(connection, "w") == (1, 1, 1)
        assert seats.reseat(connection, "w", "p", "two")
        assert not seats.reseat(connection, "w", "nobody", "three")
        assert seats.seated_of(connection, "w", "one") is None
        found = seats.seated_of(connection, "w", "two").participant
        assert (found.name, found.has_left) == ("Participant", False)
        assert [own.veiled for own in seats.own_votes(connection, "w", "p")] == [True]
        seats.put_vote(connection, "w", "p1", 1, Vote(participant="p", ballot=Unsure()), desk.at())
        assert [own.veiled for own in seats.own_votes(connection, "w", "p")] == [False]


def test_who_runs_it_may_change_and_be_erased(desk, kept):
    member(desk, kept.assessment, "editor")
    with desk.database.writing() as connection:
        workshops.pass_on(connection, kept, "a-editor")
        assert workshops.run_by(connection, "a-editor") == (("w", kept.assessment),)
        remove_account(connection, "a-editor")
        assert workshops.by_code(connection, "ABCDEFGH").facilitator is None


@pytest.mark.parametrize("remove", ["workshop", "assessment"])
def test_nothing_is_left_of_what_is_deleted(desk, kept, remove):
    with desk.database.writing() as connection:
        join(connection, "p")
        seats.put_vote(connection, "w", "p1", 1, Vote(participant="p", ballot=Unsure()), desk.at())
        if remove == "assessment":
            assessments.remove(connection, kept.assessment)
        else:
            assert not workshops.remove(connection, "other", "w")
            assert workshops.remove(connection, kept.assessment, "w")
        for table in (tables.workshops, tables.participants, tables.votes):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
