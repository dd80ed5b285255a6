"""One raw answer checked against its question: type, unit, range, options. Nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from compass.engine.meanings import similar
from compass.engine.sureness import widen
from compass.engine.units import UnitFault, UnitTable, read_measure
from compass.model.assessment import Answer, Review
from compass.model.estimate import Estimate
from compass.model.pack import Pack
from compass.model.question import Question

MAX_TEXT = 10_000
RECORD_KEYS = frozenset(
    {
        "metric",
        "value",
        "ci",
        "n",
        "prevalence",
        "setting",
        "readers",
        "independent",
        "version",
        "evidence",
        "page",
        "main",
        "review",
    }
)


class AnswerFault(Exception):
    """An answer that its question does not admit."""

    def __init__(self, code: str, *path: str | int, **details: str | float) -> None:
        self.code, self.path, self.details = code, path, details
        super().__init__(f"{code} {path} {details}")


@dataclass(frozen=True)
class Record:
    """One published figure with its context."""

    metric: str
    value: float
    ci: tuple[float, float] | None
    n: int | None
    prevalence: float | None
    setting: str | None
    readers: str | None
    independent: bool | None
    version: str | None
    evidence: str
    page: int | None
    main: bool
    review: Review | None


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
        "study": lambda: _study(question, answer.value),
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
        raise AnswerFault("A002", *path, wanted="number", found=_shown(raw))
    else:
        value = _float(raw)
    low, high = question.between or (float("-inf"), float("inf"))
    if not low <= value <= high or abs(value) == float("inf"):
        raise AnswerFault("A003", *path, value=value, low=low, high=high, unit=unit)
    return value


def _float(raw: int | float) -> float:
    """Turn a number into a float; one beyond all floats is infinite."""
    try:
        return float(raw)
    except OverflowError:
        return float("inf")


def _converted(units: UnitTable, raw: str, unit: str, path: tuple[str, ...]) -> float:
    number, written = read_measure(raw[:120]) or (0.0, None)
    if written is None or len(raw) > 120:
        raise AnswerFault("A002", *path, wanted="number", found=_shown(raw))
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
        raise AnswerFault("A002", wanted="option", found=_shown(raw))
    if raw not in options:
        raise AnswerFault("A005", name=raw[:60], near=similar(raw[:60], options), options=", ".join(options[:12]))
    return options.index(raw)


def _choices(pack: Pack, question: Question, raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, list):
        raise AnswerFault("A002", wanted="options", found=_shown(raw))
    return tuple(sorted({_choice(pack, question, each) for each in raw}))


def _yes_no(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise AnswerFault("A002", wanted="yes_no", found=_shown(raw))
    return raw


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise AnswerFault("A002", wanted="text", found=_shown(raw))
    if len(raw) > MAX_TEXT:
        raise AnswerFault("A015", length=len(raw), most=MAX_TEXT)
    return raw


def _date(raw: Any) -> str:
    try:
        return date.fromisoformat(raw).isoformat()
    except (ValueError, TypeError):
        raise AnswerFault("A002", wanted="date", found=_shown(raw)) from None


def _study(question: Question, raw: Any) -> tuple[Record, ...]:
    if not isinstance(raw, list) or not raw:
        raise AnswerFault("A002", wanted="study", found=_shown(raw))
    return tuple(_record(question, each, index) for index, each in enumerate(raw))


def _record(question: Question, raw: Any, index: int) -> Record:
    if not isinstance(raw, dict):
        raise AnswerFault("A011", index, part=_shown(raw))
    for key in raw:
        if key not in RECORD_KEYS:
            raise AnswerFault("A016", index, key, name=str(key), near=similar(str(key), list(RECORD_KEYS)))
    metric = raw.get("metric")
    if not isinstance(metric, str) or metric not in (question.metrics or {}):
        raise AnswerFault(
            "A005", index, "metric", name=_shown(metric), near="", options=", ".join(question.metrics or {})
        )
    if not isinstance(raw.get("evidence"), str):
        raise AnswerFault("A011", index, part="evidence")
    share = {"value", "prevalence"} if (question.metrics or {})[metric].unit == "1" else {"prevalence"}
    value = _figure(raw, "value", index, share)
    ci = _interval(raw.get("ci"), value, index)
    return Record(
        metric=metric,
        value=value,
        ci=ci,
        n=_whole(raw, "n", index),
        prevalence=_figure(raw, "prevalence", index, share) if "prevalence" in raw else None,
        setting=_words(raw, "setting", index),
        readers=_words(raw, "readers", index),
        independent=_truth(raw, "independent", index),
        version=_words(raw, "version", index),
        evidence=raw["evidence"],
        page=_whole(raw, "page", index),
        main=_truth(raw, "main", index) or False,
        review=_review(raw.get("review"), index),
    )


def _figure(raw: dict[str, Any], key: str, index: int, shares: set[str]) -> float:
    found = raw.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise AnswerFault("A011", index, *([] if found is None else [key]), part=key)
    value = _float(found)
    low, high = (0.0, 1.0) if key in shares else (float("-inf"), float("inf"))
    if not low <= value <= high or abs(value) == float("inf"):
        raise AnswerFault("A003", index, key, value=value, low=low, high=high, unit="1")
    return value


def _interval(raw: Any, value: float, index: int) -> tuple[float, float] | None:
    if raw is None:
        return None
    fine = (
        isinstance(raw, list)
        and len(raw) == 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) and isfinite(_float(x)) for x in raw)
    )
    if not fine:
        raise AnswerFault("A011", index, "ci", part="ci")
    if not raw[0] <= value <= raw[1]:
        raise AnswerFault("A014", index, "ci", low=raw[0], likely=value, high=raw[1])
    return float(raw[0]), float(raw[1])


def _optional(kind: type, raw: dict[str, Any], key: str, index: int) -> Any:
    value = raw.get(key)
    if value is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        raise AnswerFault("A011", index, key, part=key)
    return value


def _whole(raw: dict[str, Any], key: str, index: int) -> int | None:
    value: int | None = _optional(int, raw, key, index)
    return value


def _words(raw: dict[str, Any], key: str, index: int) -> str | None:
    value: str | None = _optional(str, raw, key, index)
    return value


def _truth(raw: dict[str, Any], key: str, index: int) -> bool | None:
    value: bool | None = _optional(bool, raw, key, index)
    return value


def _review(raw: Any, index: int) -> Review | None:
    if raw is None:
        return None
    try:
        return Review.model_validate(raw)
    except ValueError:
        raise AnswerFault("A011", index, "review", part="review") from None


def _shown(raw: Any) -> str:
    if isinstance(raw, dict | list | bool | None):
        return {dict: "mapping", list: "list", bool: str(raw).lower()}.get(type(raw), "nothing")
    text = f'"{raw}"' if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else text[:59] + "…"
