"""An invitation taken: by who is signed in, or by somebody new who makes an account."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.service import inviting
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.doors import enter
from compass.web.shown import actor, language, shown, site

routes = Blueprint("joining", __name__)


@routes.before_request
def _need_accounts() -> None:
    """Keep other people out of a program that serves this machine alone."""
    if site().local is not None:
        abort(404)


@routes.get("/join/<token>")
def invitation(token: str) -> str:
    return _page(token)


@routes.post("/join/<token>")
def join(token: str) -> Response | tuple[str, int]:
    """Take an invitation; who is not signed in makes an account first."""
    desk = site().desk
    if actor().account is not None:
        return redirect(f"/a/{inviting.join(desk, actor(), token)}", 303)
    form = {key: request.form.get(key, "") for key in ("email", "name")}
    try:
        entered, id = inviting.sign_up(desk, token, form["email"], form["name"], request.form.get("password", ""))
    except DeniedError as error:
        if error.problem.code == "P036":
            raise
        return _page(token, problem_sentence(error.problem, language()), form), 400
    return enter(entered, f"/a/{id}")


def _page(token: str, fault: str = "", form: dict[str, str] | None = None) -> str:
    found = inviting.invitation_of(site().desk, token)
    session["join"] = token
    return render_template(
        "web/join.html",
        invitation=found,
        title=shown(found.title),
        ends=long_date(found.link.ends[:10], language()),
        fault=fault,
        form=form or {"email": "", "name": ""},
    )
