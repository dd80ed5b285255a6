"""The files of documents: sent by a form of the register, handed out to be saved and never shown in a page."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, request, send_file
from werkzeug.wrappers import Response

from compass.errors import ConflictError, DeniedError
from compass.service import filing
from compass.web.offers import sent_file
from compass.web.proofs import document_page
from compass.web.shown import actor, site, words

routes = Blueprint("filed", __name__)
_SANDBOX = "default-src 'none'; sandbox"


@routes.get("/a/<id>/evidence/<name>/file")
def hand_out(id: str, name: str) -> Response:
    found = filing.file_of_document(site().desk, actor(), id, name)
    content = io.BytesIO(found.content)
    response = send_file(content, mimetype=found.kind, as_attachment=True, download_name=found.name)
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response


@routes.post("/a/<id>/evidence/<name>/file")
def keep(id: str, name: str) -> Response | tuple[str, int]:
    try:
        filing.keep_file(site().desk, actor(), id, name, sent_file("document"), request.form.get("filed", ""))
    except (ConflictError, DeniedError) as error:
        if error.problem.code in ("P055", "P056", "P057", "P003"):
            return document_page(id, name, error)
        raise
    flash(words("evidence.filed"))
    return redirect(f"/a/{id}/evidence/{name}", 303)


@routes.post("/a/<id>/evidence/<name>/file/remove")
def discard(id: str, name: str) -> Response | tuple[str, int]:
    try:
        filing.discard_file(site().desk, actor(), id, name, request.form.get("filed", ""))
    except ConflictError as error:
        return document_page(id, name, error)
    flash(words("evidence.unfiled"))
    return redirect(f"/a/{id}/evidence/{name}", 303)
