"""The papers of a workshop: minutes, guide, cards; made elsewhere, waited for here, then given."""

from __future__ import annotations

from flask import Blueprint, render_template, send_file
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.service import minutes
from compass.service.minutes import PAPERS, Paper
from compass.service.rooms import room
from compass.texts.words import LANGUAGES, Language
from compass.web.papers import TYPES
from compass.web.shown import actor, site, words
from compass.web.workshop_words import heard

routes = Blueprint("workshop_papers", __name__)


@routes.get("/a/<id>/workshops/<workshop>/papers")
def papers(id: str, workshop: str) -> str:
    """List the papers of a workshop in each language and form."""
    found = room(site().desk, actor(), id, workshop, "read")
    forms = {paper: [ending.removeprefix(".") for ending in minutes.endings_of(paper)] for paper in PAPERS}
    page = "web/workshop/papers.html"
    return render_template(page, room=found, opened=found.opened, forms=forms, languages=LANGUAGES)


@routes.get("/a/<id>/workshops/<workshop>/papers/<name>")
def paper(id: str, workshop: str, name: str) -> str | Response:
    """Give a paper, named `PAPER.LANGUAGE.ENDING`, or a page that looks again until it is made."""
    found = room(site().desk, actor(), id, workshop, "read")
    paper, language, ending = _known(*(*name.split("."), "", "")[:3])
    path = site().office.order_of_workshop(minutes.asked(found, paper), f".{ending}", language)
    if path is None:
        told = {"back": f"workshops/{workshop}/papers", "back_title": heard("papers.title")}
        return render_template("web/making.html", opened=found.opened, title=words("report.making"), **told)
    named = f"compass-{paper}-{found.kept.made[:10]}.{language}.{ending}"
    answer = send_file(path.resolve(), mimetype=TYPES[ending], as_attachment=True, download_name=named, etag=False)
    del answer.headers["Last-Modified"]  # when a paper was made tells when something changed
    return answer


def _known(paper: str, language: str, ending: str) -> tuple[Paper, Language, str]:
    if paper not in PAPERS or language not in LANGUAGES or f".{ending}" not in minutes.endings_of(paper):
        raise DeniedError("P010")
    return paper, language, ending
