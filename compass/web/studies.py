"""The published studies that answer a question: listed, typed, changed, removed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import AnswerError, ConflictError, DeniedError
from compass.model.pack import Pack
from compass.model.question import Metric, Question
from compass.service import studies
from compass.service.desk import Opened
from compass.service.permissions import Act
from compass.service.responding import answer_in, version_in
from compass.service.steps import step
from compass.service.studies import Study, studies_in
from compass.texts.messages import problem_sentence
from compass.texts.numbers import exact, share, unit_words
from compass.web.shown import actor, asked, cell_label, language, shown, site

routes = Blueprint("studies", __name__)
Form = dict[str, list[str]]
_BOUNDS = ("value", "low", "high")


@routes.get("/a/<id>/studies/<cell>")
def listed(id: str, cell: str) -> str:
    opened, question = _opened(id, cell, "read")
    pack, evidence = opened.whole.usable().pack, opened.read.assessment.evidence
    lines = [
        (evidence[study.evidence].title, study, [_told(pack, question, record) for record in study.records])
        for study in studies_in(answer_in(opened.read.assessment, cell))
    ]
    version = version_in(opened.kept, cell)
    title, heading = cell_label(opened, cell), asked(question)
    return render_template(
        "web/studies.html", opened=opened, cell=cell, lines=lines, title=title, heading=heading, version=version
    )


@routes.route("/a/<id>/studies/<cell>/add", methods=["GET", "POST"])
def add(id: str, cell: str) -> str | Response | tuple[str, int]:
    opened, question = _opened(id, cell, "answer")
    return _form(opened, question, cell, {}) if request.method == "GET" else _saved(opened, question, cell, None)


@routes.route("/a/<id>/studies/<cell>/<int:place>", methods=["GET", "POST"])
def change(id: str, cell: str, place: int) -> str | Response | tuple[str, int]:
    opened, question = _opened(id, cell, "answer")
    if request.method == "POST":
        return _saved(opened, question, cell, place)
    found = studies_in(answer_in(opened.read.assessment, cell))
    if place >= len(found):
        raise DeniedError("P010")
    return _form(opened, question, cell, _filled(found[place]))


@routes.post("/a/<id>/studies/<cell>/<int:place>/remove")
def remove(id: str, cell: str, place: int) -> Response:
    _opened(id, cell, "answer")
    studies.remove_study(site().desk, actor(), id, cell, place, request.form.get("revision", default=0, type=int))
    return redirect(f"/a/{id}/studies/{cell}", 303)


def _opened(id: str, cell: str, act: Act) -> tuple[Opened, Question]:
    opened = site().desk.open(actor(), id, act)
    question = opened.whole.usable().pack.questions[step(opened, cell).question]
    if question.type != "study":
        raise DeniedError("P010")
    return opened, question


def _saved(opened: Opened, question: Question, cell: str, place: int | None) -> Response | tuple[str, int]:
    form = {key: request.form.getlist(key) for key in request.form}
    seen = request.form.get("revision", default=0, type=int)
    try:
        studies.save_study(site().desk, actor(), opened.id, cell, place, form, seen, language())
    except ConflictError as error:
        faults = [problem_sentence(error.problem, language())]
        return _form(site().desk.open(actor(), opened.id), question, cell, form, faults), 409
    except AnswerError as error:
        faults = [problem_sentence(problem, language()) for problem in error.problems]
        return _form(opened, question, cell, form, faults, seen), 400
    except DeniedError as error:
        return _form(opened, question, cell, form, [problem_sentence(error.problem, language())], seen), 400
    return redirect(f"/a/{opened.id}/studies/{cell}", 303)


def _form(
    opened: Opened,
    question: Question,
    cell: str,
    form: Form,
    faults: list[str] | None = None,
    seen: int | None = None,
) -> str:
    pack = opened.whole.usable().pack
    one = {key: next(iter(values), "") for key, values in form.items()}
    metrics = [
        (id, shown(metric.title), _unit(pack, metric.unit), [one.get(f"{id}:{bound}", "") for bound in _BOUNDS])
        for id, metric in (question.metrics or {}).items()
    ]
    return render_template(
        "web/study.html",
        opened=opened,
        cell=cell,
        title=cell_label(opened, cell),
        metrics=metrics,
        form={key: one.get(key, "") for key in ("evidence", *studies.WORDS, *studies.NUMBERS, "independent", "main")},
        evidence=opened.read.assessment.evidence,
        faults=faults or [],
        version=version_in(opened.kept, cell) if seen is None else seen,
    )


def _filled(study: Study) -> Form:
    """Give the fields that a study fills."""
    told = {key: [_typed(study.shared[key])] for key in study.shared if key not in ("metric", "value", "ci", "review")}
    for record in study.records:
        low, high = record.get("ci") or ("", "")
        figures = zip(_BOUNDS, (record["value"], low, high), strict=True)
        told |= {f"{record['metric']}:{bound}": [_typed(figure)] for bound, figure in figures}
    return told


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_decimal = isinstance(value, float) and language() == "fr"
    return str(value).replace(".", ",") if is_decimal else str(value)


def _told(pack: Pack, question: Question, record: dict[str, Any]) -> str:
    """Tell a figure with its interval."""
    metric = (question.metrics or {})[record["metric"]]
    low, high = record.get("ci") or (None, None)
    value, *ends = (_figure(metric, each) for each in (record["value"], low, high) if each is not None)
    interval = f" ({' – '.join(ends)})" if ends else ""
    return f"{shown(metric.title)} {value}{interval} {_unit(pack, metric.unit)}".strip()


def _figure(metric: Metric, value: float) -> str:
    return share(value, language()) if metric.unit == "1" else exact(value, language())


def _unit(pack: Pack, unit: str) -> str:
    return unit_words(unit, pack.units, language(), 2.0)
