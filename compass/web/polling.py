"""A part of a page that is asked for again and again: told again only where it has changed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from compass.web.shown import language


def if_changed(stamp: str, render: Callable[[], str]) -> Response:
    """Give a part of a page with its stamp, or 304 where the visitor has it already."""
    etag = f"{stamp}.{language()}"
    is_known = request.if_none_match.contains_weak(etag)
    answer = Response(status=304) if is_known else Response(render(), mimetype="text/html")
    answer.set_etag(etag)
    return answer
