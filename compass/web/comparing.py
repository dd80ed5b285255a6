"""Options side by side, and two assessments side by side."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import UnavailableError
from compass.model.assessment import Answer
from compass.model.revision import Outcome
from compass.service import sides
from compass.service.desk import Opened
from compass.texts.changes import Side, change_lines, effect_lines
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.fields import written
from compass.web.outcomes import missing_page
from compass.web.shown import actor, cell_label, language, shown, site, words

routes = Blueprint("comparing", __name__)


@dataclass(frozen=True)
class Alone:
    """What each difference changes by itself; those that change nothing, those that can't be tried alone, and what only
    several do together."""

    changing: tuple[tuple[str, list[str]], ...]
    still: tuple[str, ...]
    untried: tuple[str, ...]
    together: tuple[str, ...]


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
    outcome = None
    if request.args.get("each") and found.differences <= sides.MOST_ALONE:
        outcome = sides.attribution_of(site().office, first, second)
        if outcome is None:
            told = {"title": words("compare.working"), "back": "compare", "back_title": words("compare.title")}
            return render_template("web/making.html", opened=first, **told)
    before, after = _sides(first, second)
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
        differences=found.differences,
        most=sides.MOST_ALONE,
        each=None if outcome is None else _alone(first, second, outcome),
    )


def _sides(*both: Opened) -> tuple[Side, ...]:
    return tuple(Side(each.read.checked.usable().pack, each.read.assessment) for each in both)


def _alone(first: Opened, second: Opened, outcome: Outcome) -> Alone:
    before, after = _sides(first, second)
    told = [
        (_named(first, second, cause.items[0][1]), cause.tried, change_lines(before, after, cause.changes, language()))
        for cause in outcome.causes
    ]
    return Alone(
        changing=tuple((name, lines) for name, _, lines in told if lines),
        still=tuple(name for name, tried, lines in told if tried and not lines),
        untried=tuple(name for name, tried, _ in told if not tried),
        together=tuple(effect_lines(before, after, outcome.remainder, language())),
    )


def _named(first: Opened, second: Opened, cell: str) -> str:
    """Name a cell that differs; an empty one stands for the settings."""
    if not cell:
        return words("settings.title")
    is_old = cell.partition("@")[0] in first.whole.usable().pack.questions
    return cell_label(first if is_old else second, cell)


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
