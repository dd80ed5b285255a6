"""What divides a group most, over all that it was asked: what to talk about, and who speaks first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template

from compass.model.workshop import Topic
from compass.service import rooms
from compass.service.grouped import divided
from compass.service.rooms import Room
from compass.texts.numbers import share
from compass.web.shown import actor, language, site
from compass.web.workshop_words import heard, option_of, stage_title, titles_of

routes = Blueprint("workshop_divides", __name__)


@dataclass(frozen=True)
class Divide:
    """One thing that was asked, with the option or the statement; in a named vote the share that is together, and who
    is at the low and at the high end."""

    title: str
    about: str
    together: str
    low: str
    high: str


@routes.get("/a/<id>/workshops/<workshop>/divides")
def divides(id: str, workshop: str) -> str:
    found = rooms.room(site().desk, actor(), id, workshop, "read")
    lines = list(_divides(found))
    return render_template("web/workshop/divides.html", room=found, opened=found.opened, divides=lines)


def _divides(room: Room) -> Iterator[Divide]:
    asked = {poll.id: (stage, poll) for stage in room.workshop.stages for poll in stage.polls}
    names = {each.id: each.name for each in room.people}
    for topic in divided(room):
        stage, poll = asked[topic.poll]
        item = "" if topic.item is None else titles_of(room.opened, stage, poll)[topic.item]
        low, high = _ends(topic, names)
        yield Divide(
            title=stage_title(room.opened, stage),
            about=item or option_of(room.opened, poll),
            together=""
            if topic.together is None
            else heard("divides.together", share=share(topic.together, language())),
            low=low,
            high=high,
        )


def _ends(topic: Topic, names: dict[str, str]) -> tuple[str, str]:
    if topic.ends is None:
        return "", ""
    low, high = (", ".join(sorted(names[id] for id in end)) for end in (topic.ends.low, topic.ends.high))
    return low, high
