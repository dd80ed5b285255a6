"""The workshops of an assessment: prepared, listed, changed before and while they run, passed on, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.service import members, preparing, rehearsing, rooms
from compass.service.composing import Composed, plain_steps, questions_to_put
from compass.service.facilitating import Helm
from compass.service.preparing import MODES, Prepared
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.shown import actor, label, language, shown, site
from compass.web.workshop_words import stage_title

routes = Blueprint("workshops", __name__)
Form = Mapping[str, str]
ACTS: dict[str, Callable[[Helm, Form], int]] = {
    "go": lambda helm, form: helm.go(form.get("stage", "")),
    "put": lambda helm, form: helm.put(form.get("cell", "")),
    "open": lambda helm, form: helm.act("open", _minutes(form, 0) or None),
    "extend": lambda helm, form: helm.act("extend", _minutes(form, 2)),
    "seal": lambda helm, _: helm.act("seal"),
    "reveal": lambda helm, _: helm.act("reveal"),
    "prolong": lambda helm, form: helm.prolong(_minutes(form, 5)),
    "skip": lambda helm, form: helm.skip(form.get("stage", "")),
    "end": lambda helm, _: helm.end(),
    "park": lambda helm, form: helm.park(form.get("text", "")),
    "settle": lambda helm, form: helm.settle(_place(form), is_settled=form.get("is") != "open"),
    "note": lambda helm, form: helm.note(form.get("stage", ""), form.get("text", "")),
    "ask": lambda helm, form: helm.ask(form.get("text", ""), form.get("choices", "").splitlines(), _minutes(form, 5)),
    "add": lambda helm, form: helm.add(
        Composed(form.get("what", ""), _minutes(form, 5), form.get("notes", ""), form.get("statements", ""))
    ),
    "remove": lambda helm, form: helm.remove(form.get("stage", "")),
    "earlier": lambda helm, form: helm.earlier(form.get("stage", "")),
    "last": lambda helm, form: helm.last(form.get("stage", ""), _minutes(form, 5)),
    "mode": lambda helm, form: helm.set_mode(form.get("mode", "")),
    "address": lambda helm, form: helm.set_address(form.get("address", "")),
}
"""What the facilitator does by one button."""


@routes.route("/a/<id>/workshops", methods=["GET", "POST"])
def workshops(id: str) -> str | Response | tuple[str, int]:
    """List the workshops of an assessment; a post prepares one."""
    if request.method == "GET":
        return _page(id)
    prepared = Prepared(*(request.form.get(key, "") for key in ("agenda", "title", "mode")))
    try:
        workshop = preparing.prepare(site().desk, actor(), id, prepared)
    except DeniedError as error:
        if error.problem.code not in ("P009", "W019"):
            raise
        return _page(id, problem_sentence(error.problem, language()), prepared.title), 400
    return redirect(f"/a/{id}/workshops/{workshop}/agenda", 303)


@routes.get("/a/<id>/workshops/<workshop>/agenda")
def agenda(id: str, workshop: str) -> str:
    """Show the steps, those that wait to be changed, and what is fixed before the first vote."""
    found = rooms.room(site().desk, actor(), id, workshop)
    titles = {stage.id: stage_title(found.opened, stage) for stage in found.workshop.stages}
    minutes = sum(stage.step.minutes for stage in found.workshop.stages)
    people, pack = members.members(site().desk, actor(), id), found.opened.whole.usable().pack
    return render_template(
        "web/workshop/agenda.html",
        room=found,
        opened=found.opened,
        titles=titles,
        minutes=minutes,
        modes=MODES,
        questions=[
            (shown(pack.sections[section].title), [(name, label(pack, name)) for name in names])
            for section, names in questions_to_put(pack).items()
        ],
        plain=plain_steps(pack),
        members=[each for each in people if each.grant.role in ("owner", "editor") and each.account != actor().account],
    )


@routes.post("/a/<id>/workshops/<workshop>/do/<act>")
def act(id: str, workshop: str, act: str) -> Response:
    """Do one of the facilitator's acts and go back where it was asked for."""
    if act not in ACTS:
        raise DeniedError("W008")
    ACTS[act](Helm(site().desk, actor(), id, workshop), request.form)
    return back(id, workshop)


@routes.post("/a/<id>/workshops/<workshop>/rehearse")
def rehearse(id: str, workshop: str) -> Response:
    """Copy the workshop and rehearse the copy with simulated participants."""
    copy = rehearsing.rehearse(site().desk, actor(), id, workshop, language())
    return redirect(f"/a/{id}/workshops/{copy}", 303)


@routes.post("/a/<id>/workshops/<rehearsal>/simulate")
def simulate(id: str, rehearsal: str) -> Response:
    """Have the simulated participants of a rehearsal vote."""
    rehearsing.let_vote(site().desk, actor(), id, rehearsal, language())
    return back(id, rehearsal)


@routes.post("/a/<id>/workshops/<workshop>/hand-over")
def hand_over(id: str, workshop: str) -> Response:
    """Have another member run the workshop, or take it over."""
    member = request.form.get("to", "") or str(actor().account)
    preparing.hand_over(site().desk, actor(), id, workshop, member)
    return redirect(f"/a/{id}/workshops/{workshop}", 303)


@routes.post("/a/<id>/workshops/<workshop>/delete")
def delete(id: str, workshop: str) -> Response:
    preparing.delete(site().desk, actor(), id, workshop)
    return redirect(f"/a/{id}/workshops", 303)


def back(id: str, workshop: str) -> Response:
    """Lead back to the agenda or to the console."""
    page = "/agenda" if request.form.get("back") == "agenda" else ""
    return redirect(f"/a/{id}/workshops/{workshop}{page}", 303)


def _page(id: str, fault: str = "", title: str = "") -> str:
    desk = site().desk
    opened = desk.open(actor(), id)
    found = preparing.listed(desk, actor(), id)
    return render_template(
        "web/workshop/list.html",
        opened=opened,
        listed=[(each, long_date(each.kept.made[:10], language())) for each in found],
        agendas=preparing.agendas(desk, opened) if opened.may_answer else (),
        modes=MODES,
        fault=fault,
        title=title,
    )


def _minutes(form: Form, otherwise: int) -> int:
    text = form.get("minutes", "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else otherwise


def _place(form: Form) -> int:
    text = form.get("place", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1
