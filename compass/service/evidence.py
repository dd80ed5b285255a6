"""The evidence register of an assessment: what documents there are, and which answers rest on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Answer, Assessment, Evidence
from compass.service.changing import to_change, write
from compass.service.desk import Desk
from compass.service.offers import free_id, text_of
from compass.service.permissions import Actor
from compass.service.questioning import hold_back
from compass.store.assessments import Kept
from compass.store.parts import Key
from compass.texts.words import Language

WORDS = ("title", "authors", "publisher", "date", "version", "url", "doi", "file")
_LONGEST = 300
_LONGEST_NOTE = 2000
_ADDRESSES = ("https://", "http://")
Fields = Mapping[str, str]
"""The fields of a document's form: those of `WORDS`, `note`, and `seen` where it was read at second hand."""


def evidence_version(kept: Kept | None, name: str) -> int:
    """Give the version of a document that a form must bring back; 0 where it never was there."""
    return 0 if kept is None else kept.versions.get(Key("evidence", name), 0)


def evidence_in(assessment: Assessment, name: str) -> Evidence:
    """Give a document by its id. Raises DeniedError P010 where there is none."""
    if name not in assessment.evidence:
        raise DeniedError("P010")
    return assessment.evidence[name]


def uses_of(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    """Give the cells that rest on each document; `question@*` where it is an answer for all options."""
    found: dict[str, list[str]] = {name: [] for name in assessment.evidence}
    for cell, answer in _cells(assessment):
        for name in dict.fromkeys(cited(answer)):
            found[name].append(cell)
    return {name: tuple(cells) for name, cells in found.items()}


def cited(answer: Answer) -> tuple[str, ...]:
    """Name the documents that an answer, or a study in it, rests on."""
    records = answer.value if isinstance(answer.value, list) else []
    named = (answer.evidence, *(record.get("evidence") for record in records if isinstance(record, dict)))
    return tuple(name for name in named if name is not None)


def add_evidence(desk: Desk, actor: Actor, id: str, fields: Fields) -> str:
    """Add a document; give its id.

    Raises DeniedError P001, P002, P009 (no title), P017 (no web address), P039, P040 (about a patient, unconfirmed).
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        document = _document(fields, None, None)
        _hold_back(desk, fields, document, None)
        name = free_id(document.title, kept.assessment.evidence)
        write(desk, connection, actor, kept, with_document(kept.assessment, name, document))
    return name


def change_evidence(
    desk: Desk, actor: Actor, id: str, name: str, fields: Fields, seen: int, language: Language
) -> None:
    """Change what is said of a document.

    Raises DeniedError P001, P002, P009, P010, P017, P039, P040; ConflictError P003.
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        before = evidence_in(kept.assessment, name)
        document = _document(fields, before, language)
        if document == before:
            return
        if evidence_version(kept, name) != seen:
            raise ConflictError("P003")
        _hold_back(desk, fields, document, before)
        write(desk, connection, actor, kept, with_document(kept.assessment, name, document))


def remove_evidence(desk: Desk, actor: Actor, id: str, name: str) -> None:
    """Take a document out. Raises DeniedError P001, P002, P010, P016 while answers rest on it."""
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        evidence_in(kept.assessment, name)
        uses = uses_of(kept.assessment)[name]
        if uses:
            raise DeniedError("P016", count=len(uses))
        left = {key: each for key, each in kept.assessment.evidence.items() if key != name}
        write(desk, connection, actor, kept, kept.assessment.model_copy(update={"evidence": left}))


def is_address(text: str) -> bool:
    """Say whether a text can be followed as a link."""
    return text.lower().startswith(_ADDRESSES)


def _cells(assessment: Assessment) -> Iterator[tuple[str, Answer]]:
    yield from assessment.need.items()
    yield from ((f"{name}@*", answer) for name, answer in assessment.all_options.items())
    for option in assessment.options:
        yield from ((f"{name}@{option.id}", answer) for name, answer in option.answers.items())


def with_document(assessment: Assessment, name: str, document: Evidence) -> Assessment:
    return assessment.model_copy(update={"evidence": {**assessment.evidence, name: document}})


def _hold_back(desk: Desk, fields: Fields, document: Evidence, before: Evidence | None) -> None:
    """Question what a title or a note says of a patient. Raises DeniedError P039, P040."""
    told, known = _texts(document), () if before is None else _texts(before)
    hold_back(told, known, fields, desk.now().date())


def _texts(document: Evidence) -> tuple[str, ...]:
    return (document.title, *(() if document.note is None else (document.note.fr or "", document.note.en or "")))


def _document(fields: Fields, before: Evidence | None, language: Language | None) -> Evidence:
    said = {key: fields.get(key, "").strip().replace("\x00", "")[:_LONGEST] for key in WORDS}
    if not said["title"]:
        raise DeniedError("P009")
    if said["url"] and not is_address(said["url"]):
        raise DeniedError("P017", found=said["url"][:80])
    note = text_of(fields.get("note", "")[:_LONGEST_NOTE], None if before is None else before.note, language)
    seen = "secondary" if fields.get("seen") == "secondary" else "primary"
    words = {key: text for key, text in said.items() if text}
    digest = None if before is None else before.sha256
    return Evidence.model_validate({**words, "seen": seen, "note": note, "sha256": digest})
