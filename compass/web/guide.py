"""Pages to read: help, method, glossary, accessibility, privacy; and the files of an organisation's theme."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, send_from_directory
from werkzeug.wrappers import Response

from compass.service import casework
from compass.texts.typography import set_type
from compass.texts.words import table
from compass.web.shown import language, site

routes = Blueprint("guide", __name__)
PROSE = ("help", "method", "accessibility", "privacy")
_HEAD, _TAIL = "glossary.", "_text"


def _read(name: str) -> str:
    text = render_template(f"web/guide/{name}.{language()}.html")
    return render_template("web/guide.html", name=name, text=set_type(text, language()))


for _name in PROSE:
    routes.add_url_rule(f"/{_name}", _name, _read, defaults={"name": _name})


@routes.get("/glossary")
def glossary() -> str:
    """Explain the words of the pages and reports, in the order of the alphabet, and the criteria of each pack."""
    known = table("report", language())
    keys = [key.removesuffix(_TAIL) for key in known if key.startswith(_HEAD) and key.endswith(_TAIL)]
    terms = {set_type(known[key], language()): set_type(known[key + _TAIL], language()) for key in keys if key in known}
    ordered = sorted(terms.items(), key=lambda each: each[0].casefold())
    return render_template("web/glossary.html", terms=ordered, packs=casework.packs(site().desk))


@routes.get("/theme/<path:name>")
def theme(name: str) -> Response:
    folder = site().theme
    if folder is None:
        abort(404)
    return send_from_directory(folder.resolve(), name)
