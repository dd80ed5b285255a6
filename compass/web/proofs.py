"""The evidence register: documents listed with the answers that rest on them, added, changed, removed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Evidence
from compass.service import evidence, filing
from compass.service.desk import Opened
from compass.service.questioning import CONFIRMED, is_questioned
from compass.texts.messages import problem_sentence
from compass.web.shown import actor, cell_label, language, shown, site, words

routes = Blueprint("proofs", __name__)
_FIELDS = (*evidence.WORDS, "note", "seen")


@routes.get("/a/<id>/evidence")
def register(id: str) -> str:
    opened = site().desk.open(actor(), id)
    uses = evidence.uses_of(opened.read.assessment)
    asked = {cell.cell for cell in opened.interview.cells}
    lines = [
        (name, document, told(document), [(cell if cell in asked else "", _named(opened, cell)) for cell in uses[name]])
        for name, document in opened.read.assessment.evidence.items()
    ]
    kept = filing.files_of(site().desk, actor(), id) if opened.kept is not None else {}
    return render_template("web/evidence.html", opened=opened, lines=lines, is_address=evidence.is_address, kept=kept)


@routes.route("/a/<id>/evidence/add", methods=["GET", "POST"])
def add(id: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "answer")
    if request.method == "GET":
        return _form(opened, {})
    try:
        evidence.add_evidence(site().desk, actor(), id, _posted())
    except DeniedError as error:
        return _form(opened, _posted(), fault=error), 400
    return redirect(f"/a/{id}/evidence", 303)


@routes.route("/a/<id>/evidence/<name>", methods=["GET", "POST"])
def change(id: str, name: str) -> str | Response | tuple[str, int]:
    opened = site().desk.open(actor(), id, "answer")
    standing = evidence.evidence_in(opened.read.assessment, name)
    if request.method == "GET":
        return _form(opened, _fields(standing), name)
    try:
        seen = request.form.get("revision", default=0, type=int)
        evidence.change_evidence(site().desk, actor(), id, name, _posted(), seen, language())
    except ConflictError as error:
        opened = site().desk.open(actor(), id)
        theirs = told(evidence.evidence_in(opened.read.assessment, name), whole=True)
        return _form(opened, _posted(), name, error, theirs), 409
    except DeniedError as error:
        return _form(opened, _posted(), name, error), 400
    return redirect(f"/a/{id}/evidence", 303)


@routes.post("/a/<id>/evidence/<name>/remove")
def remove(id: str, name: str) -> Response:
    title = evidence.evidence_in(site().desk.open(actor(), id, "answer").read.assessment, name).title
    evidence.remove_evidence(site().desk, actor(), id, name)
    flash(words("evidence.removed", title=title))
    return redirect(f"/a/{id}/evidence", 303)


def document_page(id: str, name: str, fault: DeniedError) -> tuple[str, int]:
    """Show a document again with what was wrong with its file."""
    opened = site().desk.open(actor(), id)
    status = 409 if isinstance(fault, ConflictError) else 400
    return _form(opened, _fields(evidence.evidence_in(opened.read.assessment, name)), name, fault), status


def told(document: Evidence, *, whole: bool = False) -> str:
    """Tell a document in one line, its title where it is `whole`."""
    keys = [key for key in evidence.WORDS if key != "url" and (whole or key != "title")]
    seen = words("evidence.secondary") if document.seen == "secondary" else ""
    return " · ".join(part for part in (*(getattr(document, key) for key in keys), seen) if part)


def _named(opened: Opened, cell: str) -> str:
    title, for_all = cell_label(opened, cell), words("evidence.all_options")
    return words("of_option", title=title, option=for_all) if cell.endswith("@*") else title


def _fields(document: Evidence) -> dict[str, str]:
    texts = {key: getattr(document, key) or "" for key in evidence.WORDS}
    return {**texts, "note": shown(document.note), "seen": document.seen}


def _posted() -> dict[str, str]:
    return {key: request.form.get(key, "") for key in (*_FIELDS, CONFIRMED)}


def _form(
    opened: Opened, fields: dict[str, str], name: str = "", fault: DeniedError | None = None, theirs: str = ""
) -> str:
    seen = evidence.evidence_version(opened.kept, name)
    if fault is not None and not theirs:
        seen = request.form.get("revision", default=seen, type=int)
    return render_template(
        "web/evidence_one.html",
        opened=opened,
        fields={key: fields.get(key, "") for key in _FIELDS},
        name=name,
        version=seen,
        fault=problem_sentence(fault.problem, language()) if fault is not None else "",
        target=_target(fault),
        theirs=theirs,
        document=opened.read.assessment.evidence.get(name),
        is_kept=bool(name) and _is_kept(opened, name),
        is_used=bool(name and evidence.uses_of(opened.read.assessment).get(name)),
    )


def _is_kept(opened: Opened, name: str) -> bool:
    document = opened.read.assessment.evidence[name]
    return document.sha256 in filing.files_of(site().desk, actor(), opened.id)


def _target(fault: DeniedError | None) -> str:
    """Give the field that a fault is about."""
    if fault is None:
        return "title"
    if fault.problem.code in ("P055", "P056", "P057"):
        return "document"
    return "url" if fault.problem.code == "P017" else CONFIRMED if is_questioned(fault.problem) else "title"
