"""Who takes part in an assessment: members, invitations, and what was done with them."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from compass.service import inviting, members, trails
from compass.service.inviting import SEATS, Asked
from compass.service.permissions import GRANTED
from compass.service.trails import Told
from compass.texts.numbers import long_date
from compass.web.shown import actor, language, shown, site, words

routes = Blueprint("members", __name__)


@routes.before_request
def _need_accounts() -> None:
    """Keep other people out of a program that serves this machine alone."""
    if site().local is not None:
        abort(404)


@routes.get("/a/<id>/people")
def people(id: str) -> str:
    return _page(id)


@routes.post("/a/<id>/people/invite")
def invite(id: str) -> tuple[str, int]:
    """Make an invitation and show its link, this once."""
    form = {key: request.form.get(key, "") for key in ("label", "role", "seat", "section")}
    if form["role"] != "editor":
        form["section"] = ""
    token = inviting.invite(site().desk, actor(), id, Asked(**form))
    return _page(id, link=site().link(f"/join/{token}")), 201


@routes.post("/a/<id>/people/<member>/role")
def change_role(id: str, member: str) -> Response:
    members.change_role(site().desk, actor(), id, member, request.form.get("role", ""))
    return redirect(f"/a/{id}/people", 303)


@routes.post("/a/<id>/people/<member>/owner")
def hand_over(id: str, member: str) -> Response:
    members.hand_over(site().desk, actor(), id, member)
    return redirect(f"/a/{id}/people", 303)


@routes.post("/a/<id>/people/<member>/remove")
def remove(id: str, member: str) -> Response:
    members.remove(site().desk, actor(), id, member)
    return redirect("/" if member == actor().account else f"/a/{id}/people", 303)


@routes.post("/a/<id>/invitations/<invitation>/withdraw")
def withdraw(id: str, invitation: str) -> Response:
    inviting.withdraw(site().desk, actor(), id, invitation)
    return redirect(f"/a/{id}/people", 303)


def _page(id: str, link: str = "") -> str:
    desk = site().desk
    opened = desk.open(actor(), id)
    is_owner = opened.role == "owner"
    sections = {name: shown(each.title) for name, each in opened.whole.usable().pack.sections.items()}
    return render_template(
        "web/people.html",
        opened=opened,
        members=members.members(desk, actor(), id),
        own=actor().account,
        is_owner=is_owner,
        roles=GRANTED,
        seats=SEATS,
        sections=sections,
        invitations=inviting.invitations(desk, actor(), id) if is_owner else (),
        trail=[(_when(told), _sentence(told)) for told in trails.trail_of(desk, actor(), id)] if is_owner else [],
        link=link,
    )


def _when(told: Told) -> str:
    return f"{long_date(told.event.at[:10], language())} {told.event.at[11:16]}"


def _sentence(told: Told) -> str:
    """Tell an event in words; who is no member of the site any more has no name."""
    about = told.event.told or {}
    former = words("former", area="people")
    return words(
        f"trail.{told.event.act}",
        area="people",
        by=told.by or former,
        member=told.member or former,
        role=words(f"role.{about['role']}", area="people") if "role" in about else "",
        ends=long_date(about["ends"][:10], language()) if "ends" in about else "",
    )
