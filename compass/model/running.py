"""A workshop as it runs: how far its agenda is, what was put to the vote, parked, and taken into the assessment."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from compass.model.adoption import Adoption
from compass.model.agenda import Step
from compass.model.base import Flag, Id, Noun, UserText, Words
from compass.model.workshop import Mode, Poll

Status = Literal["waiting", "running", "done", "skipped"]


class Stage(Noun):
    """A step of the workshop and how far it is.

    `polls` are put to the vote one after the other, a question of options for one option at a time; `choices` are the
    answers of a question typed on the spot; `notes` those of the facilitator.
    """

    id: Id
    step: Step
    choices: tuple[UserText, ...] = ()
    status: Status = "waiting"
    ends_at: AwareDatetime | None = None
    polls: tuple[Poll, ...] = ()
    notes: tuple[Words, ...] = ()

    @property
    def poll(self) -> Poll | None:
        """The poll that is put to the vote now, or was last."""
        return self.polls[-1] if self.polls else None


class Parked(Noun):
    """A topic put aside during a stage, to come back to."""

    text: Words
    stage: Id | None = None
    is_settled: Flag = False


class Workshop(Noun):
    """One workshop; `mode` is fixed before the first vote, `address` is where participants reach it, where that is not
    the address of the site. Of a rehearsal nothing goes into the assessment. Polls may stand without their votes, which
    are kept apart."""

    title: UserText
    mode: Mode
    stages: tuple[Stage, ...]
    address: str = ""
    current: Id | None = None
    parked: tuple[Parked, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    ended_at: AwareDatetime | None = None
    is_rehearsal: Flag = False

    @property
    def stage(self) -> Stage | None:
        """The stage at which the workshop is; None before the first."""
        return next((each for each in self.stages if each.id == self.current), None)

    @property
    def poll(self) -> Poll | None:
        """The poll of the stage at which the workshop is."""
        return self.stage.poll if self.stage is not None else None

    @property
    def polls(self) -> tuple[Poll, ...]:
        """All that was put to the vote, in the order of the agenda."""
        return tuple(poll for stage in self.stages for poll in stage.polls)

    @property
    def asked(self) -> dict[str, Poll]:
        """The polls by the cell that they asked about."""
        return {poll.cell: poll for poll in self.polls if poll.cell is not None}
