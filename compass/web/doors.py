"""Signing in and out, and the first account."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from compass.errors import DeniedError
from compass.service import people
from compass.texts.messages import problem_sentence
from compass.web.shown import language, site

routes = Blueprint("doors", __name__)


@routes.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | tuple[str, int] | str:
    if request.method == "GET":
        return render_template("web/sign_in.html", fault="", email="")
    email = request.form.get("email", "")
    if not site().passwords.admits(email.strip().lower()):
        abort(429)
    try:
        token = people.sign_in(site().desk, email, request.form.get("password", ""))
    except DeniedError as error:
        fault = problem_sentence(error.problem, language())
        return render_template("web/sign_in.html", fault=fault, email=email), 400
    invited = session.get("join")
    return enter(token, f"/join/{invited}" if invited else "/")


@routes.post("/sign-out")
def sign_out() -> Response:
    people.sign_out(site().desk, session.get("token"))
    session.clear()
    return redirect("/", 303)


@routes.route("/first/<token>", methods=["GET", "POST"])
def first_account(token: str) -> Response | tuple[str, int] | str:
    form = {key: request.form.get(key, "") for key in ("email", "name")}
    if request.method == "GET":
        return render_template("web/first.html", fault="", form=form)
    try:
        password = request.form.get("password", "")
        entered = people.make_first_account(site().desk, token, form["email"], form["name"], password)
    except DeniedError as error:
        fault = problem_sentence(error.problem, language())
        return render_template("web/first.html", fault=fault, form=form), 400
    return enter(entered, "/")


def enter(token: str, path: str) -> Response:
    """Begin a visit anew at a page of ours, so that nothing set before signing in lasts."""
    chosen = language()
    session.clear()
    session.update(token=token, language=chosen)
    return redirect(path, 303)
