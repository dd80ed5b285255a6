"""The one thing to do next in a workshop: what the console offers first."""

from __future__ import annotations

from dataclasses import dataclass, field

from compass.model.running import Stage
from compass.model.workshop import Console, Poll
from compass.service.rooms import Room
from compass.web.workshop_words import heard, option_title, stage_title


@dataclass(frozen=True)
class Next:
    """What to do next: an act with its fields, or where `act` is `adopt`, a page to open."""

    act: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)


def next_of(room: Room, console: Console | None) -> Next | None:
    """Give the next thing to do: bring the round to its end, take its answer, ask of the next option, go on, or end;
    None where the workshop is over."""
    if room.workshop.ended_at is not None:
        return None
    stage, poll = room.workshop.stage, room.workshop.poll
    of_round = _of_round(room, poll, console) if poll is not None and console is not None else None
    return of_round or _other_option(room, stage, poll) or onward(room)


def onward(room: Room) -> Next:
    """Give the next step of the agenda, or the end of it."""
    if room.following is None:
        return Next("end", heard("end.do"))
    return Next("go", heard("act.next", title=stage_title(room.opened, room.following)), {"stage": room.following.id})


def can_be_taken(room: Room, poll: Poll) -> bool:
    """Say whether what a poll comes to is an answer of the assessment; of a rehearsal nothing is."""
    return (poll.cell is not None or poll.kind == "weights") and not room.workshop.is_rehearsal


def _of_round(room: Room, poll: Poll, console: Console) -> Next | None:
    if console.state is None:
        return Next("open", heard("act.open"))
    if console.state == "open":
        return Next("seal", heard("act.seal"))
    if console.state == "sealed":
        return Next("reveal", heard("act.reveal"))
    if console.verdict == "again":
        return Next("open", heard("act.again"))
    is_taken = any(each.poll == poll.id for each in room.workshop.adoptions)
    return Next("adopt", heard("adopt.title")) if can_be_taken(room, poll) and not is_taken else None


def _other_option(room: Room, stage: Stage | None, poll: Poll | None) -> Next | None:
    """Give the next option that the stage asks about and that was not put to the vote."""
    if stage is None or poll is None:
        return None
    put = {each.cell for each in stage.polls}
    cell = next((each for each in room.cells if each not in put), None)
    if cell is None:
        return None
    return Next("put", heard("act.put", title=option_title(room.opened, cell.partition("@")[2])), {"cell": cell})
