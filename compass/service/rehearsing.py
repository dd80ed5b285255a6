"""A rehearsal: a copy of a workshop with simulated participants, of which nothing goes into the assessment."""

from __future__ import annotations

from dataclasses import replace

from compass.decision.planning import rehearsed
from compass.decision.running import filled
from compass.decision.simulating import simulated
from compass.decision.voting import voted
from compass.errors import DeniedError
from compass.model.base import Text
from compass.model.workshop import Participant
from compass.service.desk import Desk
from compass.service.inviting import SEATS
from compass.service.permissions import Actor
from compass.service.preparing import to_run
from compass.service.tokens import hash_of, new_code, new_id, new_token
from compass.store import seats, workshops
from compass.store.seats import Seated
from compass.texts.words import Language, say

SIMULATED = 10
TABLES = 2


def rehearse(desk: Desk, actor: Actor, id: str, workshop: str, language: Language) -> str:
    """Copy a workshop as it was planned and seat simulated participants in the copy; give its id.

    Raises DeniedError P001, P002, W008, W015.
    """
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        title = kept.workshop.title
        named = Text(
            fr=say("workshop", "fr", "rehearsal.of", title=title.fr),
            en=say("workshop", "en", "rehearsal.of", title=title.en),
        )
        copy = replace(
            kept, id=new_id(), code=new_code(), version=1, made=desk.at(), workshop=rehearsed(kept.workshop, named)
        )
        workshops.add(connection, copy)
        for number in range(SIMULATED):
            name = say("workshop", language, "rehearsal.name", number=number + 1)
            seat, table = SEATS[number % len(SEATS)], str(number % TABLES + 1)
            person = Participant(id=f"p{new_id()}", name=name, seat=seat, table=table)
            seats.add_participant(connection, copy.id, Seated(person, language, desk.at()), hash_of(new_token()))
    return copy.id


def let_vote(desk: Desk, actor: Actor, id: str, workshop: str, language: Language) -> None:
    """Have everybody in a rehearsal who has not voted vote. Raises DeniedError P001, P002, W001, W008, W009, W015."""
    at = desk.now()
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        poll = filled(kept.workshop, seats.votes_of(connection, kept.id)).poll
        if not kept.workshop.is_rehearsal:
            raise DeniedError("W008")
        if poll is None or not poll.rounds:
            raise DeniedError("W009")
        for person in (each.participant for each in seats.participants_of(connection, kept.id)):
            if poll.rounds[-1].of(person.id) is None:
                vote = simulated(poll, person.id, say("workshop", language, "rehearsal.words"))
                voted(poll, vote, at)
                seats.put_vote(connection, kept.id, poll.id, len(poll.rounds), vote, desk.at())
