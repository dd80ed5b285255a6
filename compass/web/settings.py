"""The settings of an assessment: weights, ends of scales, conditions put aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import AssessmentError, ConflictError, DeniedError
from compass.model.criterion import Criterion
from compass.service.desk import Opened
from compass.service.overriding import Part, ends_of, save_settings, settings_version, weighable
from compass.texts.messages import problem_sentence
from compass.texts.numbers import few, share, unit_words
from compass.web import setting_forms
from compass.web.shown import actor, language, shown, site, words

routes = Blueprint("settings", __name__)
_PAGES: dict[str, Part] = {
    "weights": "weights", "points": "weights", "ranks": "weights", "scales": "anchors", "conditions": "knock_outs",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A criterion to weigh, or whose scale is set: its title, unit, and its two ends in words."""

    id: str
    title: str
    unit: str
    worst: str
    best: str


@routes.get("/a/<id>/settings")
def overview(id: str) -> str:
    """Tell what is set, and lead to where it can be changed."""
    opened = site().desk.open(actor(), id)
    return render_template("web/settings.html", opened=opened, weights=_weights_in_words(opened))


@routes.route("/a/<id>/settings/<name>", methods=["GET", "POST"])
def one(id: str, name: str) -> str | Response | tuple[str, int]:
    """Show and save one part of the settings."""
    if name not in _PAGES:
        raise DeniedError("P010")
    opened = site().desk.open(actor(), id, "read" if request.method == "GET" else "answer")
    if request.method == "GET":
        return _page(opened, name, setting_forms.filled(name, opened))
    form = request.form.to_dict()
    seen = request.form.get("version", default=0, type=int)
    try:
        save_settings(site().desk, actor(), id, _PAGES[name], setting_forms.given(name, form, language()), seen)
    except AssessmentError as error:
        return _page(opened, name, form, [problem_sentence(each, language()) for each in error.problems]), 400
    except ConflictError as error:
        return _page(site().desk.open(actor(), id), name, form, [problem_sentence(error.problem, language())]), 409
    return redirect(f"/a/{id}/settings", 303)


def _page(opened: Opened, name: str, form: dict[str, Any], faults: list[str] | None = None) -> str:
    return render_template(
        "web/settings_part.html",
        opened=opened,
        name=name,
        pack=opened.read.checked.usable().pack,
        form=form,
        lines=_lines(opened, scaled_only=name == "scales"),
        faults=faults or [],
        version=settings_version(opened.kept),
        is_frozen=not opened.may_answer,
    )


def _lines(opened: Opened, scaled_only: bool) -> list[Line]:
    pack, ends = opened.read.checked.usable().pack, ends_of(opened)
    known = {id: pack.criteria[id] for id in weighable(pack)}
    return [
        Line(id, shown(each.title), unit_words(each.unit, pack.units, language()), *ends_in_words(each, ends.get(id)))
        for id, each in known.items()
        if each.anchors is not None or not scaled_only
    ]


def ends_in_words(criterion: Criterion, ends: tuple[float, float] | None) -> tuple[str, str]:
    """Write both ends of a scale, those of levels by what they say; empty where they can't be computed yet."""
    if ends is None:
        return "", ""
    if criterion.described is not None:
        worst, best = (shown(criterion.described[int(end)]).rstrip(".") for end in ends)
        return worst, best
    is_share = criterion.unit == "1" and min(ends) >= 0 and max(ends) <= 1
    worst, best = (share(end, language()) if is_share else few(end, language()) for end in ends)
    return worst, best


def _weights_in_words(opened: Opened) -> str:
    weights = opened.read.assessment.settings.weights
    if weights is None:
        return words("settings.no_weights")
    if weights.profile is not None:
        return shown(opened.whole.usable().pack.weight_profiles[weights.profile].title)
    way = next(way for way in ("swing", "ranks", "unknown") if getattr(weights, way) is not None)
    return words(f"settings.by_{way}", why=shown(weights.why))
