"""One's own account: password, sessions, a copy of one's data, erasure."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from compass.errors import DeniedError
from compass.service import accounts
from compass.texts.messages import problem_sentence
from compass.web.doors import enter
from compass.web.shown import actor, language, shown, site

routes = Blueprint("account", __name__)


@routes.before_request
def _need_accounts() -> None:
    """Nobody has an account where a program serves this machine alone."""
    if site().local is not None:
        abort(404)


@routes.get("/account")
def account() -> str:
    return _page()


@routes.post("/account/password")
def change_password() -> Answer | tuple[str, int]:
    form = request.form
    _limit()
    try:
        token = accounts.change_password(site().desk, actor(), form.get("old", ""), form.get("new", ""))
    except DeniedError as error:
        return _page(*_fault(error, {"P042": "old", "P007": "new"})), 400
    return enter(token, "/account")


@routes.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Answer:
    accounts.sign_out_everywhere(site().desk, actor())
    session.clear()
    return redirect("/sign-in", 303)


@routes.post("/account/data")
def data() -> Response:
    """Give a copy of everything that is kept of a person."""
    copy = Response(accounts.export(site().desk, actor()), mimetype="application/json")
    copy.headers["Content-Disposition"] = "attachment; filename=compass-account.json"
    return copy


@routes.route("/account/erase", methods=["GET", "POST"])
def erase() -> str | Answer | tuple[str, int]:
    desk = site().desk
    if request.method == "GET":
        return _erase_page()
    _limit()
    try:
        accounts.erase(desk, actor(), request.form.get("password", ""))
    except DeniedError as error:
        return _erase_page(*_fault(error, {"P042": "password", "P041": "held"})), 400
    session.clear()
    return redirect("/", 303)


def _limit() -> None:
    """Let a password be tried no more often here than at the door."""
    if actor().account is not None and not site().passwords.admits(str(actor().account)):
        abort(429)


def _fault(error: DeniedError, targets: dict[str, str]) -> tuple[str, str]:
    """Give the sentence of a fault with the field it is about; what concerns no field goes on."""
    if error.problem.code not in targets:
        raise error
    return problem_sentence(error.problem, language()), targets[error.problem.code]


def _page(fault: str = "", target: str = "") -> str:
    own = accounts.own_account(site().desk, actor())
    return render_template("web/account.html", account=own, fault=fault, target=target)


def _erase_page(fault: str = "", target: str = "") -> str:
    found = accounts.erasure(site().desk, actor())
    held, gone = ([(id, shown(title)) for id, title in each] for each in (found.held_by, found.gone_with))
    return render_template("web/erase.html", held=held, gone=gone, fault=fault, target=target)
