"""The review: which answers are declared, which shown by a document, and a reviewer's word on each."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Review
from compass.service import reviewing
from compass.service.desk import Opened
from compass.service.evidence import is_address
from compass.service.questioning import CONFIRMED, is_questioned
from compass.service.responding import version_in
from compass.service.reviewing import VERDICTS, Judged
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.fields import written
from compass.web.shown import actor, asked, cell_label, label, language, shown, site, words

routes = Blueprint("reviews", __name__)


@routes.get("/a/<id>/review")
def review(id: str) -> str:
    """Show the answers of the need, or of one option, with their documents and verdicts."""
    opened = site().desk.open(actor(), id)
    found, pack = reviewing.judged(opened), opened.whole.usable().pack
    options = list(dict.fromkeys(each.option or "" for each in found))
    chosen = request.args.get("option", options[0] if options else "")
    titles = {option.id: shown(option.title) for option in opened.read.assessment.options}
    tabs = [(each, titles.get(each, words("sheet.need")), each == chosen) for each in options]
    own = [each for each in found if (each.option or "") == chosen]
    groups = [
        (shown(pack.sections[section].title), [_line(opened, each) for each in several])
        for section, several in groupby(own, key=lambda each: each.section)
    ]
    done = sum(each.verdict != "" for each in own)
    shares = {"total": len(own), "documented": sum(bool(each.documents) for each in own), "done": done}
    return render_template("web/review.html", opened=opened, tabs=tabs, groups=groups, shares=shares)


@routes.route("/a/<id>/review/<cell>", methods=["GET", "POST"])
def judge(id: str, cell: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "review")
    found = _judged(opened, cell)
    if request.method == "GET":
        return _page(opened, found)
    form = {key: request.form.get(key, "") for key in ("verdict", "comment")}
    seen, confirmed = request.form.get("version", default=0, type=int), request.form.get(CONFIRMED, "")
    try:
        reviewing.review_answer(
            site().desk, actor(), id, cell, form["verdict"], form["comment"], seen, confirmed=confirmed
        )
    except ConflictError as error:
        opened = site().desk.open(actor(), id)
        return _page(opened, _judged(opened, cell), form, error), 409
    except DeniedError as error:
        return _page(opened, found, form, error, seen), 400
    return redirect(_onward(site().desk.open(actor(), id), found), 303)


def _judged(opened: Opened, cell: str) -> Judged:
    found = next((each for each in reviewing.judged(opened) if each.cell == cell), None)
    if found is None:
        raise DeniedError("P010")
    return found


def _onward(opened: Opened, done: Judged) -> str:
    """Give the next answer of the same option that nobody has reviewed, else the list."""
    own = [each for each in reviewing.judged(opened) if each.option == done.option]
    places = {each.cell: place for place, each in enumerate(own)}
    left = [each.cell for each in own[places[done.cell] + 1 :] if not each.verdict]
    return f"/a/{opened.id}/review/{left[0]}" if left else f"/a/{opened.id}/review?option={done.option or ''}"


def _line(opened: Opened, each: Judged) -> tuple[Judged, str, str, str]:
    pack, question = opened.whole.usable().pack, each.cell.partition("@")[0]
    state = words("review.documented" if each.documents else "review.declared")
    return each, label(pack, question), written(pack, pack.questions[question], each.answer), state


def verdict_words(review: Review | None) -> str:
    """Tell what a reviewer said, when and why."""
    if review is None:
        return ""
    when = long_date(review.at, language()) if review.at is not None else ""
    parts = (words(f"review.is_{review.verdict}"), review.by, when, shown(review.comment))
    return " · ".join(part for part in parts if part)


def _page(
    opened: Opened,
    found: Judged,
    form: dict[str, str] | None = None,
    fault: DeniedError | None = None,
    seen: int | None = None,
) -> str:
    pack, given = opened.whole.usable().pack, found.answer.review
    question = pack.questions[found.cell.partition("@")[0]]
    standing = {"verdict": found.verdict, "comment": shown(given.comment) if given is not None else ""}
    return render_template(
        "web/review_one.html",
        opened=opened,
        found=found,
        heading=asked(question),
        name=cell_label(opened, found.cell),
        question=question,
        answer=written(pack, question, found.answer),
        documents=[opened.read.assessment.evidence[name] for name in found.documents],
        expected=[shown(pack.documents[name]) for name in question.evidence],
        is_address=is_address,
        verdicts=[(verdict, words(f"review.{verdict or 'none'}")) for verdict in (*VERDICTS, "")],
        told=verdict_words(given),
        form=standing if form is None else form,
        fault=problem_sentence(fault.problem, language()) if fault is not None else "",
        is_doubtful=fault is not None and is_questioned(fault.problem),
        version=version_in(opened.kept, found.cell) if seen is None else seen,
    )
