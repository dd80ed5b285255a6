"""What the facilitator does in a running workshop: each act is one change, written with a new version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from compass.decision import planning, running
from compass.errors import DeniedError
from compass.model.agenda import Step
from compass.model.base import Text
from compass.model.running import Stage, Workshop
from compass.model.workshop import Act
from compass.service.composing import Composed, composed
from compass.service.desk import Desk, Opened
from compass.service.permissions import Actor
from compass.service.preparing import MODES, to_run
from compass.store import seats, workshops

LONGEST = 500
MOST_MINUTES = 480


@dataclass(frozen=True)
class Helm:
    """A workshop in the hands of who runs it."""

    desk: Desk
    actor: Actor
    assessment: str
    workshop: str

    def go(self, stage: str) -> int:
        """Go to a stage. Raises DeniedError W006, W007, W008."""
        opened, at = self._opened(), self.desk.now()
        pack = opened.whole.usable().pack
        return self._change(
            lambda was: running.started(was, pack, stage, cells_of(opened, running.stage_of(was, stage)), at)
        )

    def put(self, cell: str) -> int:
        """Put the question of the current stage to the vote for another option. Raises DeniedError W006 to W009."""
        opened = self._opened()
        pack = opened.whole.usable().pack

        def change(was: Workshop) -> Workshop:
            if was.stage is None or cell not in cells_of(opened, was.stage):
                raise DeniedError("W008")
            return running.put(was, pack, cell)

        return self._change(change)

    def act(self, act: Act, minutes: int | None = None) -> int:
        """Open, extend, seal or reveal a round, open for so many minutes or until it is closed.

        Raises DeniedError W003, W004, W006, W009.
        """
        closes_at = None if minutes is None else self.desk.now() + timedelta(minutes=_minutes(minutes))
        return self._change(lambda was: running.acted(was, act, closes_at))

    def prolong(self, minutes: int) -> int:
        """Give the current stage more minutes. Raises DeniedError W006, W009."""
        return self._change(lambda was: running.longer(was, _minutes(minutes)))

    def skip(self, stage: str) -> int:
        return self._change(lambda was: running.skipped(was, stage))

    def end(self) -> int:
        at = self.desk.now()
        return self._change(lambda was: running.ended(was, at))

    def park(self, text: str) -> int:
        return self._change(lambda was: planning.parked(was, _text(text)))

    def settle(self, place: int, *, is_settled: bool = True) -> int:
        return self._change(lambda was: planning.settled(was, place, is_settled))

    def note(self, stage: str, text: str) -> int:
        return self._change(lambda was: planning.noted(was, stage, _text(text)))

    def ask(self, text: str, choices: Sequence[str], minutes: int) -> int:
        """Put a question that is typed now behind the current stage; two choices or more make it one of preference."""
        told = _both(_text(text))
        step = Step(step="question", ask=told, minutes=_minutes(minutes), notes=told)
        given = [_both(_text(each)) for each in choices if each.strip()]
        return self._change(lambda was: planning.added(was, step, given if len(given) > 1 else ()))

    def add(self, form: Composed) -> int:
        """Put a step at the end of the agenda. Raises DeniedError W006, W024 (no such step)."""
        step = composed(self._opened().whole.usable().pack, replace(form, minutes=_minutes(form.minutes)))
        return self._change(lambda was: planning.added(was, step, after=was.stages[-1].id if was.stages else None))

    def remove(self, stage: str) -> int:
        return self._change(lambda was: planning.removed(was, stage))

    def earlier(self, stage: str) -> int:
        return self._change(lambda was: planning.earlier(was, stage))

    def last(self, stage: str, minutes: int) -> int:
        return self._change(lambda was: planning.lasting(was, stage, _minutes(minutes)))

    def set_mode(self, mode: str) -> int:
        """Have votes be named or anonymous. Raises DeniedError W014 once a round was opened, W019 on another word."""
        if mode not in MODES:
            raise DeniedError("W019")
        return self._change(lambda was: planning.in_mode(was, mode))

    def set_address(self, address: str) -> int:
        """Set the address at which participants reach the site; empty: its own. Raises DeniedError W022."""
        given = address.strip().rstrip("/")
        if given and (len(given) > LONGEST or not given.startswith(("http://", "https://")) or " " in given):
            raise DeniedError("W022", found=given[:80])
        return self._change(lambda was: was.model_copy(update={"address": given}))

    def _opened(self) -> Opened:
        return self.desk.open(self.actor, self.assessment, "answer")

    def _change(self, change: Callable[[Workshop], Workshop]) -> int:
        """Change the workshop, its rounds filled with their votes; give its version.

        Raises DeniedError P001, P002, W008, W015, and what the change raises.
        """
        with self.desk.database.writing() as connection:
            kept = to_run(connection, self.actor, self.assessment, self.workshop)
            full = running.filled(kept.workshop, seats.votes_of(connection, kept.id))
            return workshops.save(connection, kept, change(full))


def cells_of(opened: Opened, stage: Stage) -> tuple[str, ...]:
    """Give the cells of an assessment that a stage asks about: one of the need, or one for each option.

    A question that is not asked at what is known is put to the group all the same where it is one of the need.
    """
    question = stage.step.question
    if question is None:
        return ()
    pack = opened.whole.usable().pack
    if pack.is_asked_of_need(pack.questions[question]):
        return (question,)
    return tuple(cell.cell for cell in opened.interview.cells if cell.question == question)


def _text(text: str) -> str:
    """Give what was typed. Raises DeniedError P009 on nothing."""
    given = text.strip().replace("\x00", "")[:LONGEST]
    if not given:
        raise DeniedError("P009")
    return given


def _both(text: str) -> Text:
    return Text(fr=text, en=text)


def _minutes(minutes: int) -> int:
    return min(max(minutes, 1), MOST_MINUTES)
