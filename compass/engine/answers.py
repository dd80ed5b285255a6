"""One raw answer checked against its question: type, unit, range, options. Nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from compass.engine.faults import AnswerFault
from compass.engine.meanings import similar
from compass.engine.records import Record, as_float, read_records, shown
from compass.engine.sureness import widen
from compass.engine.units import UnitFault, UnitTable, read_measure
from compass.model.assessment import Answer
from compass.model.estimate import Estimate
from compass.model.pack import Pack
from compass.model.question import Question

MAX_TEXT = 10_000
Known = Estimate | int | tuple[int, ...] | bool | str | tuple[Record, ...]
"""What an answer says: a range, the index of an option, several of them, a truth, a text, study records."""


def read_answer(pack: Pack, units: UnitTable, question: Question, answer: Answer) -> Known:
    """Read an answer that is neither unknown nor not applicable.

    Raises AnswerFault: A002 wrong type, A003 out of range, A004 unit, A005 unknown option, A011 study record,
    A014 low, likely and high out of order, A015 text too long.
    """
    readers: dict[str, Callable[[], Known]] = {
        "number": lambda: _number(units, question, answer),
        "choice": lambda: _choice(pack, question, answer.value),
        "choices": lambda: _choices(pack, question, answer.value),
        "yes_no": lambda: _yes_no(answer.value),
        "text": lambda: _text(answer.value),
        "date": lambda: _date(answer.value),
        "study": lambda: read_records(question, answer.value),
    }
    return readers[question.type]()


def _number(units: UnitTable, question: Question, answer: Answer) -> Estimate:
    raw = answer.value
    if isinstance(raw, dict):
        if set(raw) != {"low", "likely", "high"}:
            raise AnswerFault("A002", wanted="range", found=", ".join(map(str, raw)))
        low, likely, high = (_plain(units, question, raw[key], key) for key in ("low", "likely", "high"))
        if not low <= likely <= high:
            raise AnswerFault("A014", low=low, likely=likely, high=high)
        estimate = Estimate(low=low, likely=likely, high=high)
    else:
        lone = _plain(units, question, raw)
        estimate = Estimate(low=lone, likely=lone, high=lone)
    return widen(estimate, answer.sure or "certain", question.between)


def _plain(units: UnitTable, question: Question, raw: Any, *path: str) -> float:
    unit = question.unit or "1"
    if isinstance(raw, str):
        value = _converted(units, raw, unit, path)
    elif isinstance(raw, bool) or not isinstance(raw, int | float):
        raise AnswerFault("A002", *path, wanted="number", found=shown(raw))
    else:
        value = as_float(raw)
    low, high = question.between or (float("-inf"), float("inf"))
    if not low <= value <= high or abs(value) == float("inf"):
        raise AnswerFault("A003", *path, value=value, low=low, high=high, unit=unit)
    return value


def _converted(units: UnitTable, raw: str, unit: str, path: tuple[str, ...]) -> float:
    number, written = read_measure(raw[:120]) or (0.0, None)
    if written is None or len(raw) > 120:
        raise AnswerFault("A002", *path, wanted="number", found=shown(raw))
    try:
        given = units.parse(written)
    except UnitFault:
        raise AnswerFault("A004", *path, found=written[:40], expected=unit) from None
    if not given.fits(units.parse(unit)):
        raise AnswerFault("A004", *path, found=written[:40], expected=unit)
    return number * given.factor_to(units.parse(unit))


def _choice(pack: Pack, question: Question, raw: Any) -> int:
    options = pack.options_of(question)
    if not isinstance(raw, str):
        raise AnswerFault("A002", wanted="option", found=shown(raw))
    if raw not in options:
        raise AnswerFault("A005", name=raw[:60], near=similar(raw[:60], options), options=", ".join(options[:12]))
    return options.index(raw)


def _choices(pack: Pack, question: Question, raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, list):
        raise AnswerFault("A002", wanted="options", found=shown(raw))
    return tuple(sorted({_choice(pack, question, each) for each in raw}))


def _yes_no(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise AnswerFault("A002", wanted="yes_no", found=shown(raw))
    return raw


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise AnswerFault("A002", wanted="text", found=shown(raw))
    if len(raw) > MAX_TEXT:
        raise AnswerFault("A015", length=len(raw), most=MAX_TEXT)
    return raw


def _date(raw: Any) -> str:
    try:
        return date.fromisoformat(raw).isoformat()
    except (ValueError, TypeError):
        raise AnswerFault("A002", wanted="date", found=shown(raw)) from None
