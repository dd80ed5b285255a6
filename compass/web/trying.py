"""What if: another answer tried out, and kept only when the person says so."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from compass.errors import DeniedError, InputError
from compass.model.assessment import Answer
from compass.service import trying
from compass.service.desk import Opened
from compass.service.responding import answer_in, version_in
from compass.service.steps import step
from compass.texts.messages import problem_sentence
from compass.web.fields import fields_of, written
from compass.web.outcomes import missing_page
from compass.web.shown import actor, cell_label, language, site
from compass.web.standing import Standing, standing

routes = Blueprint("trying", __name__)
_ASKED = ("state", "value", "low", "likely", "high")


@routes.get("/a/<id>/what-if")
def drivers(id: str) -> str:
    """List the answers that drive the result most, as they stand."""
    opened = _opened(id)
    if opened.interview.missing:
        return missing_page(opened)
    cells = [each.cell for each in trying.main_drivers(site().desk, opened)]
    lines = [(cell, cell_label(opened, cell), _now(opened, cell)) for cell in cells]
    return render_template("web/what_if.html", opened=opened, lines=lines)


@routes.route("/a/<id>/what-if/<cell>", methods=["GET", "POST"])
def one(id: str, cell: str) -> str | tuple[str, int]:
    """Ask for another answer in a cell; with a post, tell what it would change."""
    opened = _opened(id)
    step(opened, cell)
    if opened.interview.missing:
        return missing_page(opened)
    if request.method == "GET":
        return _page(opened, cell)
    if not site().trials.admits(str(actor().account)):
        abort(429)
    form = {key: request.form.getlist(key) for key in request.form if key in _ASKED}
    try:
        answer, found = trying.try_answer(site().desk, opened, cell, form, language())
    except InputError as error:
        return _page(opened, cell, form, faults=[problem_sentence(each, language()) for each in error.problems]), 400
    return _page(opened, cell, form, tried=standing(opened, found), answer=answer)


def _opened(id: str) -> Opened:
    """Open an assessment for a person; computing is not for passers-by."""
    opened = site().desk.open(actor(), id)
    if actor().account is None:
        raise DeniedError("P001")
    return opened


def _page(
    opened: Opened,
    cell: str,
    posted: dict[str, list[str]] | None = None,
    faults: list[str] | None = None,
    tried: Standing | None = None,
    answer: Answer | None = None,
) -> str:
    pack, stands = opened.whole.usable().pack, answer_in(opened.read.assessment, cell)
    return render_template(
        "web/what_if_one.html",
        opened=opened,
        fields=fields_of(opened, cell, stands, posted),
        now=_now(opened, cell),
        then=written(pack, pack.questions[cell.partition("@")[0]], answer),
        posted=[(key, value) for key, values in (posted or {}).items() for value in values],
        version=version_in(opened.kept, cell),
        faults=faults or [],
        tried=tried,
        is_frozen=False,
    )


def _now(opened: Opened, cell: str) -> str:
    pack = opened.whole.usable().pack
    return written(pack, pack.questions[cell.partition("@")[0]], answer_in(opened.read.assessment, cell))
