"""Shared links: made and taken back by owners, followed by readers who need no account."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.service import sharing
from compass.texts.messages import problem_sentence
from compass.texts.numbers import long_date
from compass.web.shown import actor, language, site

routes = Blueprint("sharing", __name__)
MOST_FOLLOWED = 8
"""How many links one browser keeps open at once: the cookie stays small."""


@routes.before_request
def _need_accounts() -> None:
    """Keep links to others out of a program that serves this machine alone."""
    if site().local is not None:
        abort(404)


@routes.route("/a/<id>/shares", methods=["GET", "POST"])
def shares(id: str) -> str | tuple[str, int]:
    """List the links; after a post, show the new one, this once."""
    if request.method == "GET":
        return _page(id)
    label, last_day = request.form.get("label", ""), request.form.get("ends", "")
    try:
        token = sharing.share(site().desk, actor(), id, label, last_day)
    except DeniedError as error:
        if error.problem.code != "P034":
            raise
        return _page(id, fault=problem_sentence(error.problem, language())), 400
    return _page(id, link=site().link(f"/s/{token}")), 201


@routes.post("/a/<id>/shares/<share>/revoke")
def revoke(id: str, share: str) -> Response:
    sharing.revoke(site().desk, actor(), id, share)
    return redirect(f"/a/{id}/shares", 303)


@routes.get("/s/<token>")
def follow(token: str) -> Response:
    """Open the result that a link leads to; the address that people then see holds no token."""
    id = sharing.follow(site().desk, token)
    others = [each for each in session.get("shares", []) if each != token]
    session["shares"] = [*others, token][-MOST_FOLLOWED:]
    return redirect(f"/a/{id}/result", 303)


def _page(id: str, link: str = "", fault: str = "") -> str:
    desk = site().desk
    opened = desk.open(actor(), id, "manage")
    listed = [(each, long_date(each.link.ends[:10], language())) for each in sharing.shares(desk, actor(), id)]
    proposed = (desk.now().date() + sharing.SHARED).isoformat()
    days = {"first": desk.at()[:10], "last": (desk.now().date() + sharing.LONGEST).isoformat()}
    return render_template(
        "web/shares.html", opened=opened, shares=listed, link=link, fault=fault, proposed=proposed, days=days
    )
