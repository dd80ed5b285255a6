"""Free text questioned before it is kept, where it looks as if it told of a patient; who wrote it confirms or mends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from compass.errors import DeniedError, Place, Problem
from compass.model.assessment import Answer
from compass.service.forms import Form
from compass.texts.patients import doubts
from compass.texts.words import Language

CONFIRMED = "confirmed"
"""The field by which a person says that a text is about no patient."""
QUESTIONED = {"health_number": "P039", "birth_date": "P040"}


def questioned(
    cell: str, form: Form, before: Answer | None, answer: Answer, language: Language, today: date
) -> list[Problem]:
    """Tell each doubt (P039, P040) about the texts that an answer adds, unless its form confirms them."""
    if any(form.get(CONFIRMED, ())):
        return []
    known = () if before is None else _texts(before, language)
    found = [doubt for text in _texts(answer, language) if text not in known for doubt in doubts(text, today)]
    return [Problem(QUESTIONED[doubt.kind], Place(cell, 0), {"found": doubt.found[:80]}) for doubt in found]


def hold_back(texts: Iterable[str], known: Iterable[str], form: Mapping[str, str], today: date) -> None:
    """Raise DeniedError P039 or P040 for the first doubt about texts that are not known yet, unless a form confirms."""
    if form.get(CONFIRMED):
        return
    before = set(known)
    for doubt in (found for text in texts if text not in before for found in doubts(text, today)):
        raise DeniedError(QUESTIONED[doubt.kind], found=doubt.found[:80])


def is_questioned(problem: Problem) -> bool:
    """Say whether a problem is a doubt, which its author may confirm away."""
    return problem.code in QUESTIONED.values()


def _texts(answer: Answer, language: Language) -> tuple[str, ...]:
    value = (answer.value,) if isinstance(answer.value, str) else ()
    return value if answer.comment is None else (*value, answer.comment.in_language(language))
