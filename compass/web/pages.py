"""Lists: the assessments, a new one, what one will take, its answers, its history."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.model.interview import OpenCell
from compass.service import casework, responding
from compass.service.casework import Begun, Revision
from compass.service.desk import Opened
from compass.service.steps import first_blank, minutes, steps
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.changed import changed
from compass.web.fields import written
from compass.web.shown import actor, cell_label, language, shown, site, words

routes = Blueprint("pages", __name__)
_MOST = 8
"""So many parts of one change are named in the history."""


@routes.get("/")
def assessments() -> str:
    desk = site().desk
    titles = {pack.header.pack: shown(pack.header.title) for pack in casework.packs(desk)}
    own, worked = casework.own_assessments(desk, actor()), casework.worked_cases(desk)
    dates = {line.id: long_date(line.changed[:10], language()) for line in own}
    return render_template("web/assessments.html", own=own, worked=worked, titles=titles, dates=dates)


@routes.get("/new")
def choose_pack() -> str:
    if actor().account is None:
        raise DeniedError("P001")
    return render_template("web/packs.html", packs=casework.packs(site().desk))


@routes.route("/new/<pack>", methods=["GET", "POST"])
def new(pack: str) -> str | Response | tuple[str, int]:
    found = next((each for each in casework.packs(site().desk) if each.header.pack == pack), None)
    if found is None or actor().account is None:
        raise DeniedError("P001")
    if request.method == "GET":
        return render_template("web/new.html", pack=found, fault="", chosen=list(found.alternatives()))
    form = request.form
    begun = Begun(pack, form.get("title", ""), form.getlist("option"), form.get("weights", ""))
    try:
        id = casework.begin(site().desk, actor(), begun, language())
    except DeniedError as error:
        fault = problem_sentence(error.problem, language())
        return render_template("web/new.html", pack=found, fault=fault, chosen=begun.alternatives), 400
    return redirect(f"/a/{id}", 303)


@routes.get("/a/<id>")
def overview(id: str) -> str:
    opened = site().desk.open(actor(), id)
    screen, pack = steps(opened, "screen"), opened.whole.usable().pack
    sections = [
        (shown(pack.sections[section.name].title), section, _first_of(opened, section.name))
        for section in opened.interview.sections
    ]
    return render_template(
        "web/overview.html",
        opened=opened,
        pack=pack,
        sections=sections,
        done=sum(cell.state != "blank" for cell in screen),
        total=len(screen),
        minutes=minutes(opened, screen),
        next_cell=first_blank(screen),
    )


@routes.get("/a/<id>/check")
def check(id: str) -> str:
    """Show every answer that the quick screen asks for, or all with `all=1`."""
    opened = site().desk.open(actor(), id)
    everything = request.args.get("all") == "1"
    cells = opened.interview.cells if everything else steps(opened, "screen")
    groups = [
        (shown(opened.whole.usable().pack.sections[section].title), [_line(opened, cell) for cell in found])
        for section, found in groupby(cells, key=lambda cell: cell.section)
    ]
    closed = [_kept(opened, cell) for cell in responding.closed_answers(opened)]
    return render_template("web/check.html", opened=opened, groups=groups, everything=everything, closed=closed)


@routes.get("/a/<id>/history")
def history(id: str) -> str:
    opened = site().desk.open(actor(), id)
    revisions = [_told(opened, revision) for revision in casework.history(site().desk, actor(), id)]
    return render_template("web/history.html", opened=opened, revisions=revisions)


@routes.post("/a/<id>/undo/<int:revision>")
def undo(id: str, revision: int) -> Response:
    responding.undo(site().desk, actor(), id, revision)
    return redirect(f"/a/{id}/history", 303)


@routes.post("/a/<id>/restore/<int:revision>")
def restore(id: str, revision: int) -> Response:
    responding.restore(site().desk, actor(), id, revision)
    return redirect(f"/a/{id}/history", 303)


@routes.route("/a/<id>/delete", methods=["GET", "POST"])
def delete(id: str) -> str | Response:
    opened = site().desk.open(actor(), id, "delete")
    if request.method == "GET":
        return render_template("web/delete.html", opened=opened)
    casework.delete(site().desk, actor(), id)
    return redirect("/", 303)


def _first_of(opened: Opened, section: str) -> str:
    cells = tuple(cell for cell in opened.interview.cells if cell.section == section)
    return first_blank(cells) or cells[0].cell


def _line(opened: Opened, cell: OpenCell) -> tuple[str, str, str]:
    return (cell.cell, *_kept(opened, cell.cell))


def _kept(opened: Opened, cell: str) -> tuple[str, str]:
    """Name a cell, with the answer that stands in it."""
    pack, answer = opened.whole.usable().pack, responding.answer_in(opened.read.assessment, cell)
    return cell_label(opened, cell), written(pack, pack.questions[cell.partition("@")[0]], answer)


def _told(opened: Opened, revision: Revision) -> tuple[Revision, str, str]:
    """Give a revision with its time and what it changed, in words."""
    told = words("history.begun")
    if revision.number > 1:
        names = [name for change in revision.changes if (name := changed(opened, change))]
        told = " · ".join(names[:_MOST]) + (" …" if len(names) > _MOST else "")
    when = f"{long_date(revision.at[:10], language())} {revision.at[11:16]}"
    return revision, when, told
