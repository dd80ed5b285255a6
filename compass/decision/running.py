"""A workshop from its first step to its last; every act gives a new workshop. The time is an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from compass.decision.asking import poll_of
from compass.decision.voting import extended, opened, revealed, sealed, state_of
from compass.errors import DeniedError
from compass.model.group import Vote
from compass.model.pack import Pack
from compass.model.running import Stage, Workshop
from compass.model.workshop import Act, Poll, Round

Votes = Mapping[tuple[str, int], Sequence[Vote]]
"""The votes of each round, by the id of its poll and its number, from 1."""


def filled(workshop: Workshop, votes: Votes) -> Workshop:
    """Give a workshop whose rounds hold their votes."""
    return _with_polls(workshop, lambda poll: _holding(poll, votes))


def bare(workshop: Workshop) -> Workshop:
    """Give a workshop whose rounds hold no votes."""
    return filled(workshop, {})


def told_only(workshop: Workshop) -> Workshop:
    """Give a workshop without the votes of the rounds that are not revealed."""
    return _with_polls(workshop, lambda poll: poll.model_copy(update={"rounds": tuple(map(_told, poll.rounds))}))


def started(workshop: Workshop, pack: Pack, stage: str, cells: Sequence[str], at: datetime) -> Workshop:
    """Go to a stage, the first time with its poll, where it has one; the stage before is done.

    `cells` are those of the assessment that its question asks about: of several, the first is put to the vote. Raises
    DeniedError W006 (ended), W007 (a round is open), W008 (no such stage).
    """
    there = stage_of(_require_going(workshop), stage)
    if stage != workshop.current:
        left = _require_closed(workshop).stage
        if left is not None and left.status == "running":
            workshop = with_stage(workshop, left.model_copy(update={"status": "done"}))
    ends_at = at + timedelta(minutes=there.step.minutes)
    going = with_stage(workshop, there.model_copy(update={"status": "running", "ends_at": ends_at}))
    going = going.model_copy(update={"current": stage})
    return going if there.polls else put(going, pack, cells[0] if cells else None)


def put(workshop: Workshop, pack: Pack, cell: str | None) -> Workshop:
    """Put what the current stage asks to the vote, about another cell; what was asked before is taken up again.

    Raises DeniedError W006, W007, W009 (there is no stage).
    """
    stage = _current(_require_closed(workshop))
    known = next((poll for poll in stage.polls if poll.cell == cell), None)
    number = f"p{len(workshop.polls) + 1}"
    choices = [f"c{place}" for place in range(1, len(stage.choices) + 1)]
    poll = known or poll_of(pack, stage.step, number, workshop.mode, cell, choices)
    others = tuple(each for each in stage.polls if each is not known)
    polls = others if poll is None else (*others, poll)
    return with_stage(workshop, stage.model_copy(update={"polls": polls}))


def acted(workshop: Workshop, act: Act, closes_at: datetime | None = None) -> Workshop:
    """Open, extend, seal or reveal a round of the current poll, whose rounds hold their votes.

    Raises DeniedError W003, W004 as `decision.voting` does, W006, W009 (nothing is put to the vote).
    """
    stage = _current(_require_going(workshop))
    if stage.poll is None:
        raise DeniedError("W009")
    does: dict[Act, Callable[[Poll], Poll]] = {
        "open": lambda poll: opened(poll, closes_at),
        "extend": lambda poll: extended(poll, closes_at),
        "seal": sealed,
        "reveal": revealed,
    }
    return with_stage(workshop, stage.model_copy(update={"polls": (*stage.polls[:-1], does[act](stage.poll))}))


def longer(workshop: Workshop, minutes: int) -> Workshop:
    """Give the current stage more minutes. Raises DeniedError W006, W009."""
    stage = _current(_require_going(workshop))
    ends_at = stage.ends_at + timedelta(minutes=minutes) if stage.ends_at is not None else None
    return with_stage(workshop, stage.model_copy(update={"ends_at": ends_at}))


def skipped(workshop: Workshop, stage: str) -> Workshop:
    """Leave a stage out; what was revealed of it stays. Raises DeniedError W006, W007, W008."""
    there = stage_of(_require_closed(workshop), stage)
    return with_stage(workshop, there.model_copy(update={"status": "skipped"}))


def ended(workshop: Workshop, at: datetime) -> Workshop:
    """End the workshop: nothing is voted on any more. Raises DeniedError W006, W007."""
    stage = _require_closed(workshop).stage
    if stage is not None and stage.status == "running":
        workshop = with_stage(workshop, stage.model_copy(update={"status": "done"}))
    return workshop.model_copy(update={"ended_at": at})


def following(workshop: Workshop) -> Stage | None:
    """Give the next stage that waits, after the current one."""
    ids = [stage.id for stage in workshop.stages]
    after = ids.index(workshop.current) + 1 if workshop.current is not None else 0
    return next((stage for stage in workshop.stages[after:] if stage.status == "waiting"), None)


def stage_of(workshop: Workshop, id: str) -> Stage:
    """Give a stage. Raises DeniedError W008 where there is none."""
    found = next((stage for stage in workshop.stages if stage.id == id), None)
    if found is None:
        raise DeniedError("W008")
    return found


def with_stage(workshop: Workshop, stage: Stage) -> Workshop:
    """Put a stage in the place of the one that has its id."""
    stages = tuple(stage if each.id == stage.id else each for each in workshop.stages)
    return workshop.model_copy(update={"stages": stages})


def _current(workshop: Workshop) -> Stage:
    if workshop.stage is None:
        raise DeniedError("W009")
    return workshop.stage


def _require_going(workshop: Workshop) -> Workshop:
    if workshop.ended_at is not None:
        raise DeniedError("W006")
    return workshop


def _require_closed(workshop: Workshop) -> Workshop:
    """Hold that the workshop goes on and that no round is open."""
    poll = _require_going(workshop).poll
    if poll is not None and state_of(poll) == "open":
        raise DeniedError("W007")
    return workshop


def _with_polls(workshop: Workshop, change: Callable[[Poll], Poll]) -> Workshop:
    stages = tuple(
        stage.model_copy(update={"polls": tuple(change(poll) for poll in stage.polls)}) for stage in workshop.stages
    )
    return workshop.model_copy(update={"stages": stages})


def _told(round: Round) -> Round:
    return round if round.state == "revealed" else round.model_copy(update={"votes": ()})


def _holding(poll: Poll, votes: Votes) -> Poll:
    rounds = tuple(
        round.model_copy(update={"votes": tuple(votes.get((poll.id, number), ()))})
        for number, round in enumerate(poll.rounds, 1)
    )
    return poll.model_copy(update={"rounds": rounds})
