"""The side panel of a page on which answers are given: the result in brief, computed when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from compass.errors import EvaluationError
from compass.service.desk import Opened
from compass.service.glancing import glance
from compass.texts.messages import problem_sentence
from compass.web.shown import language, site
from compass.web.standing import Standing, standing


@dataclass(frozen=True)
class Side:
    """What the panel holds: how many answers are missing, what can't be computed, or the result; else it `waits`."""

    missing: int = 0
    faults: tuple[str, ...] = ()
    found: Standing | None = None
    waits: bool = False


def side(opened: Opened) -> Side | None:
    """Give the panel of a page: none for who only reads; a button, or with `panel=1` the result."""
    if not opened.may_answer:
        return None
    if opened.interview.missing:
        return Side(missing=len(opened.interview.missing))
    if request.args.get("panel") != "1":
        return Side(waits=True)
    try:
        return Side(found=standing(opened, glance(site().desk, opened)))
    except EvaluationError as error:
        return Side(faults=tuple(problem_sentence(problem, language()) for problem in error.problems))
