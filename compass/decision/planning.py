"""What may still be changed of a workshop: its mode before the first vote, stages that wait, topics and notes."""

from __future__ import annotations

from collections.abc import Sequence

from compass.decision.running import stage_of, with_stage
from compass.errors import DeniedError
from compass.model.adoption import Adoption
from compass.model.agenda import Agenda, Step
from compass.model.base import Text
from compass.model.running import Parked, Stage, Workshop
from compass.model.workshop import Mode


def planned(agenda: Agenda, title: Text, mode: Mode | None = None) -> Workshop:
    """Give the workshop of an agenda, before its first step; its mode is that of the agenda unless another is given."""
    stages = tuple(Stage(id=f"s{number}", step=step) for number, step in enumerate(agenda.steps, 1))
    return Workshop(title=title, mode=mode or agenda.mode, stages=stages)


def rehearsed(workshop: Workshop, title: Text) -> Workshop:
    """Give a workshop with the same steps, none of them begun, to be rehearsed."""
    stages = tuple(Stage(id=stage.id, step=stage.step, choices=stage.choices) for stage in workshop.stages)
    return Workshop(title=title, mode=workshop.mode, stages=stages, address=workshop.address, is_rehearsal=True)


def in_mode(workshop: Workshop, mode: Mode) -> Workshop:
    """Have votes be named or anonymous. Raises DeniedError W014 once a round was opened."""
    if any(poll.rounds for poll in workshop.polls):
        raise DeniedError("W014")
    stages = tuple(
        stage.model_copy(update={"polls": tuple(poll.model_copy(update={"mode": mode}) for poll in stage.polls)})
        for stage in workshop.stages
    )
    return workshop.model_copy(update={"mode": mode, "stages": stages})


def added(workshop: Workshop, step: Step, choices: Sequence[Text] = (), after: str | None = None) -> Workshop:
    """Put one more step behind a stage, else behind the current one; `choices` are those of a question typed on the
    spot. Raises DeniedError W006, W008."""
    if workshop.ended_at is not None:
        raise DeniedError("W006")
    place = after or workshop.current
    behind = workshop.stages.index(stage_of(workshop, place)) + 1 if place is not None else 0
    number = 1 + max((int(stage.id[1:]) for stage in workshop.stages), default=0)
    stage = Stage(id=f"s{number}", step=step, choices=tuple(choices))
    return workshop.model_copy(update={"stages": (*workshop.stages[:behind], stage, *workshop.stages[behind:])})


def removed(workshop: Workshop, stage: str) -> Workshop:
    """Take a stage out of the agenda. Raises DeniedError W008 where there is none that waits."""
    there = _waiting(workshop, stage)
    return workshop.model_copy(update={"stages": tuple(each for each in workshop.stages if each is not there)})


def earlier(workshop: Workshop, stage: str) -> Workshop:
    """Move a stage before the one that it follows, where both wait. Raises DeniedError W008."""
    there = _waiting(workshop, stage)
    place = workshop.stages.index(there)
    if place == 0 or workshop.stages[place - 1].status != "waiting":
        return workshop
    stages = list(workshop.stages)
    stages[place - 1 : place + 1] = [there, stages[place - 1]]
    return workshop.model_copy(update={"stages": tuple(stages)})


def lasting(workshop: Workshop, stage: str, minutes: int) -> Workshop:
    """Give a stage that waits other minutes. Raises DeniedError W008."""
    there = _waiting(workshop, stage)
    step = Step.model_validate(there.step.model_dump(exclude_unset=True) | {"minutes": minutes})
    return with_stage(workshop, there.model_copy(update={"step": step}))


def parked(workshop: Workshop, text: str) -> Workshop:
    """Put a topic aside, with the stage at which it came up."""
    return workshop.model_copy(update={"parked": (*workshop.parked, Parked(text=text, stage=workshop.current))})


def settled(workshop: Workshop, place: int, is_settled: bool = True) -> Workshop:
    """Say whether a parked topic, by its place from 0, is dealt with. Raises DeniedError W008 where there is none."""
    if not 0 <= place < len(workshop.parked):
        raise DeniedError("W008")
    topic = workshop.parked[place].model_copy(update={"is_settled": is_settled})
    return workshop.model_copy(update={"parked": (*workshop.parked[:place], topic, *workshop.parked[place + 1 :])})


def noted(workshop: Workshop, stage: str, text: str) -> Workshop:
    """Write a note of the facilitator under a stage. Raises DeniedError W008."""
    there = stage_of(workshop, stage)
    return with_stage(workshop, there.model_copy(update={"notes": (*there.notes, text)}))


def with_adoption(workshop: Workshop, adoption: Adoption) -> Workshop:
    """Keep what was taken into the assessment; a later answer of the same cell takes the place of the earlier, and
    replaces what that replaced."""
    earlier = next((each for each in workshop.adoptions if each.cell == adoption.cell), None)
    if earlier is not None:
        adoption = adoption.model_copy(update={"replaced": earlier.replaced})
    others = tuple(each for each in workshop.adoptions if each is not earlier)
    return workshop.model_copy(update={"adoptions": (*others, adoption)})


def _waiting(workshop: Workshop, stage: str) -> Stage:
    found = stage_of(workshop, stage)
    if found.status != "waiting":
        raise DeniedError("W008")
    return found
