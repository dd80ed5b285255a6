"""A participant's pages: join by a code, vote, see what was revealed, leave, come back; no account, no script."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from compass.errors import DeniedError
from compass.model.running import Workshop
from compass.model.workshop import Place
from compass.service import attending, rooms
from compass.service.attending import Joining
from compass.service.inviting import SEATS
from compass.service.tokens import code_in, hash_of
from compass.texts.messages import problem_sentence
from compass.web.polling import if_changed
from compass.web.shown import language, site
from compass.web.workshop_form import form_of
from compass.web.workshop_told import Words, told
from compass.web.workshop_words import asking, seconds_left

routes = Blueprint("workshop_seat", __name__)
MOST_SEATS = 8
"""How many seats one browser keeps: the cookie stays small."""


@routes.route("/join", methods=["GET", "POST"])
def code() -> str | Answer | tuple[str, int]:
    """Ask for the code of a workshop and lead to it."""
    if request.method == "GET":
        return render_template("web/workshop/code.html", fault="", code="")
    typed = request.form.get("code", "")
    try:
        found = attending.workshop_of(site().desk, code_in(typed))
    except DeniedError as error:
        fault = problem_sentence(error.problem, language())
        return render_template("web/workshop/code.html", fault=fault, code=typed[:40]), 400
    return redirect(f"/w/{found.code}", 303)


@routes.get("/w/<code>")
def seat(code: str) -> str:
    """Show the own seat, or how to take one."""
    return _page(code) if _is_seated(code) else _door(code)


@routes.post("/w/<code>")
def join(code: str) -> Answer | tuple[str, int]:
    if not site().seats.admits(str(session["csrf"])):
        abort(429)
    joining = Joining(*(request.form.get(key, "") for key in ("name", "seat", "table")))
    try:
        token = attending.join(site().desk, code, joining, language())
    except DeniedError as error:
        if error.problem.code != "W018":
            raise
        return _door(code, problem_sentence(error.problem, language())), 400
    return _enter(code, token)


@routes.get("/w/<code>/back/<token>")
def back(code: str, token: str) -> Answer:
    """Come back to one's seat by a link; the address that is seen then holds no token."""
    attending.seat_by(site().desk, code, token)
    return _enter(code, token)


@routes.get("/w/<code>/now")
def now(code: str) -> Response:
    """Give the part of a seat's page that moves, as often as one seat may ask: a hospital shares one address."""
    token = _token(code)
    stamp = rooms.seat_stamp(site().desk, code, token)
    if not site().news.admits(hash_of(token)):
        abort(429)
    return if_changed(stamp, lambda: render_template("web/workshop/seat_live.html", **_live(code)))


@routes.post("/w/<code>/vote")
def vote(code: str) -> Answer | tuple[str, int]:
    """Take a vote for the round that the page showed."""
    asked = request.form.get("poll", ""), request.form.get("round", default=0, type=int)
    try:
        attending.vote(site().desk, code, _token(code), asked, request.form.to_dict(), language())
    except DeniedError as error:
        if error.problem.code in ("W016", "W017"):
            raise
        is_doubtful = error.problem.code in ("P039", "P040")
        return _page(code, problem_sentence(error.problem, language()), is_doubtful=is_doubtful), 400
    return redirect(f"/w/{code}", 303)


@routes.post("/w/<code>/leave")
def leave(code: str) -> Answer:
    attending.leave(site().desk, code, _token(code), forget=request.form.get("forget") == "yes")
    session["seats"] = {key: token for key, token in session["seats"].items() if key != code}
    return redirect(f"/w/{code}", 303)


@routes.get("/w/<code>/data")
def data(code: str) -> Response:
    """Give a copy of all that is kept of a participant."""
    copy = Response(attending.own_data(site().desk, code, _token(code)), mimetype="application/json")
    copy.headers["Content-Disposition"] = "attachment; filename=compass-workshop.json"
    return copy


def _token(code: str) -> str:
    return str(session.get("seats", {}).get(code, ""))


def _is_seated(code: str) -> bool:
    """Say whether this browser has a seat; a link of another workshop is told as such."""
    try:
        attending.seat_by(site().desk, code, _token(code))
    except DeniedError as error:
        if error.problem.code != "W017":
            raise
        return False
    return True


def _enter(code: str, token: str) -> Answer:
    others = [(key, each) for key, each in session.get("seats", {}).items() if key != code]
    session["seats"] = dict([*others, (code, token)][-MOST_SEATS:])
    return redirect(f"/w/{code}", 303)


def _door(code: str, fault: str = "") -> str:
    found = attending.workshop_of(site().desk, code)
    return render_template("web/workshop/join.html", kept=found, seats=SEATS, fault=fault, form=request.form)


def _page(code: str, fault: str = "", *, is_doubtful: bool = False) -> str:
    found = _live(code)
    if fault:
        found |= {"faults": [fault], "form": request.form, "is_doubtful": is_doubtful, "unsent": _typed()}
    return render_template("web/workshop/seat.html", **found)


def _typed() -> str:
    """Give the words and numbers of a vote that was not taken."""
    hidden = ("csrf", "poll", "round", "state", "sure", "value", "confirmed")
    return " · ".join(text for key, text in request.form.items() if text and key not in hidden)


def _live(code: str) -> dict[str, Any]:
    token = _token(code)
    found = rooms.seat(site().desk, code, token)
    workshop, opened, place = found.kept.workshop, found.opened, found.place
    stage, poll = workshop.stage, workshop.poll
    own = None if place is None else next((each for each in reversed(place.own) if each), None)
    words = None if stage is None or poll is None else Words.of(opened, stage, poll)
    closes_at = place.closes_at if place is not None and place.takes_votes else None
    return {
        "seat": found,
        "stage": stage,
        "place": place,
        "now": _now(workshop, place),
        "asking": asking(opened, stage, poll) if stage is not None else None,
        "told": told(opened, stage, poll, place, found.people) if stage and poll and place else [],
        "own_words": words.vote(own) if words is not None and own is not None else "",
        "closes_in": seconds_left(site().desk.now(), closes_at),
        "stamp": rooms.seat_stamp(site().desk, code, token),
        "faults": [],
        "form": form_of(poll, own) if poll is not None and own is not None else {},
        "is_doubtful": False,
        "unsent": "",
    }


def _now(workshop: Workshop, place: Place | None) -> str:
    """Name what a participant does now."""
    if workshop.ended_at is not None:
        return "over"
    if workshop.stage is None:
        return "before"
    if place is None:
        return "look"
    if place.takes_votes:
        return "voted" if place.own[-1] is not None else "again" if place.round > 1 else "vote"
    return "late" if place.state == "open" else place.state or "waiting"
