"""A workshop of many persons with its seats, and votes that change."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.web import copied
from compass.model.group import Estimated, Vote
from compass.service import attending, preparing, rooms
from compass.service.attending import Joining
from compass.service.desk import Desk
from compass.service.facilitating import Helm
from compass.service.inviting import SEATS
from compass.service.permissions import Actor
from compass.service.preparing import Prepared
from compass.store import seats, workshops

STAGE = "s1"


@dataclass
class Gathering:
    """A workshop with its seats, ready to be visited."""

    desk: Desk
    actor: Actor
    workshop: str
    code: str
    tokens: list[str]

    @property
    def home(self) -> str:
        return f"/a/own/workshops/{self.workshop}"

    @property
    def helm(self) -> Helm:
        return Helm(self.desk, self.actor, "own", self.workshop)


def gathered(desk: Desk, people: int) -> Gathering:
    """Prepare a workshop on a copy of the fracture case, with so many at four seats and ten tables."""
    actor = copied(desk)
    agenda = preparing.agendas(desk, desk.open(actor, "own"))[0].agenda
    workshop = preparing.prepare(desk, actor, "own", Prepared(agenda, "Fractures", "anonymous"))
    found = Gathering(desk, actor, workshop, rooms.room(desk, actor, "own", workshop).kept.code, [])
    for number in range(people):
        joining = Joining(f"Person {number}", SEATS[number % 4], f"{number % 10}")
        found.tokens.append(attending.join(desk, found.code, joining, "en"))
    found.helm.go(STAGE)
    return found


def voted_anew(found: Gathering, turn: int) -> None:
    """Let everybody have said something else in the first round, as after a second one."""
    with found.desk.database.writing() as connection:
        kept = workshops.load(connection, "own", found.workshop, to_change=True)
        assert kept is not None
        for number, each in enumerate(seats.participants_of(connection, found.workshop)):
            likely = 20_000.0 + 100 * number + turn
            vote = Vote(participant=each.participant.id, ballot=Estimated(low=likely, likely=likely, high=likely))
            seats.put_vote(connection, found.workshop, "p1", 1, vote, found.desk.at())
        workshops.save(connection, kept, kept.workshop)


def room_of(found: Gathering) -> rooms.Room:
    return rooms.room(found.desk, found.actor, "own", found.workshop)
