"""Several questions on one page, saved at once: a question of all options, the questions of a section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import AnswerError, ConflictError, DeniedError
from compass.model.interview import OpenCell
from compass.service.desk import Opened
from compass.service.questioning import is_questioned
from compass.service.responding import Sent, answer_in, closed_answers, save_answers, version_in
from compass.texts.messages import problem_sentence
from compass.web.fields import Fields, fields_of, written
from compass.web.shown import actor, asked, cell_label, label, language, shown, site, words

routes = Blueprint("sheets", __name__)
Form = dict[str, list[str]]


@dataclass(frozen=True)
class Line:
    """One cell on a sheet; `theirs` is what somebody else answered meanwhile, `is_doubtful` says that a text may
    tell of a patient."""

    cell: str
    name: str
    fields: Fields
    version: int
    faults: tuple[str, ...]
    theirs: str
    is_doubtful: bool


@routes.route("/a/<id>/across/<question>", methods=["GET", "POST"])
def across(id: str, question: str) -> str | Response | tuple[str, int]:
    """Show one question of every option that it is asked of."""
    opened = site().desk.open(actor(), id, "contribute" if request.method == "POST" else "read")
    cells = [cell for cell in opened.interview.cells if cell.question == question and cell.option is not None]
    if not cells:
        raise DeniedError("P010")
    pack = opened.whole.usable().pack
    head = {
        "title": asked(pack.questions[question]),
        "help": shown(pack.questions[question].help),
        "groups": [],
        "after": [],
    }
    return _sheet(opened, cells, head, by_option=True)


@routes.route("/a/<id>/section/<section>", methods=["GET", "POST"])
def section(id: str, section: str) -> str | Response | tuple[str, int]:
    """Show the questions of a section: those of the need, or those of one option at a time."""
    opened = site().desk.open(actor(), id, "contribute" if request.method == "POST" else "read")
    found = [cell for cell in opened.interview.cells if cell.section == section]
    if not found:
        raise DeniedError("P010")
    options = list(dict.fromkeys(cell.option or "" for cell in found))
    chosen = request.args.get("option", options[0])
    cells = [cell for cell in found if (cell.option or "") == chosen]
    if not cells:
        raise DeniedError("P010")
    titles = {option.id: shown(option.title) for option in opened.read.assessment.options}
    groups = [(each, titles.get(each, words("sheet.need")), each == chosen) for each in options]
    sections, names = opened.whole.usable().pack.sections, [each.name for each in opened.interview.sections]
    after = [(name, shown(sections[name].title)) for name in names[names.index(section) + 1 :][:1]]
    title, help = shown(sections[section].title), shown(sections[section].help)
    head = {"title": title, "help": help, "groups": groups if len(groups) > 1 else [], "after": after}
    return _sheet(opened, cells, head, by_option=False)


def _sheet(
    opened: Opened, cells: Sequence[OpenCell], head: Mapping[str, object], *, by_option: bool
) -> str | Response | tuple[str, int]:
    if request.method == "GET":
        return _page(opened, _lines(opened, cells, {}, by_option=by_option), head, by_option=by_option)
    forms = {cell.cell: _form_of(cell.cell) for cell in cells}
    sent = {cell: Sent(form, _seen(form)) for cell, form in forms.items() if form}
    faults: dict[str, list[str]] = {}
    try:
        saved = save_answers(site().desk, actor(), opened.id, sent, language())
    except AnswerError as error:
        for problem in error.problems:
            cell = problem.place.file if problem.place is not None else ""
            faults.setdefault(cell, []).append(problem_sentence(problem, language()))
        doubts = {each.place.file for each in error.problems if each.place is not None and is_questioned(each)}
        lines = _lines(opened, cells, forms, faults, doubts, by_option=by_option)
        return _page(opened, lines, head, by_option=by_option), 400
    except ConflictError as error:
        now, told = site().desk.open(actor(), opened.id), problem_sentence(error.problem, language())
        faults = {cell: [told] for cell in str(error.problem.details["cells"]).split()}
        lines = _lines(now, cells, forms, faults, is_conflict=True, by_option=by_option)
        return _page(now, lines, head, by_option=by_option), 409
    flash(words(f"sheet.{saved.state}"))
    tell_closed(opened, site().desk.open(actor(), opened.id))
    return redirect(request.full_path.rstrip("?"), 303)


def across_of(opened: Opened, cell: str) -> str:
    """Give the question of a cell where it is asked of several options, else nothing."""
    name = cell.partition("@")[0]
    return name if sum(each.question == name for each in opened.interview.cells) > 1 else ""


def tell_closed(before: Opened, after: Opened) -> None:
    """Announce the answers that are kept although a change closed their question."""
    known = set(closed_answers(before))
    names = [cell_label(after, cell) for cell in closed_answers(after) if cell not in known]
    if names:
        flash(words("kept.told", count=len(names), names=" · ".join(names)))


def _form_of(cell: str) -> Form:
    """Give the fields that a sheet posts of one cell."""
    mark = f"{cell}:"
    return {key.removeprefix(mark): request.form.getlist(key) for key in request.form if key.startswith(mark)}


def _seen(form: Form) -> int:
    text = next(iter(form.get("version", ())), "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _lines(
    opened: Opened,
    cells: Sequence[OpenCell],
    posted: dict[str, Form],
    faults: dict[str, list[str]] | None = None,
    doubts: Set[str] = frozenset(),
    *,
    is_conflict: bool = False,
    by_option: bool,
) -> list[Line]:
    pack, lines = opened.whole.usable().pack, []
    for each in cells:
        answer, told = answer_in(opened.read.assessment, each.cell), tuple((faults or {}).get(each.cell, ()))
        fields = fields_of(opened, each.cell, answer, posted.get(each.cell) or None)
        theirs = written(pack, pack.questions[each.question], answer) if is_conflict and told else ""
        name = fields.option if by_option else label(pack, each.question)
        seen = posted.get(each.cell)
        version = _seen(seen) if seen and not is_conflict else version_in(opened.kept, each.cell)
        lines.append(Line(each.cell, name, fields, version, told, theirs, each.cell in doubts))
    return lines


def _page(opened: Opened, lines: list[Line], head: Mapping[str, object], *, by_option: bool) -> str:
    pack = opened.whole.usable().pack
    section = pack.questions[lines[0].cell.partition("@")[0]].section
    may_answer = opened.may_answer_in(section)
    return render_template(
        "web/sheet.html", opened=opened, lines=lines, by_option=by_option, may_answer=may_answer, **head
    )
