"""The assessments of a person: listed, begun from a pack, deleted; and their history."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from compass.errors import DeniedError, InputError, Problem
from compass.model.assessment import Assessment, Option, Weights
from compass.model.base import Text
from compass.model.pack import Pack
from compass.service.beginning import blank_assessment
from compass.service.desk import Desk
from compass.service.permissions import Actor, require
from compass.service.trails import note
from compass.store import assessments, people
from compass.store.assessments import Change as Change
from compass.texts.words import Language


@dataclass(frozen=True)
class Line:
    """An assessment in a list."""

    id: str
    title: Text
    pack: str
    changed: str


@dataclass(frozen=True)
class Revision:
    """What was changed at once, by whom; None stands for a former member."""

    number: int
    at: str
    by: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Begun:
    """How an assessment begins: which alternatives it compares, the reference always among them, and whose weights."""

    pack: str
    title: str
    alternatives: Sequence[str]
    weights: str


def own_assessments(desk: Desk, actor: Actor) -> tuple[Line, ...]:
    """List the assessments in which an actor has a role, the one changed last first."""
    with desk.database.reading() as connection:
        ids = people.assessments_of(connection, actor.account) if actor.account is not None else ()
        found = [assessments.load(connection, id) for id in ids]
    return tuple(Line(kept.id, kept.assessment.title, kept.assessment.pack, kept.changed) for kept in found if kept)


def worked_cases(desk: Desk) -> tuple[Line, ...]:
    """List the worked cases of all packs."""
    return tuple(_worked(desk, id) for id in desk.worked_cases())


def packs(desk: Desk) -> tuple[Pack, ...]:
    """Give the packs of the shelf that can be used."""
    found = [desk.workspace.pack(str(path)) for path in desk.workspace.shelf.packs()]
    return tuple(checked.usable().pack for checked in found if not checked.faults)


def begin(desk: Desk, actor: Actor, begun: Begun, language: Language) -> str:
    """Begin an assessment; give its id. Raises DeniedError P001 (a visitor), P009 (no title), InputError F015."""
    if actor.account is None:
        raise DeniedError("P001")
    if not begun.title.strip():
        raise DeniedError("P009")
    if begun.pack not in {path.name for path in desk.workspace.shelf.packs()}:
        raise InputError([Problem("F015", None, {"name": begun.pack[:80], "known": ""})])
    assessment, id = _begun(desk, begun, language), secrets.token_hex(8)
    with desk.database.writing() as connection:
        digest = desk.keep_pack(connection, begun.pack)
        assessments.create(connection, id, digest, assessment, actor.account, desk.at())
        people.set_role(connection, id, actor.account, "owner")
        note(desk, connection, actor.account, "began", id)
    return id


def delete(desk: Desk, actor: Actor, id: str) -> None:
    """Delete an assessment for everybody. Raises DeniedError P001, P002."""
    with desk.database.writing() as connection:
        require(connection, actor, id, "delete")
        assessments.remove(connection, id)
        note(desk, connection, actor.account, "deleted", id)


def history(desk: Desk, actor: Actor, id: str) -> tuple[Revision, ...]:
    """Tell who changed what, the last change first. Raises DeniedError P001."""
    with desk.database.reading() as connection:
        require(connection, actor, id, "read")
        names, changes = people.names(connection), assessments.changes(connection, id)
    grouped = ((number, tuple(rows)) for number, rows in groupby(changes, key=lambda change: change.revision))
    told = [Revision(number, rows[0].at, names.get(rows[0].account or ""), rows) for number, rows in grouped]
    return tuple(reversed(told))


def _worked(desk: Desk, id: str) -> Line:
    pack, title = desk.worked_head(id)
    return Line(id, title, pack, "")


def _titled(pack: Pack, option: Option) -> Option:
    """Give an option its title in both languages."""
    node = pack.alternatives().get(option.id)
    return option if node is None else option.model_copy(update={"title": node.title})


def _begun(desk: Desk, begun: Begun, language: Language) -> Assessment:
    program = desk.workspace.pack(begun.pack).usable()
    blank = blank_assessment(program, language, desk.at()[:10])
    title = begun.title.strip()[:200].replace("\x00", "")
    wanted = {blank.options[0].id, *begun.alternatives}
    chosen = Weights(profile=begun.weights) if begun.weights in program.pack.weight_profiles else None
    return blank.model_copy(
        update={
            "title": Text(fr=title, en=title),
            "options": tuple(_titled(program.pack, option) for option in blank.options if option.id in wanted),
            "settings": blank.settings.model_copy(update={"weights": chosen}),
        }
    )
