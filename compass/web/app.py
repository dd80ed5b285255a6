"""The web application: a Flask app over a desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, g, redirect, render_template, session
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from compass.errors import DeniedError, InputError, UnavailableError
from compass.service.people import SESSION, actor_of
from compass.shipped import static, templates
from compass.texts.messages import problem_sentence
from compass.web import (
    answering,
    comparing,
    doors,
    guide,
    library,
    offers,
    outcomes,
    pages,
    papers,
    proofs,
    reviews,
    settings,
    sheets,
    studies,
    trying,
    uploads,
)
from compass.web.safety import Limit, csrf_token, protect
from compass.web.shown import Site, actor, language, shown, site, words

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
MOST_BYTES = 256 * 1024
STATUS = {"P001": 404, "P002": 403, "P003": 409, "P008": 409, "P010": 404, "P012": 409, "P016": 409}


def create_app(own: Site, secret: str, *, secure: bool = True) -> Flask:
    """Make the application; `secure` sends cookies over TLS alone. Without accounts it answers to loopback names."""
    app = Flask("compass", template_folder=str(templates()), static_folder=str(static()))
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Host-compass" if secure else "compass",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        TRUSTED_HOSTS=LOOPBACK if own.local is not None else None,
    )
    app.extensions["compass"] = own
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_recognise)
    protect(app, Limit(240, 60))
    app.context_processor(_everywhere)
    for module in (
        doors, pages, answering, sheets, offers, uploads, proofs, studies, reviews, outcomes, comparing, papers,
        trying, settings, library, guide,
    ):  # fmt: skip
        app.register_blueprint(module.routes)
    _tell_errors(app)
    return app


def _recognise() -> None:
    """Say who visits; what a visitor may see is for the service to say."""
    own = site()
    g.actor = own.local or actor_of(own.desk, session.get("token"))
    session.permanent = True


def _everywhere() -> dict[str, Any]:
    return {
        "say": words,
        "shown": shown,
        "language": language(),
        "csrf": csrf_token(),
        "is_member": "actor" in g and actor().account is not None,
        "has_accounts": site().local is None,
        "has_theme": site().theme is not None,
    }


def _tell_errors(app: Flask) -> None:
    @app.errorhandler(DeniedError)
    @app.errorhandler(UnavailableError)
    def denied(error: DeniedError | UnavailableError) -> tuple[str, int] | Response:
        if error.problem.code == "P001" and actor().account is None:
            return redirect("/sign-in")
        status = STATUS.get(error.problem.code, 503 if isinstance(error, UnavailableError) else 400)
        return _page(status, problem_sentence(error.problem, language()))

    @app.errorhandler(InputError)
    def wrong(error: InputError) -> tuple[str, int]:
        status = 404 if error.problems[0].code in ("V003", "V004") else 400
        return _page(status, *(problem_sentence(problem, language()) for problem in error.problems))

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        status = error.code or 500
        return _page(status, words(f"error.{status if status in (400, 404, 405, 413, 429) else 500}"))


def _page(status: int, *sentences: str) -> tuple[str, int]:
    return render_template("web/error.html", sentences=sentences), status
