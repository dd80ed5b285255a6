"""The web application: a Flask app over a desk."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from traceback import format_tb
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, redirect, render_template, request, session
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from compass.errors import DeniedError, InputError, UnavailableError
from compass.service import filing
from compass.service.people import SESSION, actor_of
from compass.service.sharing import with_shares
from compass.shipped import static, templates
from compass.texts.messages import problem_sentence
from compass.web import (
    account,
    answering,
    comparing,
    doors,
    filed,
    guide,
    joining,
    library,
    members,
    offers,
    outcomes,
    pages,
    papers,
    proofs,
    reviews,
    settings,
    sharing,
    sheets,
    studies,
    trying,
    uploads,
    workshop_console,
    workshop_divides,
    workshop_papers,
    workshop_screen,
    workshop_seat,
    workshops,
)
from compass.web.safety import Limit, csrf_token, protect
from compass.web.shown import Site, actor, language, shown, site, words

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
MOST_BYTES = 256 * 1024
STATUS = {"P001": 404, "P002": 403, "P003": 409, "P008": 409, "P010": 404, "P012": 409, "P016": 409}
STATUS |= {"P031": 403, "P032": 404, "P033": 409, "P036": 404, "P037": 409}
STATUS |= {"W008": 404, "W015": 403, "W016": 404, "W017": 404}
STATUS |= dict.fromkeys(("W001", "W003", "W004", "W006", "W007", "W009", "W014", "W025"), 409)


class _App(Flask):
    """Logs where a fault arose, and nothing of what was sent or of the address, which may hold the token of a link."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, trace = exc_info
        frames = "".join(format_tb(trace))
        self.logger.error("%s at %s %s\n%s", kind.__name__, request.method, request.url_rule, frames)


def create_app(own: Site, secret: str, *, secure: bool = True) -> Flask:
    """Make the application; `secure` sends cookies over TLS alone and tells browsers to come by TLS alone.

    It answers to the host of its public address, or without accounts to loopback names.
    """
    app = _App("compass", template_folder=str(templates()), static_folder=str(static()))
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="__Host-compass" if secure else "compass",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION,
        SESSION_REFRESH_EACH_REQUEST=False,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        TRUSTED_HOSTS=_hosts(own),
    )
    app.extensions["compass"] = own
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_recognise)
    app.before_request(_admit_files)
    protect(app, Limit(240, 60), secure=secure)
    app.context_processor(_everywhere)
    for module in (
        doors, pages, answering, sheets, offers, uploads, proofs, filed, studies, reviews, outcomes, comparing, papers,
        trying, settings, library, guide, sharing, members, joining, account, workshops, workshop_console,
        workshop_screen, workshop_seat, workshop_papers, workshop_divides,
    ):  # fmt: skip
        app.register_blueprint(module.routes)
    _tell_errors(app)
    return app


def _hosts(own: Site) -> list[str] | None:
    public = urlsplit(own.address).hostname
    return LOOPBACK if own.local is not None else [public] if public else None


def _recognise() -> None:
    """Say who visits; what a visitor may see is for the service to say."""
    own = site()
    g.actor = own.local or actor_of(own.desk, session.get("token"))
    if session.get("shares"):
        g.actor = with_shares(own.desk, g.actor, session["shares"])
    if not session.permanent:
        session.permanent = True


def _admit_files() -> None:
    """Let a member send the file of a document; everything else that is posted is small."""
    if request.endpoint == "filed.keep" and actor().account is not None:
        request.max_content_length = MOST_BYTES + filing.MOST_BYTES


def _everywhere() -> dict[str, Any]:
    return {
        "say": words,
        "tell": partial(words, area="people"),
        "hear": partial(words, area="workshop"),
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
            if not session.get("shares"):
                return redirect("/sign-in")
            error = DeniedError("P032")
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
