"""The fields of a question's form as an answer; what its value means is for `engine.answers` to say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from compass.errors import AnswerError, Place, Problem
from compass.model.assessment import Answer, Sure
from compass.model.question import Question
from compass.texts.words import Language

Form = Mapping[str, Sequence[str]]
"""The values of each field: `state` (`known`, `unknown`, `not_applicable`), `value` or `low`, `likely`, `high`, `sure`,
`comment`, `evidence` and `page`. A new value counts more than a state that was left as it was."""
BOUNDS = ("low", "likely", "high")
_LONGEST_PAGE = 6
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d)")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
_MEASURE = re.compile(r"([-+]?[\d.]+)(.*)", re.DOTALL)


def answer_of(question: Question, cell: str, form: Form, language: Language, before: Answer | None) -> Answer | None:
    """Give what a form answers; None where it was left blank, which never takes an answer back.

    What the form does not ask of stays as it was. Raises AnswerError P011 on half a range, K003 on a page that is no
    number.
    """
    state, value = _first(form, "state"), _value(question, cell, form, language)
    if state in ("unknown", "not_applicable") and (value is None or (before is not None and value == before.value)):
        value = state
    if value is None:
        return None
    kept = {} if before is None else before.model_dump(mode="json", exclude_defaults=True)
    fields = {key: _first(form, key) or None for key in ("sure", "comment", "evidence", "page")}
    kept.update({"value": value, **{key: text for key, text in fields.items() if key in form}})
    kept.pop("review", None)
    if "page" in form and kept["page"] is not None:
        kept["page"] = _page(cell, kept["page"])
    if kept.get("sure") not in (None, *get_args(Sure)):
        details = {"found": kept["sure"][:40], "allowed": ", ".join(get_args(Sure))}
        raise AnswerError([Problem("K004", Place(cell, 0), details)])
    return Answer.model_validate({key: each for key, each in kept.items() if each is not None})


def _page(cell: str, text: str) -> int:
    if not text.isdecimal() or len(text) > _LONGEST_PAGE:
        raise AnswerError([Problem("K003", Place(cell, 0), {"found": text[:40], "wanted": "whole number"})])
    return int(text)


def _value(question: Question, cell: str, form: Form, language: Language) -> Any:
    text = _first(form, "value")
    match question.type:
        case "number":
            return _number(cell, form, language)
        case "choices":
            return [each for each in form.get("value", ()) if each] or None
        case "yes_no":
            return {"yes": True, "no": False}.get(text, text or None)
    return text or None


def _number(cell: str, form: Form, language: Language) -> Any:
    low, likely, high = (_first(form, key) for key in BOUNDS)
    lone = likely or _first(form, "value")
    if not (low or high):
        return number_in(lone, language) if lone else None
    if not (low and likely and high):
        raise AnswerError([Problem("P011", Place(cell, 0))])
    return {key: number_in(text, language) for key, text in zip(BOUNDS, (low, likely, high), strict=True)}


def number_in(text: str, language: Language) -> Any:
    """Read a number as people of a language write it; what is none is left as it is, a measure perhaps."""
    plain = _SPACES.sub("", text)
    plain = plain.replace(",", ".") if language == "fr" else re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    if _NUMBER.fullmatch(plain):
        return float(plain) if re.search("[.eE]", plain) else int(plain)
    return plain if _MEASURE.fullmatch(plain) else text


def _first(form: Form, key: str) -> str:
    return next(iter(form.get(key, ())), "").strip().replace("\x00", "")
