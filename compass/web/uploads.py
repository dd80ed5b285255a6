"""Assessment files: a new assessment from one, and the file of an assessment."""

from __future__ import annotations

import io

from flask import Blueprint, redirect, render_template, request, send_file
from werkzeug.wrappers import Response

from compass.errors import AssessmentError, DeniedError
from compass.service import sending
from compass.web.offers import sent_file, told_problems
from compass.web.shown import actor, site

routes = Blueprint("uploads", __name__)


@routes.route("/upload", methods=["GET", "POST"])
def upload() -> str | Response | tuple[str, int]:
    if actor().account is None:
        raise DeniedError("P001")
    if request.method == "GET":
        return render_template("web/upload.html", problems=[], name="")
    file = sent_file()
    try:
        id = sending.take_in(site().desk, actor(), file)
    except (AssessmentError, DeniedError) as error:
        return render_template("web/upload.html", problems=told_problems(error), name=file.shown), 400
    return redirect(f"/a/{id}", 303)


@routes.get("/a/<id>/file")
def download(id: str) -> Response:
    opened = site().desk.open(actor(), id)
    assessment = opened.read.assessment
    name = f"{assessment.pack}-{assessment.date}.yaml"
    content = io.BytesIO(sending.file_of(opened))
    return send_file(content, mimetype="application/yaml", as_attachment=True, download_name=name)
