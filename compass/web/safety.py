"""What protects every page: tokens against forged posts, headers, limits on how often a person may do a thing."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, Response, abort, g, request, session

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_MOST_KEYS = 10_000


@dataclass
class Limit:
    """Admits `most` acts of one key in `seconds`."""

    most: int
    seconds: float
    _acts: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def admits(self, key: str) -> bool:
        now = time.monotonic()
        with self._lock:
            acts = self._acts.setdefault(key, deque())
            self._acts.move_to_end(key)
            if len(self._acts) > _MOST_KEYS:
                self._acts.popitem(last=False)
            while acts and acts[0] <= now - self.seconds:
                acts.popleft()
            if len(acts) >= self.most:
                return False
            acts.append(now)
            return True


def csrf_token() -> str:
    """Give the token that every form brings back; it lasts as long as the session."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


def protect(app: Flask, posts: Limit, *, secure: bool) -> None:
    """Check every post, limit them by session and by person, and set the headers of every answer."""

    @app.before_request
    def check() -> None:
        g.nonce = secrets.token_urlsafe(16)
        if request.method != "POST":
            return
        given, own = request.form.get("csrf", ""), str(session.get("csrf", ""))
        if not own or not secrets.compare_digest(given.encode(), own.encode()):
            abort(400)
        if not all(posts.admits(key) for key in {own, g.actor.account or own}):
            abort(429)

    @app.after_request
    def head(response: Response) -> Response:
        if response.status_code != 304:  # what the browser keeps has its headers already, and phones ask every 2 s
            response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=g.get("nonce", "")))
            response.headers.update(_HEADERS)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        if secure or request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
