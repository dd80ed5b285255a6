"""One question as a page shows it: its words, its fields and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from compass.model.assessment import Answer, Sure
from compass.model.pack import Pack
from compass.model.question import IfUnknown, Question
from compass.service.desk import Opened
from compass.service.forms import BOUNDS
from compass.texts.numbers import exact, share, unit_words
from compass.web.shown import asked, label, language, shown, words

SURE: tuple[Sure, ...] = get_args(Sure)
_SPECIAL = ("unknown", "not_applicable")


@dataclass(frozen=True)
class Choice:
    """One radio button, box or entry of a list."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Bound:
    """One of the three numbers of a range."""

    name: str
    text: str
    value: str


@dataclass(frozen=True)
class Fields:
    """The form of one cell; `kind` chooses the fields of the value."""

    cell: str
    heading: str
    option: str
    help: str
    good: str
    kind: str
    unit: str
    choices: tuple[Choice, ...]
    bounds: tuple[Bound, ...]
    value: str
    state: str
    sure: tuple[Choice, ...]
    comment: str
    evidence: tuple[Choice, ...]
    page: str
    assumed: str
    why: str

    @property
    def target(self) -> str:
        """The field that a fault leads to."""
        first = {"number": "likely", "text": "value", "date": "value"}
        return first.get(self.kind, "v-1" if self.choices else "s-unknown")


def fields_of(opened: Opened, cell: str, answer: Answer | None, posted: Mapping[str, Sequence[str]] | None) -> Fields:
    """Give the form of a cell, filled with what was posted in vain, else with the answer that stands there."""
    pack = opened.whole.usable().pack
    name, _, option = cell.partition("@")
    question = pack.questions[name]
    form = _filled(answer) if posted is None else posted
    one = {key: next(iter(values), "") for key, values in form.items()}
    chosen = form.get("value", ())
    return Fields(
        cell=cell,
        heading=asked(question),
        option=next((shown(each.title) for each in opened.read.assessment.options if each.id == option), ""),
        help=shown(question.help),
        good=shown(question.good_answer),
        kind=question.type,
        unit=_unit(pack, question) if question.type == "number" else "",
        choices=_choices(pack, question, chosen),
        bounds=tuple(Bound(each, words(f"question.{each}"), one.get(each, "")) for each in BOUNDS),
        value=one.get("value", ""),
        state=next((each for each in _SPECIAL if each in (one.get("state"), *chosen)), "known"),
        sure=tuple(Choice(each, words(f"sure.{each}"), one.get("sure", "") == each) for each in SURE),
        comment=one.get("comment", ""),
        evidence=_documents(opened, one.get("evidence", "")),
        page=one.get("page", ""),
        assumed=_assumed(pack, question, question.if_unknown) if question.if_unknown is not None else "",
        why=words(f"question.why_{question.nature}"),
    )


def written(pack: Pack, question: Question, answer: Answer | None) -> str:
    """Write an answer in words, as a list of answers shows it."""
    if answer is None or answer.value is None:
        return words("check.blank")
    if answer.value in _SPECIAL:
        return words(f"question.{answer.value}")
    return _written(pack, question, answer.value)


def _written(pack: Pack, question: Question, value: Any) -> str:
    match value:
        case bool():
            return words("yes" if value else "no")
        case {"low": low, "likely": likely, "high": high}:
            numbers = {"low": _number(low), "likely": _number(likely), "high": _number(high)}
            return f"{words('check.range', **numbers)} {_unit(pack, question)}".strip()
        case int() | float():
            return f"{_number(value)} {_unit(pack, question)}".strip()
        case list() if question.type == "study":
            return words("check.studies", count=len(value))
        case list():
            return ", ".join(_written(pack, question, each) for each in value)
    options = pack.choice_options(question)
    return shown(options[value].title) if value in options else str(value)


def _filled(answer: Answer | None) -> dict[str, list[str]]:
    """Give the fields that an answer fills."""
    if answer is None:
        return {}
    page = "" if answer.page is None else str(answer.page)
    beside = {
        "sure": answer.sure or "",
        "comment": shown(answer.comment),
        "evidence": answer.evidence or "",
        "page": page,
    }
    form = {key: [text] for key, text in beside.items()}
    match answer.value:
        case bool() as truth:
            return {**form, "value": ["yes" if truth else "no"]}
        case {"low": low, "likely": likely, "high": high}:
            return {**form, "low": [typed(low)], "likely": [typed(likely)], "high": [typed(high)]}
        case list() as several:
            return {**form, "value": [str(each) for each in several]}
        case "unknown" | "not_applicable" as state:
            return {**form, "state": [state], "value": [state]}
        case None:
            return form
    return {**form, "value": [typed(answer.value)], "likely": [typed(answer.value)]}


def _documents(opened: Opened, chosen: str) -> tuple[Choice, ...]:
    documents = opened.read.assessment.evidence
    return tuple(Choice(name, each.title, name == chosen) for name, each in documents.items())


def _choices(pack: Pack, question: Question, chosen: Sequence[str]) -> tuple[Choice, ...]:
    if question.type == "yes_no":
        return tuple(Choice(each, words(each), each in chosen) for each in ("yes", "no"))
    options = pack.choice_options(question) if question.type in ("choice", "choices") else {}
    return tuple(Choice(id, shown(option.title), id in chosen) for id, option in options.items())


def _assumed(pack: Pack, question: Question, assumed: IfUnknown) -> str:
    """Tell what stands in for an answer that nobody has, and why."""
    if assumed.option is not None:
        told = _written(pack, question, assumed.option)
    elif assumed.shares is not None:
        parts = ((_share_of(pack, question, id), part) for id, part in assumed.shares.items())
        told = ", ".join(f"{title} {share(part, language())}" for title, part in parts)
    elif assumed.quantity is not None:
        told = shown(pack.quantities[assumed.quantity].title)
    elif assumed.low is not None:
        told = _written(pack, question, {"low": assumed.low, "likely": assumed.likely, "high": assumed.high})
    else:
        told = label(pack, question.id)
    return words("question.assumed", told=told, why=shown(assumed.why))


def _share_of(pack: Pack, question: Question, option: str) -> str:
    return words(option) if option in ("yes", "no") else _written(pack, question, option)


def typed(value: Any) -> str:
    """Write a number so that the form reads the same one again; a text stays as it is."""
    if not isinstance(value, int | float):
        return str(value)
    text = str(value).removesuffix(".0")
    return text.replace(".", ",") if language() == "fr" else text


def _number(value: Any) -> str:
    return exact(float(value), language()) if isinstance(value, int | float) else str(value)


def _unit(pack: Pack, question: Question) -> str:
    return unit_words(question.unit or "1", pack.units, language(), 2.0)
