"""Published studies typed on a page: each is the figures of one document in one setting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compass.engine.interview import record_answer
from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Answer
from compass.model.question import Question
from compass.service.changing import to_change
from compass.service.desk import Desk
from compass.service.forms import Form, number_in
from compass.service.permissions import Actor
from compass.service.responding import answer_in, sign, version_in
from compass.store import assessments
from compass.store.assessments import Kept
from compass.store.database import Connection
from compass.texts.words import Language

WORDS = ("setting", "readers", "version")
NUMBERS = ("n", "prevalence", "page")
_LONGEST = 200
Record = dict[str, Any]


@dataclass(frozen=True)
class Study:
    """The records of one document and one setting."""

    evidence: str
    setting: str
    records: tuple[Record, ...]

    @property
    def shared(self) -> Record:
        """What is said of the study as a whole, on its first record."""
        return self.records[0]


def studies_in(answer: Answer | None) -> tuple[Study, ...]:
    """Give the studies of an answer, in their order."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in answer.value if answer is not None and isinstance(answer.value, list) else ():
        found.setdefault(_named(record), []).append(record)
    return tuple(Study(*name, tuple(records)) for name, records in found.items())


def save_study(
    desk: Desk, actor: Actor, id: str, cell: str, place: int | None, form: Form, seen: int, language: Language
) -> None:
    """Add a study to the answer of a cell, or put it in the place of another; `seen` is the version of the cell.

    `form` has `evidence`, the fields of `WORDS` and `NUMBERS`, `independent` (`yes`, `no`), `main`, and for each metric
    `METRIC:value`, `METRIC:low`, `METRIC:high`. Raises DeniedError P001, P002, P010, P018 (the same document and
    setting twice), P019 (no figure); ConflictError P003; AnswerError with every fault.
    """
    with desk.database.writing() as connection:
        kept, question, studies = _standing(desk, connection, actor, id, cell)
        if place is not None and place >= len(studies):
            raise DeniedError("P010")
        records = tuple(_records(question, form, language))
        if not records:
            raise DeniedError("P019")
        others = [study for number, study in enumerate(studies) if number != place]
        if any((study.evidence, study.setting) == _named(records[0]) for study in others):
            raise DeniedError("P018")
        mine = Study(*_named(records[0]), records if place is None else kept_as_it_was(studies[place], records))
        at = len(studies) if place is None else place
        if mine.shared.get("main"):
            others = [_without_main(study) for study in others]
        _save(desk, connection, actor, kept, cell, [*others[:at], mine, *others[at:]], seen)


def remove_study(desk: Desk, actor: Actor, id: str, cell: str, place: int, seen: int) -> None:
    """Take a study out; with the last one the question is unanswered. Raises DeniedError P001, P002, P010, P003."""
    with desk.database.writing() as connection:
        kept, _, studies = _standing(desk, connection, actor, id, cell)
        if place >= len(studies):
            raise DeniedError("P010")
        _save(desk, connection, actor, kept, cell, [*studies[:place], *studies[place + 1 :]], seen)


def _standing(
    desk: Desk, connection: Connection, actor: Actor, id: str, cell: str
) -> tuple[Kept, Question, tuple[Study, ...]]:
    kept = to_change(connection, actor, id)
    question = desk.pack_of(connection, kept).usable().pack.questions.get(cell.partition("@")[0])
    if question is None or question.type != "study":
        raise DeniedError("P010")
    return kept, question, studies_in(answer_in(kept.assessment, cell))


def _save(
    desk: Desk, connection: Connection, actor: Actor, kept: Kept, cell: str, studies: Iterable[Study], seen: int
) -> None:
    records = [record for study in studies for record in study.records]
    before = answer_in(kept.assessment, cell)
    stated = Answer(value=records) if before is None else before.model_copy(update={"value": records, "review": None})
    program = desk.pack_of(connection, kept).usable()
    after = record_answer(program, kept.assessment, cell, sign(desk, actor, stated) if records else None)
    if version_in(kept, cell) != seen:
        raise ConflictError("P003")
    assessments.save(connection, kept, after, actor.account, desk.at())


def _named(record: Record) -> tuple[str, str]:
    return record.get("evidence", ""), record.get("setting") or ""


def _records(question: Question, form: Form, language: Language) -> Iterator[Record]:
    """Give a record for each metric that has a figure."""
    shared = _shared(form, language)
    for metric in question.metrics or {}:
        value, low, high = (_figure(form, f"{metric}:{bound}", language) for bound in ("value", "low", "high"))
        if value is None and low is None and high is None:
            continue
        interval = {} if low is None and high is None else {"ci": [low, high]}
        yield {"metric": metric, "value": value, **interval, **shared}


def _shared(form: Form, language: Language) -> Record:
    words = {key: _first(form, key)[:_LONGEST] for key in ("evidence", *WORDS)}
    numbers = {key: _figure(form, key, language) for key in NUMBERS}
    told = {"yes": True, "no": False}.get(_first(form, "independent"))
    flags = {"independent": told, "main": True if _first(form, "main") else None}
    found = {**{key: text or None for key, text in words.items()}, **numbers, **flags}
    return {key: value for key, value in found.items() if value is not None}


def _figure(form: Form, key: str, language: Language) -> Any:
    """Read a figure, in percents too; what is none is left as it is, for the check of the answer to tell."""
    text = _first(form, key)
    if not text:
        return None
    read = number_in(text.removesuffix("%").rstrip(), language)
    is_percent = text.endswith("%") and not isinstance(read, str)
    return float(Decimal(str(read)) / 100) if is_percent else read


def kept_as_it_was(before: Study, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Leave what the form shows once and did not change as each record had it: two figures may stand on two pages."""
    own = {record["metric"]: record for record in before.records}
    shown = {key for key in (*WORDS, *NUMBERS, "independent") if records[0].get(key) == before.shared.get(key)}
    return tuple(
        {key: each for key, each in record.items() if key not in shown}
        | {key: each for key, each in own.get(record["metric"], record).items() if key in shown}
        for record in records
    )


def _without_main(study: Study) -> Study:
    records = tuple({key: each for key, each in record.items() if key != "main"} for record in study.records)
    return Study(study.evidence, study.setting, records)


def _first(form: Form, key: str) -> str:
    return next(iter(form.get(key, ())), "").strip().replace("\x00", "")
