"""Options side by side, and two assessments side by side."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import UnavailableError
from compass.model.assessment import Answer
from compass.service import sides
from compass.service.desk import Opened
from compass.texts.changes import Side, change_lines
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.fields import written
from compass.web.outcomes import missing_page
from compass.web.shown import actor, cell_label, language, shown, site, words

routes = Blueprint("comparing", __name__)


@routes.get("/a/<id>/compare")
def compare(id: str) -> str | Response:
    """Set the options of an assessment side by side; with `with=ID`, lead to the comparison of two assessments."""
    opened = site().desk.open(actor(), id)
    if request.args.get("with"):
        return redirect(f"/a/{id}/compare/{site().desk.open(actor(), request.args['with']).id}")
    if opened.interview.missing:
        return missing_page(opened)
    try:
        tables, fault = sides.tables_of(site().desk, opened, language()), ""
    except UnavailableError as error:
        tables, fault = (), problem_sentence(error.problem, language())
    others = sides.others_of(site().desk, actor(), opened)
    return render_template("web/compare.html", opened=opened, tables=tables, fault=fault, others=others)


@routes.get("/a/<id>/compare/<other>")
def compare_two(id: str, other: str) -> str:
    first, second = (site().desk.open(actor(), each) for each in (id, other))
    for opened in (first, second):
        if opened.interview.missing:
            return missing_page(opened)
    found = sides.compare_opened(site().desk, first, second)
    before, after = (Side(each.read.checked.usable().pack, each.read.assessment) for each in (first, second))
    return render_template(
        "web/compare_two.html",
        opened=first,
        second=second,
        dates=[long_date(each.read.assessment.date, language()) for each in (first, second)],
        has_common=len(found.alone[0]) < len(first.read.assessment.options),
        alone=[_titles(opened, ids) for opened, ids in zip((first, second), found.alone, strict=True)],
        answers=[_line(first, second, *each) for each in found.cells],
        same_settings=found.same_settings,
        lines=change_lines(before, after, found.changes, language()),
    )


def _titles(opened: Opened, options: tuple[str, ...]) -> str:
    return ", ".join(shown(each.title) for each in opened.read.assessment.options if each.id in options)


def _line(first: Opened, second: Opened, cell: str, old: Answer | None, new: Answer | None) -> tuple[str, str, str]:
    """Name a cell, with what each assessment says in it."""
    known = second if cell in {each.cell for each in second.interview.cells} else first
    return cell_label(known, cell), _written(first, cell, old), _written(second, cell, new)


def _written(opened: Opened, cell: str, answer: Answer | None) -> str:
    pack = opened.whole.usable().pack
    question = pack.questions.get(cell.partition("@")[0])
    return words("check.blank") if question is None else written(pack, question, answer)
