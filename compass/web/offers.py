"""The options and offers of an assessment: listed, added, changed, removed, brought in from a file."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import AssessmentError, ConflictError, DeniedError
from compass.service import offers, sending
from compass.service.desk import Opened
from compass.service.offers import Draft
from compass.service.sending import File
from compass.texts.messages import problem_sentence
from compass.web.shown import actor, language, shown, site, words

routes = Blueprint("offers", __name__)


@routes.get("/a/<id>/options")
def options(id: str) -> str:
    opened = site().desk.open(actor(), id)
    program, assessment = opened.whole.usable(), opened.read.assessment
    titles = {name: shown(node.title) for name, node in program.pack.alternatives().items()}
    lines = []
    for option in assessment.options:
        own = [cell for cell in opened.interview.cells if cell.option == option.id]
        done = sum(cell.state == "answered" for cell in own)
        may_go = offers.may_go(program, assessment, option.id)
        lines.append((option, titles.get(option.alternative or "", ""), done, len(own), may_go))
    reference = offers.reference_of(opened)
    return render_template("web/options.html", opened=opened, lines=lines, reference=reference)


@routes.route("/a/<id>/options/add", methods=["GET", "POST"])
def add(id: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "answer")
    if request.method == "GET":
        return _form(opened, Draft("", "", "", ""))
    draft = _draft()
    try:
        offers.add_option(site().desk, actor(), id, draft)
    except (AssessmentError, DeniedError) as error:
        return _form(opened, draft, fault=_sentence(error)), 400
    return redirect(f"/a/{id}/options", 303)


@routes.route("/a/<id>/options/<option>", methods=["GET", "POST"])
def change(id: str, option: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "answer")
    if request.method == "GET":
        return _form(opened, _standing(opened, option), option)
    draft, seen = _draft(), request.form.get("version", default=0, type=int)
    try:
        offers.change_option(site().desk, actor(), id, option, draft, seen, language())
    except ConflictError as error:
        opened = site().desk.open(actor(), id)
        return _form(opened, draft, option, _sentence(error), _standing(opened, option)), 409
    except DeniedError as error:
        return _form(opened, draft, option, _sentence(error)), 400
    return redirect(f"/a/{id}/options", 303)


@routes.route("/a/<id>/options/<option>/remove", methods=["GET", "POST"])
def remove(id: str, option: str) -> str | Response:
    opened = site().desk.open(actor(), id, "answer")
    found = offers.option_in(opened.read.assessment, option)
    if request.method == "GET":
        return render_template("web/option_remove.html", opened=opened, option=found)
    offers.remove_option(site().desk, actor(), id, option)
    flash(words("options.removed", title=shown(found.title)))
    return redirect(f"/a/{id}/options", 303)


@routes.route("/a/<id>/options/file", methods=["GET", "POST"])
def bring_in(id: str) -> str | Response | tuple[str, int]:
    """Read a file, show which offers are in it, and take in those that are chosen."""
    opened = site().desk.open(actor(), id, "answer")
    if request.method == "GET":
        return render_template("web/options_file.html", opened=opened, problems=[], name="")
    file = sent_file()
    try:
        if "take" not in request.form:
            found = sending.offers_of(site().desk, opened, file)
            text = file.content.decode("utf-8-sig")
            return render_template("web/options_take.html", opened=opened, found=found, name=file.shown, text=text)
        count = sending.take_offers(site().desk, actor(), id, file, request.form.getlist("option"))
    except (AssessmentError, DeniedError) as error:
        told = told_problems(error)
        return render_template("web/options_file.html", opened=opened, problems=told, name=file.shown), 400
    flash(words("options.taken", count=count))
    return redirect(f"/a/{id}/options", 303)


def sent_file(field: str = "file") -> File:
    """Give the file of a form, or the text of one that was shown already."""
    file = request.files.get(field)
    if file is not None:
        return File(file.filename or "", file.read())
    return File(request.form.get("name", ""), request.form.get("text", "").encode())


def told_problems(error: AssessmentError | DeniedError) -> list[str]:
    """Tell every problem of a file, each with its line and column."""
    problems = [error.problem] if isinstance(error, DeniedError) else error.problems
    told = []
    for problem in problems:
        sentence, place = problem_sentence(problem, language()), problem.place
        at = words("upload.at", line=place.line, column=place.column, text=sentence) if place is not None else sentence
        told.append(at)
    return told


def _draft() -> Draft:
    return Draft(*(request.form.get(key, "") for key in ("title", "alternative", "product", "note")))


def _standing(opened: Opened, option: str) -> Draft:
    found = offers.option_in(opened.read.assessment, option)
    return Draft(shown(found.title), found.alternative or "", found.product or "", shown(found.note))


def _sentence(error: AssessmentError | DeniedError) -> str:
    problem = error.problem if isinstance(error, DeniedError) else error.problems[0]
    return problem_sentence(problem, language())


def _form(opened: Opened, draft: Draft, option: str = "", fault: str = "", theirs: Draft | None = None) -> str:
    alternatives = opened.whole.usable().pack.alternatives()
    return render_template(
        "web/option.html",
        opened=opened,
        draft=draft,
        option=option,
        version=offers.option_version(opened.kept, option),
        alternatives=[(name, shown(node.title)) for name, node in alternatives.items()],
        fault=fault,
        theirs=theirs,
    )
