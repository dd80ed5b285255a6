"""Assessment files that come in and go out: as a new assessment, or as offers taken into one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compass.catalogue.assessments import read_written
from compass.catalogue.packs import CheckedPack
from compass.catalogue.reader import Document
from compass.catalogue.writing import assessment_text
from compass.engine.cells import is_asked_of
from compass.errors import AssessmentError, DeniedError, Place, Problem
from compass.model.assessment import Answer, Assessment, Option
from compass.model.pack import Pack
from compass.service.changing import openable, to_change, write
from compass.service.desk import Desk, Opened
from compass.service.evidence import cited
from compass.service.offers import MOST_OPTIONS, free_id, ids_of, with_same_reference
from compass.service.permissions import Actor
from compass.store import assessments, people

ENDINGS = (".yaml", ".yml")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class File:
    """A file that somebody sends: its name as their machine gives it, and its bytes."""

    name: str
    content: bytes

    @property
    def shown(self) -> str:
        """The name without folders and signs that mean something elsewhere."""
        last = re.split(r"[/\\]", self.name)[-1]
        return re.sub(r"[^\w.() -]", "", last)[-_LONGEST_NAME:] or "?"


def file_of(opened: Opened) -> bytes:
    """Give an assessment as the bytes of its file."""
    return assessment_text(opened.read.assessment).encode()


def take_in(desk: Desk, actor: Actor, file: File) -> str:
    """Keep the assessment of a file as a new one; give its id.

    A digest of the pack that the file pins is checked, and no longer needed: the pack is kept with the assessment.
    Raises DeniedError P001 (a visitor), P013 (not such a file); AssessmentError with every fault of the file.
    """
    if actor.account is None:
        raise DeniedError("P001")
    read, document = _read(desk, file)
    shelf = {path.name for path in desk.workspace.shelf.packs()}
    if read.pack not in shelf:
        details = {"name": read.pack, "known": ", ".join(sorted(shelf))}
        raise AssessmentError([Problem("F015", document.place(("pack",)), details)])
    assessment = openable(read, document, desk.workspace.pack(read.pack)).assessment
    id = secrets.token_hex(8)
    with desk.database.writing() as connection:
        digest = desk.keep_pack(connection, read.pack)
        unpinned = assessment.model_copy(update={"pack_digest": None})
        assessments.create(connection, id, digest, unpinned, actor.account, desk.at())
        people.set_role(connection, id, actor.account, "owner")
    return id


def offers_of(desk: Desk, opened: Opened, file: File) -> tuple[Option, ...]:
    """Give the options of a file that an assessment does not have yet, with the answers each brings.

    Raises DeniedError P013; AssessmentError with every fault of the file, read with the pack of the assessment.
    """
    return tuple(_new_offers(_checked(desk, opened.whole, file), opened.read.assessment, opened.whole))


def take_offers(desk: Desk, actor: Actor, id: str, file: File, chosen: Collection[str]) -> int:
    """Take options of a file into an assessment, with the evidence that their answers rest on; give how many.

    An id that is taken already, by an option or by evidence, is replaced by a free one. Raises what `offers_of` does;
    DeniedError P001, P002, P014 (too many), P015 (none chosen).
    """
    with desk.database.writing() as connection:
        kept = to_change(connection, actor, id)
        whole = desk.pack_of(connection, kept)
        theirs, after = _checked(desk, whole, file), kept.assessment
        wanted = [option for option in _new_offers(theirs, after, whole) if option.id in chosen]
        if not wanted:
            raise DeniedError("P015")
        if len(after.options) + len(wanted) > MOST_OPTIONS:
            raise DeniedError("P014", most=MOST_OPTIONS)
        for option in wanted:
            after = _with_offer(after, option, theirs)
        write(desk, connection, actor, kept, with_same_reference(whole.usable(), kept.assessment, after))
    return len(wanted)


def _read(desk: Desk, file: File) -> tuple[Assessment, Document]:
    if not file.shown.lower().endswith(ENDINGS):
        raise DeniedError("P013", found=file.shown)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AssessmentError([Problem("F003", Place(file.shown))]) from None
    return read_written(desk.workspace.shelf.base / file.shown, desk.workspace.shelf, text)


def _checked(desk: Desk, whole: CheckedPack, file: File) -> Assessment:
    read, document = _read(desk, file)
    return openable(read, document, whole).assessment


def _new_offers(theirs: Assessment, ours: Assessment, whole: CheckedPack) -> Iterator[Option]:
    pack = whole.usable().pack
    known = [option.model_copy(update={"id": ""}) for option in ours.options]
    for option in theirs.options:
        complete = option.model_copy(update={"answers": _answers(pack, theirs, option)})
        if complete.model_copy(update={"id": ""}) not in known:
            yield complete


def _answers(pack: Pack, assessment: Assessment, option: Option) -> dict[str, Answer]:
    """Give the answers of an option, those for all options that it is asked included."""
    node = pack.nodes.get(option.alternative or "")
    fixed = node.sets if node is not None else {}
    shared = {
        id: answer
        for id, answer in assessment.all_options.items()
        if id not in fixed and is_asked_of(pack, pack.questions[id], option)
    }
    return {**shared, **option.answers}


def _with_offer(assessment: Assessment, option: Option, theirs: Assessment) -> Assessment:
    evidence, names = dict(assessment.evidence), {}
    for name in dict.fromkeys(each for answer in option.answers.values() for each in cited(answer)):
        same = next((ours for ours, each in evidence.items() if each == theirs.evidence[name]), None)
        names[name] = same or (name if name not in evidence else free_id(name, evidence))
        evidence[names[name]] = theirs.evidence[name]
    taken = ids_of(assessment)
    answers = {id: _renamed(answer, names) for id, answer in option.answers.items()}
    update = {"id": option.id if option.id not in taken else free_id(option.id, taken), "answers": answers}
    options = (*assessment.options, option.model_copy(update=update))
    return assessment.model_copy(update={"evidence": evidence, "options": options})


def _renamed(answer: Answer, names: Mapping[str, str]) -> Answer:
    value: Any = answer.value
    if isinstance(value, list):
        value = [
            {**each, "evidence": names[each["evidence"]]} if isinstance(each, dict) and "evidence" in each else each
            for each in value
        ]
    return answer.model_copy(update={"value": value, "evidence": names.get(answer.evidence or "")})
