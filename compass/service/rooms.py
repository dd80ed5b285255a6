"""What each role sees of a running workshop, and the stamps by which a page knows that it has not changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from compass.decision import seeing
from compass.decision.discussing import topics
from compass.decision.running import filled, following, told_only
from compass.decision.voting import takes_votes
from compass.errors import DeniedError
from compass.model.running import Stage, Workshop
from compass.model.workshop import Board, Console, Participant, Place, Poll, Topic
from compass.service.attending import seated
from compass.service.desk import Desk, Opened
from compass.service.facilitating import cells_of
from compass.service.permissions import Act, Actor, require
from compass.store import people, seats, workshops
from compass.store.database import Connection
from compass.store.seats import Own, Seated
from compass.store.workshops import Head, KeptWorkshop


@dataclass(frozen=True)
class Room:
    """A workshop as a member of its assessment sees it, its rounds with their votes; `by` names who runs it."""

    kept: KeptWorkshop
    seated: tuple[Seated, ...]
    opened: Opened
    by: str
    is_run: bool
    at: datetime

    @property
    def workshop(self) -> Workshop:
        return self.kept.workshop

    @property
    def people(self) -> tuple[Participant, ...]:
        """All who ever joined."""
        return tuple(each.participant for each in self.seated)

    def board(self, poll: Poll) -> Board:
        """Give what the projector shows of a poll."""
        return seeing.board(poll, self.people, self.at)

    def console(self, poll: Poll) -> Console:
        """Give what the facilitator sees of a poll."""
        return seeing.console(poll, self.people, self.at)

    @property
    def following(self) -> Stage | None:
        """The next stage that waits."""
        return following(self.workshop)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that the current stage asks about, one for each option of a question of options."""
        return () if self.workshop.stage is None else cells_of(self.opened, self.workshop.stage)

    def topics(self) -> tuple[Topic, ...]:
        """Tell what of the current poll to discuss first, and who speaks first."""
        return topics([self.workshop.poll]) if self.workshop.poll is not None else ()

    def has_voted(self) -> frozenset[str]:
        """Name who has voted in the current round of a named vote: who is missing is told, not what was said."""
        poll = self.workshop.poll
        if poll is None or not poll.rounds or poll.mode != "named":
            return frozenset()
        return frozenset(vote.participant for vote in poll.rounds[-1].votes)


@dataclass(frozen=True)
class Seat:
    """A workshop as a participant sees it: no vote of others stands in it but what was revealed.

    `place` is the current poll, None where nothing is put to the vote; how many voted is told elsewhere. `opened` gives
    the words of what is asked.
    """

    kept: KeptWorkshop
    opened: Opened
    seated: Seated
    place: Place | None
    people: tuple[Participant, ...]
    own: tuple[Own, ...]


def room(desk: Desk, actor: Actor, id: str, workshop: str, act: Act = "answer") -> Room:
    """Give a workshop of an assessment. Raises DeniedError P001, P002, W008."""
    opened = desk.open(actor, id, act)
    with desk.database.reading() as connection:
        kept = workshops.load(connection, id, workshop)
        if kept is None:
            raise DeniedError("W008")
        votes, found = seats.votes_of(connection, kept.id), seats.participants_of(connection, kept.id)
        by = people.names(connection).get(kept.facilitator or "", "")
    is_run = actor.account is not None and kept.facilitator == actor.account
    full = replace(kept, workshop=filled(kept.workshop, votes))
    return Room(full, found, opened, by, is_run, desk.now())


def room_stamp(desk: Desk, actor: Actor, id: str, workshop: str, act: Act = "answer") -> str:
    """Name the state of a console or a projector: it changes with each act, each person and each one who votes.

    Raises DeniedError P001, P002, W008.
    """
    with desk.database.reading() as connection:
        require(connection, actor, id, act)
        head = workshops.head_of(connection, id, workshop)
        if head is None:
            raise DeniedError("W008")
        counts = seats.count_of(connection, head.id)
        kept = _known(desk, connection, head)
    return ".".join(map(str, (head.version, *counts, _is_open(kept.workshop, desk.now()))))


def seat(desk: Desk, code: str, token: str) -> Seat:
    """Give a participant's view. Raises DeniedError W016, W017."""
    with desk.database.reading() as connection:
        head = _head(connection, code)
        sitting = seated(connection, head.id, token)
    opened = desk.open(Actor(shared=frozenset({head.assessment})), head.assessment, "see")
    with desk.database.reading() as connection:
        kept = _known(desk, connection, head)
        own = seats.own_votes(connection, head.id, sitting.participant.id)
        poll, at = kept.workshop.poll, desk.now()
        if poll is None:
            return Seat(kept, opened, sitting, None, (), own)
        shared, people = desk.rooms.get(("board", *_key(head)), lambda: _board(connection, kept, at))
    votes = {each.round: each.vote for each in own if each.poll == poll.id and not each.veiled}
    at_place = tuple(votes.get(number) for number in range(1, len(poll.rounds) + 1))
    told = {key: getattr(shared, key) for key in Board.model_fields}
    place = Place(**{**told, "takes_votes": takes_votes(poll, at)}, own=at_place)
    return Seat(kept, opened, sitting, place, people, own)


def seat_stamp(desk: Desk, code: str, token: str) -> str:
    """Name the state of a participant's page: no vote of others changes it. Raises DeniedError W016, W017."""
    with desk.database.reading() as connection:
        head = _head(connection, code)
        sitting = seated(connection, head.id, token)
        kept = _known(desk, connection, head)
        own = seats.own_votes(connection, head.id, sitting.participant.id)
    said = hashlib.sha256(repr([each for each in own if not each.veiled]).encode()).hexdigest()[:12]
    return f"{head.version}.{_is_open(kept.workshop, desk.now())}.{said}"


def _head(connection: Connection, code: str) -> Head:
    head = workshops.head_by_code(connection, code)
    if head is None:
        raise DeniedError("W016")
    return head


def _key(head: Head) -> tuple[str, int]:
    return head.id, head.version


def _known(desk: Desk, connection: Connection, head: Head) -> KeptWorkshop:
    """Give a workshop without its votes, read once for each version."""

    def load() -> KeptWorkshop:
        kept = workshops.load(connection, head.assessment, head.id)
        assert kept is not None
        return kept

    return desk.rooms.get(_key(head), load)


def _board(connection: Connection, kept: KeptWorkshop, at: datetime) -> tuple[Board, tuple[Participant, ...]]:
    """Give what everybody may see of the current poll, from revealed rounds alone, and the names of all who joined."""
    poll = told_only(filled(kept.workshop, seats.votes_of(connection, kept.id))).poll
    assert poll is not None
    people = tuple(each.participant for each in seats.participants_of(connection, kept.id))
    return seeing.board(poll, people, at), people


def _is_open(workshop: Workshop, at: datetime) -> int:
    return int(workshop.poll is not None and takes_votes(workshop.poll, at))
