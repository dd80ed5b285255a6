"""The documents: report, brief, comparison, letters, questionnaire; made elsewhere, waited for here, then given."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.model.paper import KINDS, Kind
from compass.service.desk import Opened
from compass.service.documents import endings_of
from compass.texts.words import LANGUAGES, Language
from compass.web.outcomes import missing_page
from compass.web.shown import actor, language, site, words

routes = Blueprint("papers", __name__)
TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WITHOUT_RESULT: tuple[Kind, ...] = ("questionnaire",)


@routes.route("/a/<id>/report", methods=["GET", "POST"])
def report(id: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "see")
    if request.method == "GET":
        return _form(opened, "full", "pdf", language())
    kind, ending, lang = (request.form.get(key, "") for key in ("kind", "ending", "lang"))
    lang = lang or language()
    if kind in KINDS and ending in TYPES and f".{ending}" not in endings_of(kind):
        return _form(opened, kind, ending, lang, words("report.no_workbook")), 400
    kind, lang, ending = _known(kind, lang, ending)
    return redirect(f"/a/{id}/report/{kind}.{lang}.{ending}", 303)


@routes.get("/a/<id>/report/<name>")
def document(id: str, name: str) -> str | Response:
    """Give a document, named `KIND.LANGUAGE.ENDING`, or a page that looks again until it is made."""
    opened = site().desk.open(actor(), id, "see")
    kind, lang, ending = _known(*(*name.split("."), "", "")[:3])
    if opened.interview.missing and kind not in _WITHOUT_RESULT:
        return missing_page(opened)
    path = site().office.order(opened, f".{ending}", lang, kind)
    if path is None:
        told = {"title": words("report.making"), "back": "report", "back_title": words("report.title")}
        return render_template("web/making.html", opened=opened, **told)
    named = f"compass-{_name(opened, kind)}.{lang}.{ending}"
    return send_file(path.resolve(), mimetype=TYPES[ending], as_attachment=True, download_name=named)


def _form(opened: Opened, kind: str, ending: str, lang: str, fault: str = "") -> str:
    kinds = KINDS if not opened.interview.missing else _WITHOUT_RESULT
    chosen = {"kind": kind if kind in kinds else kinds[0], "ending": ending, "lang": lang}
    endings = tuple(each for each in TYPES if any(f".{each}" in endings_of(kind) for kind in kinds))
    return render_template(
        "web/report.html",
        opened=opened,
        kinds=kinds,
        endings=endings,
        languages=LANGUAGES,
        chosen=chosen,
        fault=fault,
    )


def _name(opened: Opened, kind: Kind) -> str:
    date = opened.read.assessment.date
    return date if kind == "full" else f"{kind}-{date}"


def _known(kind: str, lang: str, ending: str) -> tuple[Kind, Language, str]:
    if kind not in KINDS or lang not in LANGUAGES or f".{ending}" not in endings_of(kind):
        raise DeniedError("P010")
    return kind, lang, ending
