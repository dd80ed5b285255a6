"""A part of a page that is asked for again and again: told again only where it has changed."""

from __future__ import annotations

from collections.abc import Callable
from gzip import compress

from flask import Response, request

from compass.web.shown import language


def if_changed(stamp: str, render: Callable[[], str]) -> Response:
    """Give a part of a page with its stamp, or 304 where the visitor has it already."""
    etag = f"{stamp}.{language()}"
    is_known = request.if_none_match.contains_weak(etag)
    answer = Response(status=304) if is_known else _light(render())
    answer.set_etag(etag)
    return answer


def _light(text: str) -> Response:
    """Give a part of a page, compressed for browsers that take it so: hundreds of phones ask for it at once."""
    answer = Response(text, mimetype="text/html")
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        answer.data = compress(answer.data, mtime=0)
        answer.content_encoding = "gzip"
    return answer
