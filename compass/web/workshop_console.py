"""The console of who runs a workshop: where it is, who is missing, what came of a round, what is taken from it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from compass.errors import AnswerError, DeniedError
from compass.model.running import Stage
from compass.model.workshop import Poll
from compass.service import attending, concluding, rooms
from compass.service.attending import Joining
from compass.service.concluding import Chosen
from compass.service.inviting import SEATS
from compass.service.rooms import Room
from compass.texts.messages import problem_sentence
from compass.web.fields import fields_of, written
from compass.web.polling import if_changed
from compass.web.shown import actor, cell_label, language, site
from compass.web.workshop_next import can_be_taken, next_of, onward
from compass.web.workshop_told import discussed, told
from compass.web.workshop_words import asking, heard, option_title, seconds_left, stage_title

routes = Blueprint("workshop_console", __name__)


@routes.get("/a/<id>/workshops/<workshop>")
def console(id: str, workshop: str) -> str:
    return _page(_room(id, workshop))


@routes.get("/a/<id>/workshops/<workshop>/now")
def now(id: str, workshop: str) -> Response:
    """Give the part of the console that moves."""
    desk, who = site().desk, actor()
    stamp = rooms.room_stamp(desk, who, id, workshop)
    return if_changed(stamp, lambda: render_template("web/workshop/console_live.html", **_live(_room(id, workshop))))


@routes.post("/a/<id>/workshops/<workshop>/people")
def add_person(id: str, workshop: str) -> Answer | tuple[str, int]:
    """Seat somebody who votes on paper."""
    joining = Joining(*(request.form.get(key, "") for key in ("name", "seat", "table")))
    try:
        attending.add_person(site().desk, actor(), id, workshop, joining, language())
    except DeniedError as error:
        if error.problem.code != "W018":
            raise
        return _page(_room(id, workshop), problem_sentence(error.problem, language())), 400
    return redirect(f"/a/{id}/workshops/{workshop}#people", 303)


@routes.post("/a/<id>/workshops/<workshop>/people/<participant>/seat")
def give_seat_back(id: str, workshop: str, participant: str) -> tuple[str, int]:
    """Show, this once, the link by which a lost phone comes back."""
    token = attending.give_seat_back(site().desk, actor(), id, workshop, participant)
    found = _room(id, workshop)
    return _page(found, link=link_to(found, f"/back/{token}")), 201


@routes.route("/a/<id>/workshops/<workshop>/people/<participant>/card", methods=["GET", "POST"])
def card(id: str, workshop: str, participant: str) -> str | Answer | tuple[str, int]:
    """Type in a paper card."""
    found = _room(id, workshop)
    if request.method == "GET":
        return _card(found, participant)
    try:
        form = request.form.to_dict()
        attending.vote_on_paper(site().desk, actor(), id, workshop, participant, form, language())
    except DeniedError as error:
        if error.problem.code in ("P001", "P002", "W008", "W015"):
            raise
        return _card(found, participant, problem_sentence(error.problem, language())), 400
    return redirect(f"/a/{id}/workshops/{workshop}#people", 303)


@routes.route("/a/<id>/workshops/<workshop>/polls/<poll>", methods=["GET", "POST"])
def adopt(id: str, workshop: str, poll: str) -> str | Answer | tuple[str, int]:
    """Take what a round came to into the assessment, or with `own` the answer typed here, with its reason."""
    found = _room(id, workshop)
    if request.method == "GET":
        return _adopt(found, poll)
    form = {key: request.form.getlist(key) for key in request.form}
    reason = request.form.get("reason", "")
    chosen = Chosen(form, reason, language()) if request.form.get("take") == "own" else None
    try:
        concluding.adopt(site().desk, actor(), id, workshop, poll, chosen)
    except AnswerError as error:
        return _adopt(found, poll, [problem_sentence(each, language()) for each in error.problems]), 400
    except DeniedError as error:
        if error.problem.code not in ("W003", "W005", "W023"):
            raise
        return _adopt(found, poll, [problem_sentence(error.problem, language())]), 400
    return redirect(f"/a/{id}/workshops/{workshop}", 303)


def link_to(room: Room, path: str = "") -> str:
    """Give an address under which participants reach a workshop."""
    way = f"/w/{room.kept.code}{path}"
    return f"{room.workshop.address}{way}" if room.workshop.address else site().link(way)


def pieces(room: Room, stage: Stage | None, poll: Poll | None) -> dict[str, Any]:
    """Give what console and projector show alike: what is asked, how many voted, what came of it, the time left."""
    board = None if poll is None else room.board(poll)
    closes_at = board.closes_at if board is not None and board.takes_votes else None
    return {
        "room": room,
        "opened": room.opened,
        "stage": stage,
        "poll": poll,
        "board": board,
        "asking": asking(room.opened, stage, poll) if stage is not None else None,
        "told": told(room.opened, stage, poll, board, room.people) if stage and poll and board else [],
        "topics": _topics(room, stage, poll) if stage and poll else [],
        "code": f"{room.kept.code[:4]}-{room.kept.code[4:]}",
        "closes_in": seconds_left(room.at, closes_at),
        "ends_in": seconds_left(room.at, stage.ends_at) if stage is not None and stage.status == "running" else None,
    }


def _topics(room: Room, stage: Stage, poll: Poll) -> list[str]:
    found = (discussed(room.opened, stage, poll, each, room.people) for each in room.topics())
    return [words for words in found if words]


def _room(id: str, workshop: str) -> Room:
    return rooms.room(site().desk, actor(), id, workshop)


def _page(found: Room, fault: str = "", link: str = "") -> str:
    return render_template("web/workshop/console.html", fault=fault, link=link, seats=SEATS, **_live(found))


def _live(room: Room) -> dict[str, Any]:
    poll, desk, id = room.workshop.poll, site().desk, room.kept.assessment
    stages, console = room.workshop.stages, None if poll is None else room.console(poll)
    has_voted = room.has_voted()
    return {
        **pieces(room, room.workshop.stage, poll),
        "console": console,
        "next": next_of(room, console),
        "onward": onward(room),
        "can_be_taken": poll is not None and can_be_taken(room, poll),
        "stamp": rooms.room_stamp(desk, actor(), id, room.kept.id),
        "people": sorted(room.people, key=lambda each: (each.has_left, each.id in has_voted, each.name)),
        "voted": has_voted,
        "steps": [(number, each, stage_title(room.opened, each)) for number, each in enumerate(stages, 1)],
        "cells": [(cell, option_title(room.opened, cell.partition("@")[2])) for cell in room.cells if "@" in cell],
        "adoptions": [_adopted(room, each.cell, each.answer) for each in room.workshop.adoptions],
        "here": f"/a/{id}/workshops/{room.kept.id}",
    }


def _adopted(room: Room, cell: str, answer: Any) -> tuple[str, str]:
    pack = room.opened.whole.usable().pack
    question = pack.questions.get(cell.partition("@")[0])
    if question is None:
        return heard("weights"), heard("weights_taken")
    return cell_label(room.opened, cell), written(pack, question, answer)


def _card(found: Room, participant: str, fault: str = "") -> str:
    person = next((each for each in found.people if each.id == participant), None)
    stage, poll = found.workshop.stage, found.workshop.poll
    if person is None:
        raise DeniedError("W008")
    if stage is None or poll is None:
        raise DeniedError("W009")
    return render_template(
        "web/workshop/card.html",
        opened=found.opened,
        room=found,
        person=person,
        asking=asking(found.opened, stage, poll),
        faults=[fault] if fault else [],
        form=request.form,
    )


def _adopt(found: Room, id: str, faults: list[str] | None = None) -> str:
    stage, poll = next(
        ((stage, poll) for stage in found.workshop.stages for poll in stage.polls if poll.id == id), (None, None)
    )
    if stage is None or poll is None or (poll.cell is None and poll.kind != "weights"):
        raise DeniedError("W008")
    posted = {key: request.form.getlist(key) for key in request.form} if faults else {}
    fields = None if poll.cell is None else fields_of(found.opened, poll.cell, None, posted)
    return render_template(
        "web/workshop/adopt.html",
        **pieces(found, stage, poll),
        fields=fields,
        faults=faults or [],
        is_frozen=False,
        reason=request.form.get("reason", ""),
    )
