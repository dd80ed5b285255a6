"""The forms of the settings: fields filled from what is set, and what was sent turned into settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compass.model.assessment import Weights
from compass.model.criterion import Weighting
from compass.service.desk import Opened
from compass.service.forms import number_in
from compass.service.overriding import in_order
from compass.texts.words import Language
from compass.web.fields import typed
from compass.web.shown import shown

Form = Mapping[str, str]
"""One value for each field; what is about one criterion or condition is called `what-id`."""


def filled(name: str, opened: Opened) -> dict[str, str]:
    """Give the fields of a page as the settings stand."""
    settings = opened.read.assessment.settings
    weights = settings.weights
    form = {"why": "" if weights is None else shown(weights.why)}
    match name:
        case "weights":
            chosen = "none" if weights is None else weights.profile or ("unknown" if weights.unknown else "")
            return {**form, "weights": chosen}
        case "points" if weights is not None:
            return {**form, **{f"points-{id}": typed(points) for id, points in _points(weights, opened).items()}}
        case "ranks" if weights is not None:
            ranked = enumerate(weights.ranks or (), start=1)
            return {**form, **{f"rank-{id}": str(rank) for rank, tied in ranked for id in tied}}
        case "scales":
            own = settings.anchors.items()
            parts = ((id, {"worst": typed(a.worst), "best": typed(a.best), "why": shown(a.why)}) for id, a in own)
            return {f"{key}-{id}": text for id, fields in parts for key, text in fields.items()}
        case "conditions":
            return {f"why-{id}": shown(each.set_aside) for id, each in settings.knock_outs.items()}
    return form


def _points(weights: Weights, opened: Opened) -> Mapping[str, float]:
    """Give the points set, or to begin with those of the profile chosen."""
    used: Weighting = (
        weights if weights.profile is None else opened.whole.usable().pack.weight_profiles[weights.profile]
    )
    return used.swing or {} if used.families is None else {}


def given(name: str, form: Form, language: Language) -> Any:
    """Give what a form sets, as the format writes it; None for what the pack proposes. Raises AssessmentError P054."""
    match name:
        case "weights":
            return _chosen(form)
        case "points":
            return {"swing": _numbers(form, "points", language), "why": form.get("why", "").strip()}
        case "ranks":
            return {"ranks": in_order(_numbers(form, "rank", language)), "why": form.get("why", "").strip()}
        case "scales":
            ends = {end: _numbers(form, end, language) for end in ("worst", "best")}
            whys = _texts(form, "why")
            named = dict.fromkeys((*ends["worst"], *ends["best"], *whys))
            return {id: _own(id, ends, whys) for id in named}
    return {id: {"set_aside": why} for id, why in _texts(form, "why").items()}


def _chosen(form: Form) -> Any:
    chosen = form.get("weights", "none")
    if chosen == "none":
        return None
    return {"unknown": True, "why": form.get("why", "").strip()} if chosen == "unknown" else {"profile": chosen}


def _own(id: str, ends: Mapping[str, Mapping[str, Any]], whys: Mapping[str, str]) -> dict[str, Any]:
    told = {end: found[id] for end, found in ends.items() if id in found}
    return {**told, "why": whys.get(id, "")}


def _numbers(form: Form, what: str, language: Language) -> dict[str, Any]:
    return {id: number_in(text, language) for id, text in _texts(form, what).items()}


def _texts(form: Form, what: str) -> dict[str, str]:
    """Give the fields of one kind that were filled, by what they are about."""
    head = f"{what}-"
    return {
        key.removeprefix(head): value.strip() for key, value in form.items() if key.startswith(head) and value.strip()
    }
