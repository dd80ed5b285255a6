"""Workshops played in a few words, on an assessment of the pack `tiny`."""

from __future__ import annotations

from dataclasses import dataclass

from compass.service import attending, preparing
from compass.service.attending import Joining
from compass.service.desk import Desk
from compass.service.facilitating import Helm
from compass.service.permissions import Actor
from compass.service.preparing import Prepared
from compass.service.responding import Sent, save_answers
from compass.store import workshops
from compass.store.workshops import KeptWorkshop
from tests.service.desks import begun, say

ESTIMATE, VOTE, STATEMENTS, WEIGHTS, TREE, COMPARISON, PAUSE, QUESTION = (f"s{number}" for number in range(1, 9))
"""The steps of the agenda of the pack `tiny`."""
ANSWERS = {"energy@keep": "60", "energy@led": "8", "colour@keep": "warm", "colour@led": "cold"}


@dataclass
class Meeting:
    """A workshop with its facilitator and the tokens of those who joined."""

    desk: Desk
    actor: Actor
    id: str
    workshop: str
    tokens: list[str]

    @property
    def helm(self) -> Helm:
        return Helm(self.desk, self.actor, self.id, self.workshop)

    @property
    def kept(self) -> KeptWorkshop:
        with self.desk.database.reading() as connection:
            return workshops.load(connection, self.id, self.workshop)

    @property
    def code(self) -> str:
        return self.kept.code

    def join(self, name: str, seat: str = "", table: str = "") -> str:
        self.tokens.append(attending.join(self.desk, self.code, Joining(name, seat, table), "en"))
        return self.tokens[-1]

    def vote(self, token: str, **form: str) -> None:
        """Vote in the round that is on."""
        poll = self.kept.workshop.poll
        attending.vote(self.desk, self.code, token, (poll.id, len(poll.rounds)), form, "en")

    def play(self, stage: str, *forms: dict[str, str], cell: str = "") -> None:
        """Go to a stage and play one round: each who joined votes by one of the forms, in the order of joining."""
        self.helm.go(stage)
        if cell:
            self.helm.put(cell)
        self.helm.act("open")
        for token, form in zip(self.tokens, forms, strict=False):
            self.vote(token, **form)
        self.helm.act("seal")
        self.helm.act("reveal")


def meeting(desk: Desk, mode: str = "named", people: int = 0, actor: Actor | None = None, seats=("",)) -> Meeting:
    """Prepare a workshop on a new assessment; people sit at the seats by turns."""
    actor, id = begun(desk, actor)
    workshop = preparing.prepare(desk, actor, id, Prepared("evening", "An evening", mode))
    found = Meeting(desk, actor, id, workshop, [])
    for number in range(people):
        found.join(f"Person {number}", seats[number % len(seats)])
    return found


def answered(found: Meeting) -> None:
    """Give the assessment all answers but the one that the first step asks for."""
    sent = {cell: Sent(say(value), 0) for cell, value in ANSWERS.items()}
    save_answers(found.desk, found.actor, found.id, sent, "en")
