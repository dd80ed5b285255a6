"""What the whole room looks at: the projector, the door with its code, and the result with the group's answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template

from compass.errors import EvaluationError, InputError
from compass.model.assessment import Answer
from compass.model.group import Difference
from compass.model.pack import Pack
from compass.service import rooms
from compass.service.glancing import Glance
from compass.service.grouped import Part, group_glance, grouped, members_of, parts
from compass.service.rooms import Room
from compass.service.together import all_workshops
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date, share
from compass.web.fields import written
from compass.web.polling import if_changed
from compass.web.qr import qr_code
from compass.web.shown import actor, cell_label, language, site, words
from compass.web.standing import Standing, standing
from compass.web.workshop_console import link_to, pieces
from compass.web.workshop_words import heard, option_title

routes = Blueprint("workshop_screen", __name__)
FEW = 5
"""So many of the answers that are missing are named."""


@dataclass(frozen=True)
class Stand:
    """Where the members stand: for each option the share of persons and draws in which it is first and, in a named
    vote, who has it first; and why results differ."""

    persons: int
    lines: tuple[tuple[str, str, str], ...]
    why: str


@routes.get("/a/<id>/workshops/<workshop>/screen")
def screen(id: str, workshop: str) -> str:
    found = _room(id, workshop)
    address = link_to(found)
    drawn = qr_code(address, heard("door.qr", address=address))
    return render_template("web/workshop/screen.html", address=address, drawn=drawn, **_live(found))


@routes.get("/a/<id>/workshops/<workshop>/screen/now")
def now(id: str, workshop: str) -> Response:
    """Give the part of the projector that moves."""
    stamp = rooms.room_stamp(site().desk, actor(), id, workshop, "read")
    return if_changed(stamp, lambda: render_template("web/workshop/screen_live.html", **_live(_room(id, workshop))))


@routes.get("/a/<id>/workshops/<workshop>/door")
def door(id: str, workshop: str) -> str:
    """Show how to join: the address, the code, and both as a QR code."""
    found = _room(id, workshop)
    address = link_to(found)
    drawn = qr_code(address, heard("door.qr", address=address))
    joined = sum(not each.has_left for each in found.people)
    return render_template(
        "web/workshop/door.html",
        room=found,
        opened=found.opened,
        address=address,
        drawn=drawn,
        joined=joined,
        code=f"{found.kept.code[:4]}-{found.kept.code[4:]}",
    )


@routes.get("/a/<id>/workshops/<workshop>/result")
def result(id: str, workshop: str) -> str:
    """Show where the options stand with the group's answers, for each seat and table too, and why people differ."""
    found = _room(id, workshop)
    standing_, faults = _standing(found)
    sides = {} if faults else {by: [_part(each) for each in parts(site().desk, found, by)] for by in ("seat", "table")}
    return render_template(
        "web/workshop/result.html",
        room=found,
        opened=found.opened,
        standing_=standing_,
        faults=faults,
        sides=sides,
        stand=None if faults else _members(found),
    )


@routes.get("/a/<id>/workshops/together")
def together(id: str) -> str:
    """Set the workshops of an assessment side by side, and show the result of all who voted."""
    desk = site().desk
    opened, found = desk.open(actor(), id), all_workshops(desk, actor(), id)
    if found is None:
        return render_template("web/workshop/together.html", opened=opened, found=None)
    standing_, faults = _standing(found.room)
    pack, columns = opened.whole.usable().pack, found.columns
    return render_template(
        "web/workshop/together.html",
        opened=opened,
        found=found,
        made=[long_date(column.made[:10], language()) for column in columns[:-1]],
        rows=[
            (cell_label(opened, cell), [_said(pack, cell, column.answers.get(cell)) for column in columns])
            for cell in found.cells
        ],
        standing_=standing_,
        faults=faults,
        stand=None if faults else _members(found.room),
    )


def _said(pack: Pack, cell: str, answer: Answer | None) -> str:
    return "–" if answer is None else written(pack, pack.questions[cell.partition("@")[0]], answer)


def _room(id: str, workshop: str) -> Room:
    return rooms.room(site().desk, actor(), id, workshop, "read")


def _live(room: Room) -> dict[str, Any]:
    stage = room.workshop.stage
    is_compared = stage is not None and stage.step.step == "comparison"
    standing_, faults = _standing(room) if is_compared else (None, [])
    return {
        **pieces(room, stage, room.workshop.poll),
        "stamp": rooms.room_stamp(site().desk, actor(), room.kept.assessment, room.kept.id, "read"),
        "standing_": standing_,
        "faults": faults,
        "here": f"/a/{room.kept.assessment}/workshops/{room.kept.id}",
    }


def _standing(room: Room) -> tuple[Standing | None, list[str]]:
    """Tell where the options stand with the group's answers, or what keeps it from being computed."""
    desk = site().desk
    try:
        missing = grouped(desk, room).interview.missing
        if missing:
            named = (cell_label(room.opened, cell) for cell in missing[:FEW])
            return None, [words("panel.missing", count=len(missing)), heard("result.missing", names=", ".join(named))]
        return standing(grouped(desk, room), group_glance(desk, room)), []
    except InputError as error:
        return None, [problem_sentence(problem, language()) for problem in error.problems]


def _part(each: Part) -> tuple[str, int, Standing | None]:
    found = None if each.evaluation is None else standing(each.opened, Glance(each.evaluation, None))
    seat = words(f"seat.{each.of}", area="people") if each.by == "seat" else each.of
    return seat, each.persons, found


def _members(room: Room) -> Stand | None:
    """Tell with whom each option comes first, and why results differ."""
    try:
        found = members_of(site().desk, room)
    except EvaluationError:
        return None
    if found is None:
        return None
    names = {each.id: each.name for each in room.people}
    lines = tuple(
        (
            option_title(room.opened, each.option),
            share(each.share, language()),
            ", ".join(sorted(names[id] for id in each.persons)),
        )
        for each in found.backings
    )
    return Stand(found.persons, lines, "" if found.difference is None else _why(found.difference))


def _why(found: Difference) -> str:
    parts = {key: share(getattr(found, key), language()) for key in ("facts", "weights", "together")}
    return heard("stand.why", **parts)
