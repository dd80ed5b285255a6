"""The question pages: one question each, saved at every step."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import AnswerError, ConflictError
from compass.model.interview import OpenCell
from compass.service.desk import Opened
from compass.service.questioning import is_questioned
from compass.service.responding import answer_in, save_answer, version_in
from compass.service.steps import following, step, steps
from compass.texts.messages import problem_sentence
from compass.web.fields import fields_of, written
from compass.web.panel import side
from compass.web.reviews import verdict_words
from compass.web.sheets import across_of, tell_closed
from compass.web.shown import actor, language, site

routes = Blueprint("answering", __name__)


@routes.get("/a/<id>/q/<cell>")
def question(id: str, cell: str) -> str:
    opened = site().desk.open(actor(), id)
    step(opened, cell)
    return _page(opened, cell)


@routes.post("/a/<id>/q/<cell>")
def save(id: str, cell: str) -> tuple[str, int] | Response:
    desk = site().desk
    opened = desk.open(actor(), id, "contribute")
    step(opened, cell)
    form = {key: request.form.getlist(key) for key in request.form}
    seen = request.form.get("version", default=0, type=int)
    try:
        save_answer(desk, actor(), id, cell, form, seen, language())
    except AnswerError as error:
        faults = [problem_sentence(problem, language()) for problem in error.problems]
        doubts = any(is_questioned(problem) for problem in error.problems)
        return _page(opened, cell, faults, form, seen, is_doubtful=doubts), 400
    except ConflictError as error:
        faults = [problem_sentence(error.problem, language())]
        return _page(desk.open(actor(), id), cell, faults, form), 409
    after = desk.open(actor(), id)
    tell_closed(opened, after)
    return redirect(_onward(after, cell), 303)


def _onward(opened: Opened, cell: str) -> str:
    """Give where to go after a question: back where one came from, else the next one of the screen, or the answers."""
    back = request.form.get("back", "")
    if back in ("check", "deepen", "what-if"):
        return f"/a/{opened.id}/{back}"
    if back == "overview":
        return f"/a/{opened.id}"
    if back == "section":
        section = opened.whole.usable().pack.questions[cell.partition("@")[0]].section
        return f"/a/{opened.id}/section/{section}?option={cell.partition('@')[2]}"
    after = following(_walk(opened), cell)
    return f"/a/{opened.id}/check" if after is None else f"/a/{opened.id}/q/{after}"


def _walk(opened: Opened) -> tuple[OpenCell, ...]:
    """Give the questions that come one after the other: the quick screen, or the section of a delegate."""
    if opened.role != "delegate":
        return steps(opened, "screen")
    return tuple(each for each in opened.interview.cells if each.section == opened.grant.section)


def _page(
    opened: Opened,
    cell: str,
    faults: list[str] | None = None,
    posted: dict[str, list[str]] | None = None,
    seen: int | None = None,
    *,
    is_doubtful: bool = False,
) -> str:
    """Show a question; what was posted in vain keeps the version that its author saw, but for a conflict."""
    pack, is_conflict = opened.whole.usable().pack, posted is not None and seen is None
    answer = answer_in(opened.read.assessment, cell)
    screen = [each.cell for each in _walk(opened)]
    place = screen.index(cell) + 1 if cell in screen else 0
    return render_template(
        "web/question.html",
        opened=opened,
        cell=cell,
        fields=fields_of(opened, cell, answer, posted),
        version=version_in(opened.kept, cell) if seen is None else seen,
        faults=faults or [],
        is_doubtful=is_doubtful,
        theirs=written(pack, pack.questions[cell.partition("@")[0]], answer) if is_conflict else "",
        place=place,
        total=len(screen),
        before=screen[place - 2] if place > 1 else "",
        back=request.values.get("back", ""),
        side=side(opened),
        is_frozen=not opened.may_answer_in(pack.questions[cell.partition("@")[0]].section),
        across=across_of(opened, cell),
        verdict=verdict_words(answer.review) if answer is not None else "",
    )
