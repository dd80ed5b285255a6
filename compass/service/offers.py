"""The options of an assessment: added, renamed, removed, each time as one change that can be undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from compass.engine.filling import reference_option
from compass.engine.fitting import fit
from compass.engine.program import Program
from compass.errors import ConflictError, DeniedError
from compass.model.assessment import Assessment, Option, Reference
from compass.model.base import Text
from compass.service.changing import to_change, write
from compass.service.desk import Desk, Opened
from compass.service.permissions import Actor
from compass.store.assessments import Kept
from compass.store.parts import Key
from compass.texts.words import Language

MOST_OPTIONS = 200
_LONGEST = 200
_LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Draft:
    """An option as a form gives it."""

    title: str
    alternative: str
    product: str
    note: str


def option_version(kept: Kept | None, option: str) -> int:
    """Give the version of an option that a form must bring back; 0 where it never was there."""
    return 0 if kept is None else kept.versions.get(Key("option", option), 0)


def add_option(desk: Desk, actor: Actor, id: str, draft: Draft) -> str:
    """Add an option without answers; give its id.

    Raises DeniedError P001, P002, P009 (no title), P014 (too many); AssessmentError A008 (no such alternative).
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        before = kept.assessment
        if len(before.options) >= MOST_OPTIONS:
            raise DeniedError("P014", most=MOST_OPTIONS)
        option = _drafted(Option(id=free_id(draft.title, ids_of(before)), title=Text(fr="-", en="-")), draft, None)
        after = before.model_copy(update={"options": (*before.options, option)})
        program = desk.pack_of(connection, kept).usable()
        write(desk, connection, actor, kept, with_same_reference(program, before, after))
    return option.id


def change_option(desk: Desk, actor: Actor, id: str, option: str, draft: Draft, seen: int, language: Language) -> None:
    """Change what is said of an option. Answers that another alternative does not admit go; the history has them.

    Raises DeniedError P001, P002, P009, P010 (no such option or alternative); ConflictError P003.
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        before = option_in(kept.assessment, option)
        after = _drafted(before, draft, language)
        if after == before:
            return
        if option_version(kept, option) != seen:
            raise ConflictError("P003")
        program, assessment = desk.pack_of(connection, kept).usable(), with_option(kept.assessment, after)
        if after.alternative != before.alternative:
            assessment, _ = fit(program, assessment)
            option_in(assessment, option)
        write(desk, connection, actor, kept, with_same_reference(program, kept.assessment, assessment))


def remove_option(desk: Desk, actor: Actor, id: str, option: str) -> None:
    """Take an option out with its answers. Raises DeniedError P001, P002, P010, P012 (the last one, the reference)."""
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        option_in(kept.assessment, option)
        if not may_go(desk.pack_of(connection, kept).usable(), kept.assessment, option):
            raise DeniedError("P012")
        options = tuple(each for each in kept.assessment.options if each.id != option)
        write(desk, connection, actor, kept, kept.assessment.model_copy(update={"options": options}))


def reference_of(opened: Opened) -> str | None:
    """Give the option that changes are counted from."""
    return reference_option(opened.whole.usable(), opened.read.assessment)


def may_go(program: Program, assessment: Assessment, option: str) -> bool:
    """Say whether an assessment can do without an option."""
    return len(assessment.options) > 1 and reference_option(program, assessment) != option


def with_same_reference(program: Program, before: Assessment, after: Assessment) -> Assessment:
    """Name the reference of an assessment where its options alone do not tell any more which one it was."""
    reference = reference_option(program, before)
    if reference is None or reference_option(program, after) is not None or reference not in ids_of(after):
        return after
    named = after.settings.model_copy(update={"reference": Reference(option=reference)})
    return after.model_copy(update={"settings": named})


def option_in(assessment: Assessment, option: str) -> Option:
    """Give an option by its id. Raises DeniedError P010 where there is none."""
    found = next((each for each in assessment.options if each.id == option), None)
    if found is None:
        raise DeniedError("P010")
    return found


def with_option(assessment: Assessment, option: Option) -> Assessment:
    """Give an assessment with one option in the place of the one with its id."""
    options = tuple(option if each.id == option.id else each for each in assessment.options)
    return assessment.model_copy(update={"options": options})


def ids_of(assessment: Assessment) -> set[str]:
    return {option.id for option in assessment.options}


def free_id(title: str, taken: Container[str]) -> str:
    """Make an id of a title that none of those taken has."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40]
    stem = stem if stem[:1].isalpha() else f"option_{stem}".rstrip("_")
    numbered = (stem, *(f"{stem}_{number}" for number in range(2, MOST_OPTIONS * 10)))
    return next(id for id in numbered if id not in taken)


def text_of(written: str, before: Text | None, language: Language | None) -> Text | None:
    """Give a text as a person wrote it, for both languages; the one before where it says the same in theirs."""
    written = written.strip().replace("\x00", "")
    if before is not None and language is not None and before.in_language(language).strip() == written:
        return before
    return Text(fr=written, en=written) if written else None


def _drafted(option: Option, draft: Draft, language: Language | None) -> Option:
    title = text_of(draft.title[:_LONGEST], option.title, language)
    if title is None:
        raise DeniedError("P009")
    product = draft.product.strip().replace("\x00", "")[:_LONGEST]
    return option.model_copy(
        update={
            "title": title,
            "alternative": draft.alternative.strip() or None,
            "product": product or None,
            "note": text_of(draft.note[:_LONGEST_NOTE], option.note, language),
        }
    )
