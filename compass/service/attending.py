"""What participants do, who have no account: join by a code, vote, leave, come back by a link to their seat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from compass.decision.voting import voted
from compass.errors import DeniedError
from compass.model.question import Seat
from compass.model.running import Workshop
from compass.model.workshop import Participant, Poll
from compass.service.ballots import Fields, vote_of
from compass.service.desk import Desk
from compass.service.inviting import SEATS
from compass.service.permissions import Actor
from compass.service.preparing import to_run
from compass.service.questioning import hold_back
from compass.service.tokens import hash_of, new_id, new_token
from compass.store import seats, workshops
from compass.store.database import Connection
from compass.store.seats import Seated
from compass.store.workshops import KeptWorkshop
from compass.texts.words import Language

LONGEST_NAME = 60
LONGEST_TABLE = 40
MOST = 500
"""Participants of one workshop."""


@dataclass(frozen=True)
class Joining:
    """Who joins: a name or a pseudonym, and where the person sits; empty where that is not said."""

    name: str
    seat: str = ""
    table: str = ""


def workshop_of(desk: Desk, code: str) -> KeptWorkshop:
    """Give the workshop that a code names, without its votes. Raises DeniedError W016."""
    with desk.database.reading() as connection:
        found = workshops.by_code(connection, code)
    if found is None:
        raise DeniedError("W016")
    return found


def join(desk: Desk, code: str, joining: Joining, language: Language) -> str:
    """Take a seat; give the token that opens it.

    Raises DeniedError W006 (ended), W016 (no such code), W018 (name or seat), W020 (full).
    """
    token = new_token()
    with desk.database.writing() as connection:
        kept = held(connection, code)
        _seat(desk, connection, kept, joining, language, token)
    return token


def add_person(desk: Desk, actor: Actor, id: str, workshop: str, joining: Joining, language: Language) -> str:
    """Seat a person who has no phone and votes on paper; give the id. Raises DeniedError P001, P002, W006, W008, W015,
    W018, W020."""
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        return _seat(desk, connection, kept, joining, language, new_token())


def give_seat_back(desk: Desk, actor: Actor, id: str, workshop: str, participant: str) -> str:
    """Make a new token for a seat whose phone is lost; the old one opens nothing, and earlier votes are not shown to
    who comes back with the new. Raises DeniedError P001, P002, W008, W015."""
    token = new_token()
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        if not seats.reseat(connection, kept.id, participant, hash_of(token)):
            raise DeniedError("W008")
    return token


def seat_by(desk: Desk, code: str, token: str) -> Seated:
    """Give whose seat a token opens. Raises DeniedError W016, W017."""
    with desk.database.reading() as connection:
        head = workshops.head_by_code(connection, code)
        if head is None:
            raise DeniedError("W016")
        return seated(connection, head.id, token)


def vote(desk: Desk, code: str, token: str, asked: tuple[str, int], form: Fields, language: Language) -> None:
    """Vote in the round that the page showed, by its poll and number; a later vote takes the place of an earlier.

    Raises DeniedError W001 (not open, not any more, or another one), W002, W016, W017, W021, and P039, P040 on words
    that seem to tell of a patient and were not confirmed.
    """
    with desk.database.writing() as connection:
        kept = held(connection, code)
        person = seated(connection, kept.id, token).participant
        _cast(desk, connection, kept, person, asked, form, language)


def vote_on_paper(
    desk: Desk, actor: Actor, id: str, workshop: str, participant: str, form: Fields, language: Language
) -> None:
    """Type in a person's paper card, which is taken until the reveal. Raises DeniedError as `vote` does, P001, P002,
    W008, W015."""
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop)
        people = (each.participant for each in seats.participants_of(connection, kept.id))
        person = next((each for each in people if each.id == participant), None)
        if person is None:
            raise DeniedError("W008")
        poll = kept.workshop.poll
        asked = ("", 0) if poll is None else (poll.id, len(poll.rounds))
        _cast(desk, connection, kept, person, asked, form, language, on_paper=True)


def leave(desk: Desk, code: str, token: str, *, forget: bool = False) -> None:
    """Leave; votes stay, the name too unless it is to be forgotten. Raises DeniedError W016, W017."""
    with desk.database.writing() as connection:
        kept = held(connection, code, to_change=forget)
        person = seated(connection, kept.id, token).participant
        seats.leave(connection, kept.id, person.id, desk.at(), f"({person.id[-4:]})" if forget else None)
        if forget:  # pages that tell the name are made anew
            workshops.save(connection, kept, kept.workshop)


def own_data(desk: Desk, code: str, token: str) -> str:
    """Give all that is kept of a participant as JSON. Raises DeniedError W016, W017."""
    with desk.database.reading() as connection:
        kept = held(connection, code)
        own = seated(connection, kept.id, token)
        votes = seats.own_votes(connection, kept.id, own.participant.id)
    told = {
        "participant": own.participant.model_dump(mode="json"),
        "language": own.language,
        "joined": own.joined,
        "votes": [
            {"poll": each.poll, "round": each.round, **each.vote.model_dump(mode="json", exclude={"participant"})}
            for each in votes
            if not each.veiled
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def held(connection: Connection, code: str, *, to_change: bool = False) -> KeptWorkshop:
    """Give the workshop of a code, which its facilitator does not change meanwhile. Raises DeniedError W016."""
    found = workshops.hold(connection, code, to_change=to_change)
    if found is None:
        raise DeniedError("W016")
    return found


def seated(connection: Connection, workshop: str, token: str) -> Seated:
    """Give whose seat a token opens. Raises DeniedError W017: forged, passed on or left, in the same words."""
    found = seats.seated_of(connection, workshop, hash_of(token))
    if found is None or found.participant.has_left:
        raise DeniedError("W017")
    return found


def _seat(
    desk: Desk, connection: Connection, kept: KeptWorkshop, joining: Joining, language: Language, token: str
) -> str:
    if kept.workshop.ended_at is not None:
        raise DeniedError("W006")
    name, table = (text.strip().replace("\x00", "") for text in (joining.name, joining.table))
    if not 0 < len(name) <= LONGEST_NAME or joining.seat not in ("", *SEATS):
        raise DeniedError("W018", most=LONGEST_NAME)
    if seats.count_of(connection, kept.id)[0] >= MOST:
        raise DeniedError("W020", most=MOST)
    seat = cast(Seat, joining.seat) if joining.seat else None
    person = Participant(id=f"p{new_id()}", name=name, seat=seat, table=table[:LONGEST_TABLE] or None)
    seats.add_participant(connection, kept.id, Seated(person, language, desk.at()), hash_of(token))
    return person.id


def _cast(
    desk: Desk,
    connection: Connection,
    kept: KeptWorkshop,
    person: Participant,
    asked: tuple[str, int],
    form: Fields,
    language: Language,
    *,
    on_paper: bool = False,
) -> None:
    poll = _asked(kept.workshop, asked)
    given = vote_of(poll, person.id, form, language, on_paper=on_paper)
    at = desk.now()
    voted(poll, given, at)
    hold_back([form.get("why", ""), form.get("text", "")], (), form, at.date())
    seats.put_vote(connection, kept.id, poll.id, len(poll.rounds), given, desk.at())


def _asked(workshop: Workshop, asked: tuple[str, int]) -> Poll:
    """Give the poll that is put to the vote. Raises DeniedError W001 where a page showed another, or another round."""
    poll = workshop.poll
    if poll is None or workshop.ended_at is not None or asked != (poll.id, len(poll.rounds)):
        raise DeniedError("W001")
    return poll
