"""Published figures in an answer: each record checked key by key, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from compass.engine.faults import AnswerFault
from compass.engine.meanings import similar
from compass.model.assessment import Review
from compass.model.question import Question

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


def read_records(question: Question, raw: Any) -> tuple[Record, ...]:
    """Read the records of a study question. Raises AnswerFault A002, A003, A005, A011, A014, A016."""
    if not isinstance(raw, list) or not raw:
        raise AnswerFault("A002", wanted="study", found=shown(raw))
    return tuple(_record(question, each, index) for index, each in enumerate(raw))


def _record(question: Question, raw: Any, index: int) -> Record:
    if not isinstance(raw, dict):
        raise AnswerFault("A011", index, part=shown(raw))
    for key in raw:
        if key not in RECORD_KEYS:
            raise AnswerFault("A016", index, key, name=str(key), near=similar(str(key), list(RECORD_KEYS)))
    metric = raw.get("metric")
    if not isinstance(metric, str) or metric not in (question.metrics or {}):
        raise AnswerFault(
            "A005", index, "metric", name=shown(metric), near="", options=", ".join(question.metrics or {})
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
    value = as_float(found)
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
        and all(isinstance(x, int | float) and not isinstance(x, bool) and isfinite(as_float(x)) for x in raw)
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


def as_float(raw: int | float) -> float:
    """Turn a number into a float; one beyond all floats is infinite."""
    try:
        return float(raw)
    except OverflowError:
        return float("inf")


def shown(raw: Any) -> str:
    """Write a raw value for a message."""
    if isinstance(raw, dict | list | bool | None):
        return {dict: "mapping", list: "list", bool: str(raw).lower()}.get(type(raw), "nothing")
    text = f'"{raw}"' if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else text[:59] + "…"
