"""Workshops on an assessment: prepared from a ready agenda, listed, deleted, handed over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from compass.catalogue.agendas import agenda_files, read_agenda
from compass.decision.planning import planned
from compass.errors import DeniedError, InputError
from compass.model.agenda import Agenda
from compass.model.base import Text
from compass.model.running import Workshop
from compass.model.workshop import Mode
from compass.service.desk import Desk, Opened
from compass.service.permissions import ALLOWED, Actor, Role, require
from compass.service.tokens import new_code, new_id
from compass.service.trails import note
from compass.store import people, workshops
from compass.store.database import Connection
from compass.store.workshops import KeptWorkshop
from compass.texts.typography import set_type

MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True)
class Prepared:
    """How a workshop begins: the id of a ready agenda, empty for one to be composed, a title, and a mode."""

    agenda: str
    title: str
    mode: str


@dataclass(frozen=True)
class Listed:
    """A workshop as a list shows it, with the name of who runs it; none where that account was erased."""

    kept: KeptWorkshop
    by: str


def agendas(desk: Desk, opened: Opened) -> tuple[Agenda, ...]:
    """Give the ready agendas that fit the pack of an assessment, the shortest first."""
    try:
        source = desk.workspace.source(opened.read.assessment.pack)
    except InputError:  # a pack that has gone from the shelf has no ready agendas any more
        return ()
    found = [_fitting(desk, opened, path) for path in agenda_files(source)]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.minutes))


def prepare(desk: Desk, actor: Actor, id: str, prepared: Prepared) -> str:
    """Begin a workshop on an assessment; give its id. The title of the assessment stays one in both languages.

    Raises DeniedError P001, P002, P009 (no title), W019 (no such agenda or mode).
    """
    opened = desk.open(actor, id, "answer")
    agenda = next((each for each in agendas(desk, opened) if each.agenda == prepared.agenda), None)
    title = prepared.title.strip()[:200].replace("\x00", "")
    if (agenda is None and prepared.agenda) or prepared.mode not in MODES:
        raise DeniedError("W019")
    if not title:
        raise DeniedError("P009")
    own = opened.read.assessment.title
    is_own = title in (set_type(own.fr, "fr"), set_type(own.en, "en"))
    both = own if is_own else Text(fr=title, en=title)
    empty = Workshop(title=both, mode=prepared.mode, stages=())
    workshop = empty if agenda is None else planned(agenda, both, prepared.mode)
    kept = KeptWorkshop(new_id(), id, new_code(), 1, actor.account, desk.at(), workshop)
    with desk.database.writing() as connection:
        require(connection, actor, id, "answer")
        workshops.add(connection, kept)
        note(desk, connection, actor.account, "workshop_began", id)
    return kept.id


def listed(desk: Desk, actor: Actor, id: str) -> tuple[Listed, ...]:
    """List the workshops of an assessment, the newest first. Raises DeniedError P001, P002."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "read")
        names, found = people.names(connection), workshops.of_assessment(connection, id)
    return tuple(Listed(kept, names.get(kept.facilitator or "", "")) for kept in found)


def hand_over(desk: Desk, actor: Actor, id: str, workshop: str, member: str) -> None:
    """Have another member run the workshop: who runs it hands it over, any other editor takes it over.

    Raises DeniedError P001, P002, W008 (no such workshop, or no member who may run it), W015 (not yours to give).
    """
    with desk.database.writing() as connection:
        kept = to_run(connection, actor, id, workshop, is_any=member == actor.account)
        grant = people.grant_of(connection, id, member)
        if grant is None or "answer" not in ALLOWED[cast(Role, grant.role)]:
            raise DeniedError("W008")
        workshops.pass_on(connection, kept, member)
        note(desk, connection, actor.account, "workshop_passed", id, member=member)


def delete(desk: Desk, actor: Actor, id: str, workshop: str) -> None:
    """Delete a workshop with its votes; what the assessment took in stays. Raises DeniedError P001, P002, W008."""
    with desk.database.writing() as connection:
        require(connection, actor, id, "manage")
        if not workshops.remove(connection, id, workshop):
            raise DeniedError("W008")
        note(desk, connection, actor.account, "workshop_deleted", id)


def to_run(connection: Connection, actor: Actor, id: str, workshop: str, *, is_any: bool = False) -> KeptWorkshop:
    """Load a workshop so that nobody else changes it meanwhile, for who runs it, or for any who may.

    Raises DeniedError P001, P002, W008, W015.
    """
    require(connection, actor, id, "answer")
    kept = workshops.load(connection, id, workshop, to_change=True)
    if kept is None:
        raise DeniedError("W008")
    if not is_any and kept.facilitator != actor.account:
        raise DeniedError("W015")
    return kept


def _fitting(desk: Desk, opened: Opened, path: Path) -> Agenda | None:
    try:
        return read_agenda(path, opened.whole, desk.workspace.shelf)
    except InputError:  # written for another version of the pack than the one that the assessment keeps
        return None
