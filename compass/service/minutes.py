"""The papers of a workshop that is kept: its minutes and their workbook, the guide and the cards of its agenda."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from compass.catalogue.assessments import CheckedAssessment, check_assessment
from compass.catalogue.packs import CheckedPack
from compass.catalogue.reader import Document
from compass.catalogue.snapshots import snapshot_of, snapshot_pack
from compass.decision.grouping import weights_poll
from compass.decision.members import members, voices
from compass.decision.questions import next_questions
from compass.decision.restoring import with_all, without_any
from compass.decision.running import told_only
from compass.engine.filling import CannotRun
from compass.engine.interview import interview
from compass.model.agenda import Agenda
from compass.model.assessment import Assessment
from compass.model.group import Members
from compass.model.running import Workshop
from compass.model.workshop import Participant
from compass.reporting.workshops.cards import build_cards
from compass.reporting.workshops.guide import build_guide
from compass.reporting.workshops.minutes import build_minutes
from compass.reporting.workshops.record import Case, Record
from compass.reporting.workshops.sheets import minutes_book
from compass.reporting.workshops.told import Told
from compass.service.agendas import ends_of
from compass.service.evaluating import Result, evaluate_read
from compass.service.grouped import DRAWS
from compass.service.reporting import ENDINGS, PAGES, document_pages
from compass.service.rooms import Room
from compass.service.workspace import PROGRAM
from compass.texts.words import Language

Paper = Literal["minutes", "guide", "cards"]
PAPERS: tuple[Paper, ...] = get_args(Paper)


@dataclass(frozen=True)
class Asked:
    """A paper to be made elsewhere: all that it is made of, written out; no vote that was not revealed is in it."""

    paper: Paper
    workshop: str
    people: str
    assessment: str
    pack: str
    facilitator: str
    date: str

    @property
    def digest(self) -> str:
        """Name what the paper is made of; another program may make another one."""
        return hashlib.sha256(json.dumps([PROGRAM, vars(self)]).encode()).hexdigest()


def asked(room: Room, paper: Paper) -> Asked:
    """Write out what a paper of a workshop is made of."""
    return Asked(
        paper,
        told_only(room.workshop).model_dump_json(exclude_none=True),
        json.dumps([person.model_dump(mode="json") for person in room.people]),
        room.opened.read.assessment.model_dump_json(exclude_defaults=True),
        snapshot_of(room.opened.whole.usable().pack).decode(),
        room.by,
        room.kept.made[:10],
    )


def endings_of(paper: Paper) -> tuple[str, ...]:
    """Give the endings that a paper can have."""
    return ENDINGS if paper == "minutes" else PAGES


def make(asked: Asked, ending: str, language: Language) -> bytes:
    """Make a paper. Raises UnavailableError S001."""
    pack = snapshot_pack(asked.pack, Path("pack.json"), "pack.json")
    workshop = Workshop.model_validate_json(asked.workshop)
    assessment = Assessment.model_validate_json(asked.assessment)
    if asked.paper != "minutes":
        told = _told(pack, workshop, assessment, language)
        paper = build_guide(told) if asked.paper == "guide" else build_cards(told)
        return document_pages(paper, {ending})[ending]
    people = tuple(Participant.model_validate(each) for each in json.loads(asked.people))
    record = record_of(pack, workshop, people, assessment, language, (asked.facilitator, asked.date))
    return minutes_book(record) if ending == ".xlsx" else document_pages(build_minutes(record), {ending})[ending]


def record_of(
    pack: CheckedPack,
    workshop: Workshop,
    people: tuple[Participant, ...],
    assessment: Assessment,
    language: Language,
    by_and_date: tuple[str, str],
) -> Record:
    """Evaluate an assessment with what a workshop decided and without it, and gather what its minutes tell."""
    program, (by, date) = pack.usable(), by_and_date
    after = _checked(pack, with_all(assessment, workshop.adoptions))
    before = _checked(pack, without_any(assessment, workshop.adoptions))
    found = interview(program, after.assessment, after.cells)
    result = None if found.missing else evaluate_read(after)
    evaluated = None if result is None else result.evaluated
    return Record(
        program.pack,
        language,
        workshop,
        people,
        after.assessment,
        by,
        date,
        PROGRAM,
        None if interview(program, before.assessment, before.cells).missing else _case(evaluate_read(before)),
        None if result is None else _case(result),
        None if result is None else _members(result, workshop),
        next_questions(program, after.assessment, after.cells, found, evaluated, "full"),
    )


def _checked(pack: CheckedPack, assessment: Assessment) -> CheckedAssessment:
    return check_assessment(assessment, Document("assessment"), pack)


def _case(result: Result) -> Case:
    return Case(result.read.assessment, result.evaluated.evaluation)


def _members(result: Result, workshop: Workshop) -> Members | None:
    program, assessment = result.read.checked.usable(), result.read.assessment
    heard, options = voices(program, workshop.asked, weights_poll(workshop)), result.evaluated.evaluation.options
    try:
        return members(
            program, assessment, heard, options, workshop.mode, seed=assessment.settings.seed, draws=DRAWS
        )  # fmt: skip
    except CannotRun:  # somebody's own answers give no result: then nothing is said of where people stand
        return None


def _told(pack: CheckedPack, workshop: Workshop, assessment: Assessment, language: Language) -> Told:
    steps = tuple(stage.step for stage in workshop.stages)
    minutes = sum(step.minutes for step in steps)
    agenda = Agenda.model_construct(
        agenda="workshop", title=workshop.title, about=None, minutes=minutes, mode=workshop.mode, steps=steps
    )  # a workshop may have grown longer than any agenda
    told = Told(pack.usable().pack, language, agenda, workshop.mode)
    return told.of(assessment, ends_of(_checked(pack, assessment)))
